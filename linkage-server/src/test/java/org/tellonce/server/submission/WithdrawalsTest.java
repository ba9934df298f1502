package org.tellonce.server.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestIndex;
import org.tellonce.server.comparison.TestRecords;

class WithdrawalsTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir
  private Path folder;
  private final Random random = new Random(1);

  private EncodedRecord record() {
    return TestRecords.alone(TestRecords.token(random), random);
  }

  private EncodedRecord sameAs(EncodedRecord record) {
    return TestRecords.record(TestRecords.token(random), record.rows());
  }

  @Test
  void withdrawnRecord_isGoneFromEverything_andIsNotTakenAgain() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      EncodedRecord ours = record();
      EncodedRecord theirs = sameAs(ours);
      server.submit(CHILD_WELFARE, asking(ours));
      server.submit(PROBATION, asking(theirs, screening(MARCH)));
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());

      RecordToken unknown = TestRecords.token(random);
      assertThat(server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token(), unknown)).extracting(WithdrawalReceipt::deleted,
          WithdrawalReceipt::absent).containsExactly(1, 1);
      assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
      assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
      assertThat(server.indexEntries()).isEqualTo(16);
      assertThat(server.count("candidate")).isZero();
      assertThat(server.count("match")).isZero();
      assertThat(server.withdrawals.list(PROBATION, server.rules))
          .isEqualTo(new WithdrawalOutcome.Listed(new Tombstones(new TreeSet<>(List.of(theirs.token(), unknown)))));
      assertThat(server.withdrawals.list(CHILD_WELFARE, server.rules)).isEqualTo(new WithdrawalOutcome.Listed(new Tombstones(new TreeSet<>())));
      server.after(PROBATION, true, List.of());
      Receipt again = server.submit(server.manifest(PROBATION, false, server.after(PROBATION, true, List.of()), List.of(List.of(asking(theirs)))),
          List.of(List.of(asking(theirs))));
      assertThat(again.refused()).isEqualTo(1);
      assertThat(again.resyncNeeded()).isFalse();
    }
  }

  @Test
  void lapsedRecord_isGoneFromEverything_liveOrRetired_andMayComeAgain() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      EncodedRecord ours = record();
      EncodedRecord theirs = sameAs(ours);
      EncodedRecord retired = record();
      server.submit(CHILD_WELFARE, asking(ours));
      server.submit(PROBATION, asking(theirs, screening(MARCH)), asking(retired, screening(MARCH)));
      server.submit(PROBATION, new GoneRecord(retired.token()));
      assertThat(server.held(PROBATION)).containsExactlyInAnyOrder(theirs.token(), retired.token());

      assertThat(server.withdraw(PROBATION, Withdrawal.Scope.LAPSED, theirs.token(), retired.token())).extracting(WithdrawalReceipt::deleted,
          WithdrawalReceipt::absent).containsExactly(2, 0);
      assertThat(server.held(PROBATION)).isEmpty();
      assertThat(server.held(CHILD_WELFARE)).containsExactly(ours.token());
      assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
      assertThat(server.indexEntries()).isEqualTo(16);
      assertThat(server.count("candidate")).isZero();
      assertThat(server.count("match")).isZero();
      assertThat(server.withdrawals.list(PROBATION, server.rules)).isEqualTo(new WithdrawalOutcome.Listed(new Tombstones(new TreeSet<>())));

      assertThat(server.submit(PROBATION, asking(theirs, screening(MARCH))).refused()).isZero();
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
    }
  }

  @Test
  void deletion_isCertifiedByTheLogsKey_forTheAgencyScopeAndDayOfThisWithdrawal_whetherThereWasARecordOrNot() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      EncodedRecord ours = record();
      server.submit(CHILD_WELFARE, asking(ours, screening(MARCH)));
      for (RecordToken token : List.of(ours.token(), TestRecords.token(random))) {
        var withdrawal = new Withdrawal(List.of(token), Withdrawal.Scope.ALL_LINKED);
        WithdrawalReceipt receipt = server.withdraw(CHILD_WELFARE, Withdrawal.Scope.ALL_LINKED, token);

        assertThat(receipt.on()).isEqualTo(TestRules.TODAY);
        Deletion deletion = Deletion.of(CHILD_WELFARE, withdrawal, receipt.on(), server.rules.log());
        assertThat(new DeletionCertificate(deletion, receipt.certificate()).isOf(server.rules.log())).isTrue();
        Deletion another = Deletion.of(PROBATION, withdrawal, receipt.on(), server.rules.log());
        assertThat(new DeletionCertificate(another, receipt.certificate()).isOf(server.rules.log())).isFalse();
      }
    }
  }

  @Test
  void recordsHeld_areToldToMembersOnly() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      server.rules = TestRules.without(server.rules, CHILD_WELFARE);

      assertThat(server.withdrawals.held(CHILD_WELFARE, server.rules)).isEqualTo(new WithdrawalOutcome.NotAllowed(Refusal.NOT_A_MEMBER));
    }
  }

  @Test
  void allLinked_takesTheLikelyOnesOfOtherAgenciesToo_withoutTellingHowMany() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      EncodedRecord ours = record();
      EncodedRecord theirs = sameAs(ours);
      EncodedRecord schools = sameAs(ours);
      server.submit(CHILD_WELFARE, asking(ours));
      server.submit(PROBATION, asking(theirs), asking(record()));
      server.submit(SCHOOL, asking(schools));

      assertThat(server.withdraw(CHILD_WELFARE, Withdrawal.Scope.ALL_LINKED, ours.token())).extracting(WithdrawalReceipt::deleted,
          WithdrawalReceipt::absent).containsExactly(1, 0);
      assertThat(server.count("record")).isEqualTo(1);
      assertThat(server.withdrawals.list(SCHOOL, server.rules))
          .isEqualTo(new WithdrawalOutcome.Listed(new Tombstones(new TreeSet<>(List.of(schools.token())))));
    }
  }

  @Test
  void allLinked_ofAnAgencyThatIsNotCompared_takesItsOwnOnly() {
    for (UnaryOperator<Member> change : List.<UnaryOperator<Member>>of(TestRules::ended, m -> TestRules.at(m, DisclosureProfile.P1))) {
      try (TestServer server = new TestServer(folder.resolve("server" + random.nextInt() + ".db"))) {
        EncodedRecord ours = record();
        EncodedRecord theirs = sameAs(ours);
        server.submit(SCHOOL, asking(ours));
        server.submit(PROBATION, asking(theirs));
        server.rules = TestRules.with(server.rules, SCHOOL, change);

        assertThat(server.withdraw(SCHOOL, Withdrawal.Scope.ALL_LINKED, ours.token())).extracting(WithdrawalReceipt::deleted,
            WithdrawalReceipt::absent).containsExactly(1, 0);
        assertThat(server.held(SCHOOL)).isEmpty();
        assertThat(server.held(PROBATION)).containsExactly(theirs.token());
        assertThat(server.withdrawals.list(SCHOOL, server.rules))
            .isEqualTo(new WithdrawalOutcome.Listed(new Tombstones(new TreeSet<>(List.of(ours.token())))));
        assertThat(server.withdrawals.list(PROBATION, server.rules)).isEqualTo(new WithdrawalOutcome.Listed(new Tombstones(new TreeSet<>())));
      }
    }
  }

  @Test
  void allLinked_leavesTheRecordsOfAnAgencyThatIsNotCompared() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      EncodedRecord ours = record();
      EncodedRecord theirs = sameAs(ours);
      EncodedRecord schools = sameAs(ours);
      server.submit(CHILD_WELFARE, asking(ours));
      server.submit(PROBATION, asking(theirs));
      server.submit(SCHOOL, asking(schools));
      server.rules = TestRules.with(server.rules, SCHOOL, TestRules::ended);

      server.withdraw(CHILD_WELFARE, Withdrawal.Scope.ALL_LINKED, ours.token());
      assertThat(server.held(PROBATION)).isEmpty();
      assertThat(server.held(SCHOOL)).containsExactly(schools.token());
    }
  }

  @Test
  void memberWhoseAgreementIsOver_mayStillWithdraw_aStrangerMayNot() {
    try (TestServer server = new TestServer(folder.resolve("server.db"))) {
      EncodedRecord ours = record();
      server.submit(SCHOOL, asking(ours));
      server.rules = TestRules.without(server.rules, CHILD_WELFARE);
      server.rules = TestRules.with(server.rules, SCHOOL, TestRules::ended);
      var withdrawal = new Withdrawal(List.of(ours.token()), Withdrawal.Scope.AGENCY);

      assertThat(server.withdrawals.withdraw(CHILD_WELFARE, withdrawal, TestServer.REQUEST, server.rules)).isEqualTo(new WithdrawalOutcome.NotAllowed(
          Refusal.NOT_A_MEMBER));
      assertThat(server.withdrawals.withdraw(SCHOOL, withdrawal, TestServer.REQUEST, server.rules)).isInstanceOfSatisfying(
          WithdrawalOutcome.Done.class, done -> assertThat(done.receipt().deleted()).isEqualTo(1));
    }
  }

  @Test
  void withdrawnRecord_isFoundNowhereInTheFiles() throws IOException {
    Path file = folder.resolve("server.db");
    try (TestServer server = new TestServer(file)) {
      Map<RecordToken, EncodedRecord> records = new HashMap<>();
      for (int night = 0; night < 6; night++) {
        List<SubmissionLine> lines = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
          EncodedRecord record = record();
          records.put(record.token(), record);
          lines.add(asking(record, screening(MARCH)));
        }
        submit(server, CHILD_WELFARE, lines);
      }
      List<RecordToken> withdrawn = records.keySet().stream().sorted().limit(150).toList();
      List<byte[]> traces = new ArrayList<>(withdrawn.stream().map(RecordToken::toBytes).toList());
      Map<Long, byte[]> before = entries(server);
      server.database.read(handle -> handle.createQuery("SELECT token, pointer, sealed FROM record JOIN record_rows_0 USING (number)")
          .map((row, _) -> List.of(row.getBytes("token"), row.getBytes("pointer"), row.getBytes("sealed"))).list()).forEach(row -> {
            if (withdrawn.contains(RecordToken.of(row.get(0)))) {
              traces.add(row.get(1));
              traces.add(row.get(2));
            }
          });
      assertThat(found(traces, file)).isPositive();

      server.withdraw(CHILD_WELFARE, Withdrawal.Scope.AGENCY, withdrawn.toArray(RecordToken[]::new));
      Map<Long, byte[]> after = entries(server);
      before.keySet().removeAll(after.keySet());
      before.forEach((label, sealed) -> {
        traces.add(ByteBuffer.allocate(8).putLong(label).array());
        traces.add(sealed);
      });

      assertThat(before).hasSize(150 * 16);
      assertThat(found(traces, file)).isZero();
      assertThat(Files.size(folder.resolve("server.db-wal"))).isZero();
    }
    assertThat(Files.exists(folder.resolve("server.db-wal"))).isFalse();
  }

  @Test
  void stolenFile_holdsNeitherTagNorBodyNorScreening() throws IOException {
    Path file = folder.resolve("server.db");
    EncodedRecord ours = record();
    try (TestServer server = new TestServer(file)) {
      server.submit(CHILD_WELFARE, asking(ours, screening(MARCH)));
      server.submit(PROBATION, asking(sameAs(ours), screening(MARCH)));
      server.open(CHILD_WELFARE, ours.token());
      server.flags.after(CHILD_WELFARE, 0, server.rules);
      List<byte[]> secrets = new ArrayList<>();
      for (EncodedRow row : ours.rows()) {
        secrets.add(row.tag().toBytes());
        secrets.add(row.body().toBytes());
      }
      for (String word : List.of("htst", "interview", "completed", "child-protection", "u-7f3a", "intake", "screenings", ours.token().toString())) {
        secrets.add(word.getBytes(ISO_8859_1));
      }

      assertThat(found(secrets, file)).isZero();
      assertThat(found(List.of("2026-03".getBytes(ISO_8859_1), "child_welfare".getBytes(ISO_8859_1)), file)).isPositive();
    }
  }

  private static void submit(TestServer server, AgencyId agency, List<SubmissionLine> lines) {
    List<List<SubmissionLine>> parts = TestServer.cut(lines, 500);
    server.submit(server.manifest(agency, false, server.after(agency, false, lines), parts), parts);
  }

  private static Map<Long, byte[]> entries(TestServer server) {
    return TestIndex.entries(server.database);
  }

  /// How many of these byte strings stand in the database file or beside it, or, of long ones, their last 24 bytes.
  private static long found(List<byte[]> needles, Path file) throws IOException {
    String text = Files.readString(file, ISO_8859_1) + Files.readString(file.resolveSibling(file.getFileName() + "-wal"), ISO_8859_1);
    Map<Integer, java.util.Set<String>> byLength = new HashMap<>();
    for (byte[] needle : needles) {
      String all = new String(needle, ISO_8859_1);
      String end = all.length() > 24 ? all.substring(all.length() - 24) : all;
      byLength.computeIfAbsent(end.length(), _ -> new java.util.HashSet<>()).add(end);
    }
    long found = 0;
    for (Map.Entry<Integer, java.util.Set<String>> entry : byLength.entrySet()) {
      int length = entry.getKey();
      for (int at = 0; at + length <= text.length(); at++) {
        if (entry.getValue().contains(text.substring(at, at + length))) {
          found++;
        }
      }
    }
    return found;
  }
}
