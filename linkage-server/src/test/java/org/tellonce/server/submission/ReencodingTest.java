package org.tellonce.server.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.cut;
import static org.tellonce.server.TestServer.screening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestIndex;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.IndexKey;

/// A database whose rows an earlier version took in: bodies of 52 bytes, levels numbered otherwise.
class ReencodingTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final int SHORTER = 8;

  @TempDir
  private Path folder;
  private final Random random = new Random(1);
  private final IndexKey key = IndexKey.random(new SecureRandom());
  private final EncodedRecord ours = TestRecords.alone(TestRecords.token(random), random);
  private final EncodedRecord theirs = TestRecords.record(TestRecords.token(random), ours.rows());
  private final EncodedRecord gone = TestRecords.alone(TestRecords.token(random), random);
  private final List<SubmissionLine> school = List.of(asking(theirs, screening(MARCH)), asking(gone));

  @BeforeEach
  void makeAnEarlierDatabase() {
    try (TestServer before = open()) {
      before.submit(CHILD_WELFARE, asking(ours));
      before.submit(PROBATION, false, school);
      before.withdraw(PROBATION, Withdrawal.Scope.AGENCY, gone.token());
      assertThat(before.flagged(CHILD_WELFARE)).containsExactly(ours.token());
      stage(before);
      TestIndex.shorten(before.database, SHORTER);
      before.database.writing(handle -> handle.execute("DELETE FROM encoding_form"));
    }
  }

  private TestServer open() {
    return new TestServer(folder.resolve("server.db"), key);
  }

  private void stage(TestServer server) {
    List<List<SubmissionLine>> parts = cut(List.of(asking(TestRecords.alone(TestRecords.token(random), random))), 1);
    Manifest manifest = server.manifest(CHILD_WELFARE, false, server.after(CHILD_WELFARE, false, List.of()), parts);
    server.submissions.begin(CHILD_WELFARE, manifest, server.rules);
    server.submissions.take(CHILD_WELFARE, manifest.id(), 1, SubmissionPart.bytes(parts.getFirst()), server.rules);
    assertThat(server.count("submission_part")).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadAnyMore_isForgotten_alsoInTheFile() throws IOException {
    List<byte[]> rows;
    try (TestServer server = new TestServer(folder.resolve("server.db"), key, false)) {
      rows = List.copyOf(TestIndex.entries(server.database).values());
    }
    assertThat(rows).isNotEmpty();
    try (TestServer server = open()) {
      assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
      assertThat(List.of(server.indexEntries(), server.count("index_filter"), server.count("candidate"), server.count("match"), server.count(
          "submission_part"))).containsOnly(0L);
      assertThat(server.held(PROBATION)).containsExactly(theirs.token());
      server.database.checkpoint();
      String file = Files.readString(folder.resolve("server.db"), ISO_8859_1);
      assertThat(rows).noneMatch(row -> file.contains(new String(row, ISO_8859_1).substring(row.length - 24)));
    }
  }

  @Test
  void recordOfBefore_canBeWithdrawn() {
    try (TestServer server = open()) {
      assertThat(server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token())).extracting(WithdrawalReceipt::deleted,
          WithdrawalReceipt::absent).containsExactly(1, 0);
      assertThat(server.held(PROBATION)).isEmpty();
    }
  }

  @Test
  void agencies_submitInFull_andAreFlaggedAgain_butWhatWasWithdrawnStaysOut() {
    try (TestServer server = open()) {
      server.live(PROBATION).add(theirs.token());
      server.live(CHILD_WELFARE).add(ours.token());
      EncodedRecord another = TestRecords.alone(TestRecords.token(random), random);
      assertThat(server.submit(CHILD_WELFARE, asking(another)).resyncNeeded()).isTrue();

      assertThat(server.submit(CHILD_WELFARE, true, List.of(asking(ours), asking(another))).resyncNeeded()).isFalse();
      assertThat(server.submit(PROBATION, true, school).refused()).isEqualTo(1);
      assertThat(server.submit(PROBATION, true, List.of(asking(theirs, screening(MARCH)))).resyncNeeded()).isFalse();
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
      assertThat(server.held(PROBATION)).isEqualTo(new TreeSet<>(List.of(theirs.token())));
    }
  }

  @Test
  void secondStart_forgetsNothing() {
    open().close();
    try (TestServer server = open()) {
      server.submit(CHILD_WELFARE, true, List.of(asking(ours)));
      assertThat(server.indexEntries()).isEqualTo(16);
    }
    try (TestServer server = open()) {
      assertThat(server.indexEntries()).isEqualTo(16);
    }
  }
}
