package org.tellonce.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;
import static org.tellonce.server.TestServer.cut;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

class ExpiryTest {
  @TempDir
  private Path folder;
  private final Random random = new Random(1);
  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer(folder.resolve("server.db"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private EncodedRecord record() {
    return TestRecords.alone(TestRecords.token(random), random);
  }

  @Test
  void retiredRecord_isDeletedOnTheFirstDayAfterItsTwentyFourMonths() {
    EncodedRecord record = record();
    server.submit(SCHOOL, asking(record, screening(YearMonth.of(2026, 3))));
    server.submit(SCHOOL, new GoneRecord(record.token()));

    server.today = LocalDate.of(2028, 3, 31);
    assertThat(server.expiry.run(server.rules)).isEqualTo(new Expiry.Report(0, 0, 0));
    assertThat(server.due().agencies()).isEmpty();
    server.today = LocalDate.of(2028, 4, 1);
    assertThat(server.due()).as("told beforehand, and nothing is done").isEqualTo(server.due()).isEqualTo(new Expiry.Due(new TreeMap<>(Map.of(SCHOOL,
        new Expiry.Over(1, 1))), 0));
    assertThat(server.expiry.run(server.rules)).isEqualTo(new Expiry.Report(1, 1, 0));
    assertThat(server.due().agencies()).isEmpty();
    assertThat(server.count("record")).isZero();
    assertThat(server.indexEntries()).isZero();
  }

  @Test
  void liveRecord_losesItsScreening_andStays() {
    EncodedRecord record = record();
    server.submit(CHILD_WELFARE, asking(record, screening(YearMonth.of(2025, 1)), consented(YearMonth.of(2026, 3), LocalDate.of(2026, 12, 31))));
    server.today = LocalDate.of(2027, 1, 1);

    assertThat(server.expiry.run(server.rules)).isEqualTo(new Expiry.Report(1, 0, 0));
    server.today = LocalDate.of(2027, 2, 1);
    assertThat(server.expiry.run(server.rules)).isEqualTo(new Expiry.Report(1, 0, 0));
    assertThat(server.expiry.run(server.rules)).isEqualTo(new Expiry.Report(0, 0, 0));
    assertThat(server.count("record")).isEqualTo(1);
    assertThat(server.count("record WHERE last_month IS NOT NULL")).isZero();
  }

  @Test
  void agencyWhoseProfileIsLowered_orThatLeaves_isTakenOutOfTheIndex_andKeepsItsRecords() {
    EncodedRecord record = record();
    server.submit(SCHOOL, asking(record, screening(YearMonth.of(2026, 3))));
    server.submit(PROBATION, asking(TestRecords.record(TestRecords.token(random), record.rows())));
    server.submit(CHILD_WELFARE, asking(TestRecords.record(TestRecords.token(random), record.rows())));
    server.expiry.run(server.rules);
    assertThat(server.database.read(server.epochs::matches)).hasSize(3);

    server.rules = TestRules.with(server.rules, SCHOOL, m -> TestRules.at(m, DisclosureProfile.P1));
    server.expiry.run(server.rules);
    server.expiry.run(server.rules);
    assertThat(server.database.read(server.epochs::matches)).hasSize(1);
    assertThat(server.indexEntries()).isEqualTo(32);
    assertThat(server.held(SCHOOL)).containsExactly(record.token());

    server.rules = TestRules.without(server.rules, PROBATION);
    server.expiry.run(server.rules);
    assertThat(server.count("match")).isZero();
    assertThat(server.count("candidate")).isZero();
    assertThat(server.indexEntries()).isEqualTo(16);
  }

  @Test
  void agencyWhoseAgreementIsOver_staysInTheIndex_forItMayBeRenewed() {
    server.submit(SCHOOL, asking(record()));
    server.rules = TestRules.with(server.rules, SCHOOL, TestRules::ended);
    server.expiry.run(server.rules);

    assertThat(server.indexEntries()).isEqualTo(16);
  }

  @Test
  void recordThatIsOver_ofAnAgencyThatIsNotMatchedAnyMore_isDeleted() {
    EncodedRecord record = record();
    server.submit(SCHOOL, asking(record, screening(YearMonth.of(2026, 3))));
    server.submit(SCHOOL, new GoneRecord(record.token()));
    server.rules = TestRules.with(server.rules, SCHOOL, m -> TestRules.at(m, DisclosureProfile.P1));
    server.today = LocalDate.of(2028, 4, 1);

    assertThat(server.expiry.run(server.rules)).isEqualTo(new Expiry.Report(1, 1, 0));
    assertThat(server.count("record")).isZero();
    assertThat(server.indexEntries()).isZero();
  }

  @Test
  void submissionNeverCommitted_isForgottenAfterSevenDays() {
    List<List<SubmissionLine>> parts = cut(List.of(asking(record())), 1);
    Manifest manifest = server.manifest(SCHOOL, false, server.after(SCHOOL, false, parts.getFirst()), parts);
    server.submissions.begin(SCHOOL, manifest, server.rules);
    server.submissions.take(SCHOOL, manifest.id(), 1, org.tellonce.protocol.submission.SubmissionPart.bytes(parts.getFirst()), server.rules);

    server.today = server.today.plusDays(7);
    assertThat(server.expiry.run(server.rules).submissions()).isZero();
    server.today = server.today.plusDays(1);
    assertThat(server.due().submissions()).isEqualTo(1);
    assertThat(server.expiry.run(server.rules).submissions()).isEqualTo(1);
    assertThat(server.count("submission_part")).isZero();
    assertThat(server.submissions.status(SCHOOL, manifest.id())).isEqualTo(new SubmissionOutcome.Unknown());
  }
}
