package org.tellonce.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestRules.SHELTER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;
import static org.tellonce.server.TestServer.cut;
import static org.tellonce.server.TestServer.screening;
import static org.tellonce.server.TestServer.silent;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.RefusedLine;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

/// Submissions as they come, whole, in parts, again, and broken.
class SubmissionsTest extends TakenSubmissions {
  @Test
  void newChangedAndUnchangedRecords_areCounted() {
    EncodedRecord a = record();
    EncodedRecord b = record();
    EncodedRecord c = record();
    Receipt first = server.submit(CHILD_WELFARE, asking(a), asking(b, screening(MARCH)), silent(c));
    Receipt second = server.submit(CHILD_WELFARE, asking(a), asking(b), silent(TestRecords.alone(c.token(), random)), silent(record()));

    assertThat(first).isEqualTo(counts(first, 3, 0, 0, 0, 0, 0));
    assertThat(second).isEqualTo(counts(second, 1, 2, 1, 0, 0, 0));
    assertThat(server.indexEntries()).isEqualTo(4 * 16);
    assertThat(server.count("submission_part")).isZero();
    assertThat(stored(CHILD_WELFARE, a.token())).hasValueSatisfying(record -> assertThat(record.asks()).isTrue());
  }

  @Test
  void submissionOfManyPortions_isTakenAsOne_andARefusedLineIsNamedByItsPart() {
    List<EncodedRecord> records = IntStream.range(0, 19).mapToObj(_ -> record()).toList();
    List<SubmissionLine> lines = new ArrayList<>(records.stream().<SubmissionLine>map(record -> asking(record)).toList());
    lines.add(silent(records.getFirst()));
    List<List<SubmissionLine>> parts = TestServer.cut(lines, 1);

    Receipt receipt = server.submit(server.manifest(CHILD_WELFARE, false, server.after(CHILD_WELFARE, false, lines), parts), parts);

    assertThat(receipt.created()).isEqualTo(19);
    assertThat(receipt.refusals()).containsExactly(new RefusedLine(20, 1, "the same token stands twice in this submission"));
    assertThat(receipt.resyncNeeded()).isFalse();
    assertThat(stored(CHILD_WELFARE, records.getFirst().token()).orElseThrow().asks()).isTrue();
    assertThat(server.held(CHILD_WELFARE)).hasSize(19);
    assertThat(server.indexEntries()).isEqualTo(19 * 16);
  }

  @Test
  void goneRow_isRetiredForAnUnexpiredScreening_andDeletedWithoutOne() {
    EncodedRecord screened = record();
    EncodedRecord old = record();
    EncodedRecord plain = record();
    server.submit(CHILD_WELFARE, asking(screened, screening(MARCH)), asking(old, screening(YearMonth.of(2024, 10))), asking(plain));
    Receipt receipt = server.submit(CHILD_WELFARE, new GoneRecord(screened.token()), new GoneRecord(old.token()), new GoneRecord(plain.token()),
        new GoneRecord(TestRecords.token(random)));

    assertThat(receipt).isEqualTo(counts(receipt, 0, 0, 0, 4, 1, 2));
    assertThat(stored(CHILD_WELFARE, screened.token()).orElseThrow()).matches(record -> !record.live() && !record.asks());
    assertThat(stored(CHILD_WELFARE, plain.token())).isEmpty();
    assertThat(server.indexEntries()).isEqualTo(16);

    Receipt again = server.submit(CHILD_WELFARE, asking(screened, screening(MARCH)));
    assertThat(again).isEqualTo(counts(again, 0, 1, 0, 0, 0, 0));
    assertThat(stored(CHILD_WELFARE, screened.token()).orElseThrow().live()).isTrue();
  }

  @Test
  void sameManifest_isResumed_andItsCommitAnswersTheSame() {
    List<List<SubmissionLine>> parts = cut(List.of(asking(record()), asking(record()), asking(record()), asking(record())), 2);
    Manifest manifest = server.manifest(SCHOOL, false, server.after(SCHOOL, false, parts.stream().flatMap(List::stream).toList()), parts);
    byte[] second = SubmissionPart.bytes(parts.get(1));

    assertThat(server.submissions.status(SCHOOL, manifest.id())).isEqualTo(new SubmissionOutcome.Unknown());
    assertThat(server.submissions.begin(SCHOOL, manifest, server.rules)).isEqualTo(status(manifest, false));
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 2, second, server.rules)).isEqualTo(status(manifest, false, 2));
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 2, second, server.rules)).isEqualTo(status(manifest, false, 2));
    assertThat(server.submissions.begin(SCHOOL, manifest, server.rules)).isEqualTo(status(manifest, false, 2));
    assertThat(server.submissions.status(CHILD_WELFARE, manifest.id())).isEqualTo(new SubmissionOutcome.Unknown());
    assertThat(server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).isEqualTo(new SubmissionOutcome.PartsMissing(
        new TreeSet<>(List.of(
            1))));
    assertThat(server.count("record")).isZero();
    server.submissions.take(SCHOOL, manifest.id(), 1, SubmissionPart.bytes(parts.get(0)), server.rules);
    Receipt receipt = ((SubmissionOutcome.Accepted) server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).receipt();

    assertThat(receipt.created()).isEqualTo(4);
    assertThat(server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).isEqualTo(new SubmissionOutcome.AlreadyReceived(
        receipt));
    assertThat(server.submissions.begin(SCHOOL, manifest, server.rules)).isEqualTo(status(manifest, true, 1, 2));
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 1, SubmissionPart.bytes(parts.get(0)), server.rules)).isEqualTo(status(manifest, true,
        1, 2));
    assertThat(server.count("submission_part")).isZero();
  }

  private static SubmissionOutcome.Status status(Manifest manifest, boolean committed, Integer... parts) {
    return new SubmissionOutcome.Status(new SubmissionStatus(manifest.id(), new TreeSet<>(List.of(parts)), committed));
  }

  @Test
  void olderSubmissionThatComesAgain_isDoneAgain() {
    EncodedRecord one = record();
    EncodedRecord other = TestRecords.alone(one.token(), random);
    server.submit(SCHOOL, asking(one));
    server.submit(SCHOOL, asking(other));
    Receipt back = server.submit(SCHOOL, asking(one));

    assertThat(back.replaced()).isEqualTo(1);
    assertThat(rows(SCHOOL, one.token()).rows()).isEqualTo(org.tellonce.protocol.Digest.of(one.rowBytes()));
  }

  @Test
  void whatTheRulesDoNotAllow_isRefused() {
    List<List<SubmissionLine>> parts = cut(List.of(asking(record())), 1);
    Manifest manifest = server.manifest(SCHOOL, false, LiveSet.of(List.of()), parts);
    byte[] part = SubmissionPart.bytes(parts.getFirst());

    assertThat(server.submissions.begin(CHILD_WELFARE, manifest, server.rules)).isEqualTo(new SubmissionOutcome.NotYours());
    assertThat(server.submissions.begin(SCHOOL, manifest, TestRules.without(server.rules, SCHOOL)))
        .isEqualTo(new SubmissionOutcome.NotAllowed(Refusal.NOT_A_MEMBER));
    assertThat(server.submissions.begin(SCHOOL, manifest, TestRules.with(server.rules, SCHOOL, TestRules::ended)))
        .isEqualTo(new SubmissionOutcome.NotAllowed(Refusal.AGREEMENT_NOT_CURRENT));
    assertThat(server.submissions.begin(SCHOOL, manifest, TestRules.with(server.rules, SCHOOL, m -> TestRules.at(m, DisclosureProfile.P0))))
        .isEqualTo(new SubmissionOutcome.NotAllowed(Refusal.PROFILE_TOO_LOW));
    var oldRules = new Manifest(SCHOOL, "smp1", manifest.sizeClass(), 1, 2, manifest.tables(), 1, 0, manifest.parts(), false, manifest.live(),
        manifest.previous());
    assertThat(server.submissions.begin(SCHOOL, oldRules, server.rules)).isEqualTo(new SubmissionOutcome.WrongRules(3));
    var wrongEpoch = new Manifest(SCHOOL, "smp1", manifest.sizeClass(), 2, 3, manifest.tables(), 1, 0, manifest.parts(), false, manifest.live(),
        manifest.previous());
    assertThat(server.submissions.begin(SCHOOL, wrongEpoch, server.rules)).isEqualTo(new SubmissionOutcome.WrongEpoch(List.of(1L)));
    var tables = new java.util.TreeMap<>(manifest.tables());
    tables.put("surnames.csv", org.tellonce.protocol.Digest.of(new byte[0]));
    var wrongTable = new Manifest(SCHOOL, "smp1", manifest.sizeClass(), 1, 3, tables, 1, 0, manifest.parts(), false, manifest.live(), manifest
        .previous());
    assertThat(server.submissions.begin(SCHOOL, wrongTable, server.rules)).isInstanceOfSatisfying(SubmissionOutcome.WrongEncoding.class,
        wrong -> assertThat(wrong.problems().toString()).contains("surnames.csv"));
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 1, part, server.rules)).isEqualTo(new SubmissionOutcome.Unknown());
    server.submissions.begin(SCHOOL, manifest, server.rules);
    assertThat(server.submissions.take(CHILD_WELFARE, manifest.id(), 1, part, server.rules)).isEqualTo(new SubmissionOutcome.Unknown());
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 2, part, server.rules)).isEqualTo(new SubmissionOutcome.NoSuchPart(1));
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 0, part, server.rules)).isEqualTo(new SubmissionOutcome.NoSuchPart(1));
    part[20] ^= 1;
    assertThat(server.submissions.take(SCHOOL, manifest.id(), 1, part, server.rules)).isInstanceOf(SubmissionOutcome.WrongPart.class);
    assertThat(server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, TestRules.with(server.rules, SCHOOL, TestRules::ended)))
        .isEqualTo(new SubmissionOutcome.NotAllowed(Refusal.AGREEMENT_NOT_CURRENT));
    assertThat(server.count("submission_part")).isZero();
  }

  @Test
  void brokenLines_areRefusedWithPartAndLine_andTheRestIsTaken() {
    EncodedRecord withdrawn = record();
    EncodedRecord twice = record();
    server.withdraw(SHELTER, Withdrawal.Scope.AGENCY, withdrawn.token());
    List<SubmissionLine> lines = List.of(silent(record(), consented(MARCH, server.today)), asking(withdrawn), asking(twice), asking(twice),
        asking(record(), screening(MARCH)));
    Manifest manifest = server.manifest(SHELTER, false, LiveSet.of(List.of(lines.get(0).token(), twice.token())), cut(lines, 3));
    Receipt receipt = server.submit(manifest, cut(lines, 3));

    assertThat(receipt.created()).isEqualTo(2);
    assertThat(receipt.refused()).isEqualTo(3);
    assertThat(receipt.refusals()).extracting(RefusedLine::part).containsExactly(1, 2, 2);
    assertThat(receipt.refusals()).extracting(RefusedLine::line).containsExactly(2, 1, 2);
    assertThat(receipt.refusals()).extracting(RefusedLine::rule).containsExactly("this record was withdrawn and is not taken again",
        "the same token stands twice in this submission",
        "an agency of this class needs a consent of youth and guardian, or of a court, for each screening");
    assertThat(receipt.resyncNeeded()).isFalse();
  }

  @Test
  void wrongCounts_leaveNothing() {
    List<List<SubmissionLine>> parts = cut(List.of(asking(record()), new GoneRecord(TestRecords.token(random))), 2);
    Manifest right = server.manifest(SCHOOL, false, LiveSet.of(List.of()), parts);
    var wrong = new Manifest(SCHOOL, "smp1", right.sizeClass(), 1, 3, right.tables(), 2, 0, right.parts(), false, right.live(), right.previous());
    server.submissions.begin(SCHOOL, wrong, server.rules);
    server.submissions.take(SCHOOL, wrong.id(), 1, SubmissionPart.bytes(parts.getFirst()), server.rules);

    assertThat(server.submissions.commit(SCHOOL, wrong.id(), TestServer.REQUEST, server.rules)).isEqualTo(new SubmissionOutcome.WrongCounts(1, 1));
    assertThat(server.count("record")).isZero();
    assertThat(server.indexEntries()).isZero();
  }

  @Test
  void differentLiveSet_isResynchronisedByAFullSubmissionOnly() {
    EncodedRecord kept = record();
    EncodedRecord lost = record();
    EncodedRecord retired = record();
    server.submit(SCHOOL, asking(kept), asking(lost), asking(retired, screening(MARCH)));
    server.live(SCHOOL).removeAll(List.of(lost.token(), retired.token()));
    Receipt differs = server.submit(SCHOOL, asking(kept));
    Receipt still = server.submit(SCHOOL, asking(kept), asking(record()), new GoneRecord(lost.token()), new GoneRecord(retired.token()));
    Receipt full = server.submit(SCHOOL, true, List.of(asking(kept)));

    assertThat(List.of(differs, still, full)).extracting(Receipt::resyncNeeded).containsExactly(true, true, false);
    assertThat(full.deleted()).isEqualTo(1);
    assertThat(stored(SCHOOL, retired.token()).orElseThrow().live()).isFalse();
    assertThat(server.count("record")).isEqualTo(2);
  }

  @Test
  void submissionThatDoesNotFollowTheLast_needsAResync_thoughTheLiveSetIsTheSame() {
    EncodedRecord one = record();
    List<List<SubmissionLine>> parts = cut(List.of(asking(one)), 1);
    server.submit(SCHOOL, asking(one));
    Manifest stale = server.manifest(SCHOOL, false, LiveSet.of(List.of(one.token())), parts);
    EncodedRecord changed = TestRecords.record(one.token(), record().rows());
    assertThat(server.submit(SCHOOL, asking(changed)).resyncNeeded()).isFalse();

    assertThat(server.submit(stale, parts).resyncNeeded()).isTrue();
    assertThat(server.submit(SCHOOL, asking(changed)).resyncNeeded()).isTrue();
    assertThat(server.submit(SCHOOL, true, List.of(asking(changed))).resyncNeeded()).isFalse();
  }

  @Test
  void moreRecordsOfAnAgencyUnderOneTagThanMayBe_areRefusedAsAWhole_andManyAreNotSlow() {
    EncodedRecord one = record();
    List<SubmittedRecord> most = Stream.generate(() -> asking(TestRecords.record(TestRecords.token(random), one.rows()))).limit(64).toList();
    server.submit(CHILD_WELFARE, asking(one));
    assertThat(server.submit(SCHOOL, false, most).created()).isEqualTo(64);

    List<SubmissionLine> more = List.of(asking(TestRecords.record(TestRecords.token(random), one.rows())));
    Manifest manifest = server.manifest(SCHOOL, false, server.after(SCHOOL, false, more), List.of(more));
    server.submissions.begin(SCHOOL, manifest, server.rules);
    server.submissions.take(SCHOOL, manifest.id(), 1, SubmissionPart.bytes(more), server.rules);
    assertThat(server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).isEqualTo(new SubmissionOutcome.CrowdedTag());
    assertThat(server.count("record")).isEqualTo(65);
    server.live(SCHOOL).remove(more.getFirst().token());

    assertThat(server.submit(SCHOOL, new GoneRecord(most.getFirst().token()), more.getFirst()).created()).isEqualTo(1);
  }

  @Test
  void fullSubmission_retiresAndDeletesWhatItDoesNotHold() {
    EncodedRecord kept = record();
    EncodedRecord screened = record();
    server.submit(SCHOOL, asking(kept), asking(record()), asking(screened, screening(MARCH)));
    Receipt full = server.submit(SCHOOL, true, List.of(asking(kept)));

    assertThat(full).isEqualTo(counts(full, 0, 0, 1, 0, 1, 1));
    assertThat(server.indexEntries()).isEqualTo(32);
  }

  @Test
  void sameNight_staysFresh_andNoticesARecordWithdrawnMeanwhile() {
    EncodedRecord one = record();
    List<List<SubmissionLine>> parts = cut(List.of(asking(one)), 1);
    Manifest manifest = server.manifest(SCHOOL, true, LiveSet.of(List.of(one.token())), parts);
    Receipt first = server.submit(manifest, parts);
    assertThat(server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).isEqualTo(new SubmissionOutcome.AlreadyReceived(
        first));
    server.withdraw(SCHOOL, Withdrawal.Scope.AGENCY, one.token());

    assertThat(((SubmissionOutcome.AlreadyReceived) server.submissions.commit(SCHOOL, manifest.id(), TestServer.REQUEST, server.rules)).first()
        .resyncNeeded()).isTrue();
    assertThat(server.submissions.begin(SCHOOL, manifest, server.rules)).isEqualTo(status(manifest, false));
  }

  @Test
  void anyCutAndOrder_givesTheSameMatches() {
    List<EncodedRecord> theirs = new ArrayList<>();
    List<SubmissionLine> ours = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      EncodedRecord record = record();
      theirs.add(record);
      ours.add(asking(i % 2 == 0 ? TestRecords.record(TestRecords.token(random), record.rows()) : record()));
    }
    server.submit(PROBATION, false, theirs.stream().map(record -> asking(record)).toList());
    server.submit(CHILD_WELFARE, false, ours);
    try (TestServer other = new TestServer(folder.resolve("other.db"))) {
      java.util.Collections.shuffle(ours, random);
      other.submit(CHILD_WELFARE, false, ours.subList(0, 11));
      other.submit(PROBATION, false, theirs.stream().map(record -> silent(TestRecords.alone(record.token(), random))).toList());
      other.submit(CHILD_WELFARE, false, ours.subList(11, 40));
      java.util.Collections.shuffle(theirs, random);
      other.submit(PROBATION, false, theirs.stream().map(record -> asking(record)).toList());

      assertThat(other.database.read(other.epochs::matches)).hasSize(20).isEqualTo(server.database.read(server.epochs::matches));
    }
  }
}
