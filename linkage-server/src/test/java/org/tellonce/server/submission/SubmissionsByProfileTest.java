package org.tellonce.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.POLICE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.cut;
import static org.tellonce.server.TestServer.screening;
import static org.tellonce.server.TestServer.silent;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

/// What becomes of submissions as class and profile of their agency say.
class SubmissionsByProfileTest extends TakenSubmissions {
  @Test
  void swornAgency_maySubmit() {
    assertThat(server.submit(POLICE, silent(record())).created()).isEqualTo(1);
  }

  private void schoolAt(DisclosureProfile profile) {
    server.rules = TestRules.with(server.rules, SCHOOL, m -> TestRules.at(m, profile));
  }

  @Test
  void agencyOfProfileP1_isCounted_andNeverMatched() {
    EncodedRecord ours = record();
    schoolAt(DisclosureProfile.P1);
    server.submit(PROBATION, asking(TestRecords.record(TestRecords.token(random), ours.rows())));
    Receipt first = server.submit(SCHOOL, asking(ours, screening(MARCH)), asking(record()));
    Receipt second = server.submit(SCHOOL, asking(ours, screening(MARCH)), asking(record()));

    assertThat(first).isEqualTo(counts(first, 2, 0, 0, 0, 0, 0));
    assertThat(second).isEqualTo(counts(second, 1, 0, 1, 0, 0, 0));
    assertThat(rows(SCHOOL, ours.token()).tags()).isEmpty();
    assertThat(server.indexEntries()).isEqualTo(16);
    assertThat(server.count("candidate")).isZero();
    Receipt gone = server.submit(SCHOOL, new GoneRecord(ours.token()));
    assertThat(gone).isEqualTo(counts(gone, 0, 0, 0, 1, 1, 0));
  }

  @Test
  void agencyWhoseProfileIsRaised_needsAResync_thatPutsItIntoTheIndex() {
    EncodedRecord ours = record();
    EncodedRecord theirs = TestRecords.record(TestRecords.token(random), ours.rows());
    EncodedRecord changed = record();
    schoolAt(DisclosureProfile.P1);
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.submit(SCHOOL, asking(ours), asking(changed));
    schoolAt(DisclosureProfile.P3);
    assertThat(server.flagged(SCHOOL)).isEmpty();
    Receipt raised = server.submit(SCHOOL, asking(changed, screening(MARCH)));

    assertThat(raised.resyncNeeded()).isTrue();
    assertThat(server.indexEntries()).isEqualTo(16);
    Receipt full = server.submit(SCHOOL, true, List.of(asking(ours), asking(changed, screening(MARCH))));
    assertThat(full).isEqualTo(counts(full, 0, 0, 2, 0, 0, 0));
    assertThat(server.indexEntries()).isEqualTo(48);
    assertThat(server.flagged(SCHOOL)).containsExactly(ours.token());
    assertThat(server.submit(SCHOOL, asking(record())).resyncNeeded()).isFalse();
  }

  @Test
  void submissionThatComesAgainAfterTheProfileWasRaised_needsAResync() {
    EncodedRecord one = record();
    List<List<SubmissionLine>> parts = cut(List.of(asking(one)), 1);
    Manifest manifest = server.manifest(SCHOOL, true, LiveSet.of(List.of(one.token())), parts);
    schoolAt(DisclosureProfile.P1);
    assertThat(server.submit(manifest, parts).resyncNeeded()).isFalse();
    schoolAt(DisclosureProfile.P2);

    assertThat(server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).isInstanceOfSatisfying(
        SubmissionOutcome.AlreadyReceived.class,
        again -> assertThat(again.first().resyncNeeded()).isTrue());
  }

  @Test
  void agencyWhoseProfileIsLowered_isOutOfTheIndexWithItsNextCommit_andMatchesAsBeforeWhenRaisedAgain() {
    EncodedRecord ours = record();
    EncodedRecord theirs = TestRecords.record(TestRecords.token(random), ours.rows());
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.submit(SCHOOL, asking(ours), asking(record()));
    var before = server.database.read(server.epochs::matches);
    schoolAt(DisclosureProfile.P1);
    Receipt lowered = server.submit(SCHOOL, asking(ours), asking(record()));

    assertThat(lowered).isEqualTo(counts(lowered, 1, 0, 1, 0, 0, 0));
    assertThat(server.indexEntries()).isEqualTo(16);
    assertThat(server.count("match")).isZero();
    assertThat(server.count("candidate")).isZero();
    schoolAt(DisclosureProfile.P3);
    server.submit(SCHOOL, true, List.of(asking(ours), asking(record())));
    assertThat(before).hasSize(1).isEqualTo(server.database.read(server.epochs::matches));
  }
}
