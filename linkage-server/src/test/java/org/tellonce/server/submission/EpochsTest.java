package org.tellonce.server.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.IndexKey;

/// Two epochs that overlap, and their end.
class EpochsTest extends TwoEpochs {
  @Test
  void matchOfBothEpochs_countsOnce_andARecordIsHeldOnce() {
    try (TestServer server = open()) {
      full(server, CHILD_WELFARE, 1, asking(ours));
      full(server, PROBATION, 1, asking(theirs, screening(MARCH)));
      List<Match> before = matches(server);
      assertThat(before).hasSize(1);
      overlap(server);

      assertThat(full(server, CHILD_WELFARE, 2, asking(oursAnew)).created()).isEqualTo(1);
      assertThat(matches(server)).isEqualTo(before);
      assertThat(server.flagged(CHILD_WELFARE)).as("the other agency is still to come").containsExactly(ours.token());
      full(server, PROBATION, 2, asking(theirsAnew, screening(MARCH)));

      assertThat(matches(server)).isEqualTo(before);
      assertThat(server.count("record")).isEqualTo(2);
      assertThat(server.indexEntries()).isEqualTo(4 * 16);
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
    }
    try (TestServer again = open()) {
      assertThat(matches(again)).hasSize(1);
    }
  }

  @Test
  void goneRow_isGoneWhenBothEpochsSaySo() {
    try (TestServer server = open()) {
      bothInBoth(server);
      var filler = record();
      assertThat(submit(server, CHILD_WELFARE, 1, false, new TreeSet<>(List.of(filler.token())), asking(filler), new GoneRecord(ours.token()))
          .resyncNeeded()).isFalse();
      assertThat(server.held(CHILD_WELFARE)).contains(ours.token());
      assertThat(submit(server, CHILD_WELFARE, 2, false, new TreeSet<>(List.of(filler.token())), asking(filler), new GoneRecord(ours.token()))
          .resyncNeeded()).isFalse();
      assertThat(server.held(CHILD_WELFARE)).containsExactly(filler.token());
      assertThat(server.indexEntries()).isEqualTo(4 * 16);
      assertThat(matches(server)).isEmpty();

      assertThat(full(server, PROBATION, 1, asking(filler)).retired()).as("its screening is kept").isEqualTo(1);
      full(server, PROBATION, 2, asking(filler));
      assertThat(server.database.<SortedSet<RecordToken>>read(handle -> {
        try (RecordStore.Open open = server.records.open(handle)) {
          return open.held(PROBATION).retired();
        }
      })).containsExactly(theirs.token());
    }
  }

  @Test
  void agencyThatResyncsInOneEpoch_isShownByTheOther_andOnlyByIt() {
    try (TestServer server = open()) {
      full(server, CHILD_WELFARE, 1, asking(ours));
      full(server, PROBATION, 1, asking(theirs, screening(MARCH)));
      overlap(server);
      var wrong = new TreeSet<>(List.of(ours.token(), record().token()));
      assertThat(submit(server, CHILD_WELFARE, 2, true, wrong, asking(oursAnew)).resyncNeeded()).isTrue();
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());

      full(server, PROBATION, 2, asking(theirsAnew, screening(MARCH)));
      assertThat(submit(server, CHILD_WELFARE, 1, false, wrong, asking(ours)).resyncNeeded()).isTrue();
      assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
      full(server, CHILD_WELFARE, 2, asking(oursAnew));
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
    }
  }

  @Test
  void withdrawal_holdsInBothEpochs() {
    try (TestServer server = open()) {
      bothInBoth(server);
      server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token());

      assertThat(server.indexEntries()).isEqualTo(2 * 16);
      assertThat(matches(server)).isEmpty();
      assertThat(List.of(server.count("candidate"), server.count("match"))).containsOnly(0L);
      assertThat(full(server, PROBATION, 2, asking(theirsAnew)).refused()).isEqualTo(1);
    }
  }

  @Test
  void closing_waitsForTheAgencies_unlessTheyAreNamed_andTheyAreComparedAgainLater() throws IOException {
    try (TestServer server = open()) {
      full(server, CHILD_WELFARE, 1, asking(ours));
      full(server, PROBATION, 1, asking(theirs, screening(MARCH)));
      assertThat(server.turning.close(server.rules, 1, List.of(), server.today)).isEqualTo(new Epochs.Closing.TheOnlyOne());
      overlap(server);
      full(server, CHILD_WELFARE, 2, asking(oursAnew));
      byte[] row = server.database.read(handle -> handle.createQuery("SELECT sealed FROM candidate_0 LIMIT 1").mapTo(byte[].class).one());
      server.database.checkpoint();
      assertThat(contains(row)).isTrue();

      assertThat(server.turning.close(server.rules, 1, List.of(), server.today)).isEqualTo(new Epochs.Closing.Refused(List.of(
          "probation (0 of 1 records)")));
      assertThat(server.turning.close(server.rules, 1, List.of(PROBATION), server.today)).isInstanceOf(Epochs.Closing.Done.class);

      assertThat(contains(row)).isFalse();
      assertThat(folder.resolve("index-key-1")).doesNotExist();
      assertThat(server.turning.close(server.rules, 1, List.of(), server.today)).isEqualTo(new Epochs.Closing.NotOpen());
      assertThat(matches(server)).isEmpty();
      assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
      assertThat(server.held(PROBATION)).containsExactly(theirs.token());
      server.turning.turn(server.rules, server.today);
      server.epoch = 1;
      Manifest late = server.manifest(PROBATION, false, LiveSet.of(new TreeSet<>()), List.of());
      assertThat(server.submissions.begin(PROBATION, late, server.rules)).isEqualTo(new SubmissionOutcome.WrongEpoch(List.of(2L)));

      full(server, PROBATION, 2, asking(theirsAnew, screening(MARCH)));
      assertThat(matches(server)).hasSize(1);
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
    }
  }

  @Test
  void night_closesWhatIsOver_namesWhoIsMissing_andGivesThePlaceToTheNext() {
    try (TestServer server = open()) {
      bothInBoth(server);
      full(server, SCHOOL, 1, asking(record()));
      server.rules = TestRules.withEpochs(server.rules, term(1, -100, -1), term(2, -1, 300), term(3, 0, 400));
      server.told.clear();
      server.turning.turn(server.rules, server.today);

      assertThat(server.told).containsExactly("epoch 1 is closed; not compared until they submit for epoch 3: school (0 of 1 records)",
          "epoch 3 is open");
      assertThat(matches(server)).hasSize(1);
      EncodedRecord third = TestRecords.record(ours.token(), record().rows());
      full(server, CHILD_WELFARE, 3, asking(third));
      full(server, PROBATION, 3, asking(TestRecords.record(theirs.token(), third.rows()), screening(MARCH)));
      assertThat(matches(server)).hasSize(1);
      assertThat(server.count("record_rows_0")).isEqualTo(2);
    }
  }

  @Test
  void epochIsNotClosed_whenNothingNewerIsOpen() {
    try (TestServer server = open()) {
      full(server, CHILD_WELFARE, 1, asking(ours));
      full(server, PROBATION, 1, asking(theirs, screening(MARCH)));
      server.rules = TestRules.withEpochs(server.rules, term(1, -100, -1));
      server.turning.turn(server.rules, server.today);

      assertThat(matches(server)).hasSize(1);
    }
  }

  @Test
  void keyThatAnEndBetweenClosingAndDestroyingHasLeft_isDestroyedInTheNextNight() throws IOException {
    try (TestServer server = open()) {
      bothInBoth(server);
      Path key = folder.resolve("index-key-1");
      byte[] left = Files.readAllBytes(key);
      assertThat(server.turning.close(server.rules, 1, List.of(SCHOOL), server.today)).isInstanceOf(Epochs.Closing.Done.class);
      Files.write(key, left);

      server.turning.turn(server.rules, server.today);

      assertThat(key).doesNotExist();
      assertThat(folder.resolve("index-key-2")).exists();
    }
  }

  @Test
  void halfWrittenKey_ofAnOpeningThatWasBrokenOff_isMadeAnew() throws IOException {
    try (TestServer server = open()) {
      Files.writeString(folder.resolve(".index-key-2.new"), "tellonce/index-");
      overlap(server);

      assertThat(IndexKey.load(folder.resolve("index-key-2")).orThrow()).isNotNull();
      assertThat(folder.resolve(".index-key-2.new")).doesNotExist();
    }
  }

  @Test
  void databaseFromBeforeThereWereEpochs_becomesThatOfItsEpoch() throws IOException {
    unpack("before-epochs.db.gz", folder.resolve("server.db"));
    IndexKey key = IndexKey.load(copied("before-epochs.key", folder.resolve("index.key"))).orThrow();
    Random then = new Random(24);
    List<EncodedRecord> one = new ArrayList<>();
    List<EncodedRecord> other = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      one.add(TestRecords.alone(TestRecords.token(then), then));
      other.add(TestRecords.record(TestRecords.token(then), one.getLast().rows()));
    }
    Map<EncodedRecord, EncodedRecord> anew = new HashMap<>();
    one.forEach(record -> anew.put(record, TestRecords.record(record.token(), record().rows())));
    try (TestServer server = new TestServer(folder.resolve("server.db"), key)) {
      assertThat(folder.resolve("index-key-1")).exists();
      assertThat(matches(server)).hasSize(3);
      assertThat(server.flagged(PROBATION)).containsExactlyInAnyOrder(other.get(1).token(), other.get(2).token(), other.get(3).token());
      assertThat(server.held(CHILD_WELFARE)).hasSize(4);
      var live = new TreeSet<>(one.subList(0, 3).stream().map(EncodedRecord::token).toList());
      assertThat(submit(server, CHILD_WELFARE, 1, false, live, asking(one.getFirst(), screening(MARCH))).unchanged()).isEqualTo(1);
      assertThat(server.database.<Boolean>read(handle -> new SubmissionStore(key, new java.security.SecureRandom()).feeds(handle).isInStep(
          CHILD_WELFARE, 1)))
          .isTrue();

      overlap(server);
      full(server, CHILD_WELFARE, 2, asking(anew.get(one.get(0)), screening(MARCH)), asking(anew.get(one.get(1)), screening(MARCH)), asking(anew.get(
          one.get(2)), screening(MARCH)));
      full(server, PROBATION, 2, asking(TestRecords.record(other.get(1).token(), anew.get(one.get(1)).rows())), asking(TestRecords.record(other.get(2)
          .token(), anew.get(one.get(2)).rows())), asking(TestRecords.record(other.get(3).token(), record().rows())));
      assertThat(server.turning.close(server.rules, 1, List.of(SCHOOL), server.today)).isInstanceOf(Epochs.Closing.Done.class);
      assertThat(matches(server)).as("without the retired one, of which nobody has a row").hasSize(2);
      assertThat(server.held(CHILD_WELFARE)).hasSize(4);
    }
  }

  private boolean contains(byte[] row) throws IOException {
    String file = Files.readString(folder.resolve("server.db"), ISO_8859_1) + Files.readString(folder.resolve("server.db-wal"), ISO_8859_1);
    return file.contains(new String(row, ISO_8859_1));
  }

  private static Path copied(String name, Path to) throws IOException {
    try (InputStream in = EpochsTest.class.getResourceAsStream(name)) {
      Files.copy(in, to);
    }
    Files.setPosixFilePermissions(to, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return to;
  }

  private static void unpack(String name, Path to) throws IOException {
    try (InputStream in = new GZIPInputStream(EpochsTest.class.getResourceAsStream(name))) {
      Files.copy(in, to);
    }
  }
}
