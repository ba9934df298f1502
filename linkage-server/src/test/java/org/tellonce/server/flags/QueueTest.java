package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.audit.BrokeringEvent;
import org.tellonce.protocol.audit.BrokeringEvent.Outcome;
import org.tellonce.protocol.audit.BrokeringEvent.Why;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.RecordCode;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.AlikeListener;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.TestParameters;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.flags.Queue.Closing;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.SubmissionStore;

/// What waits for the coordinator, what she sees of it, and what her word does.
class QueueTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  private final SecureRandom secure = new SecureRandom();
  private final Random random = new Random(1);
  @TempDir
  private Path folder;
  private TestServer server;
  private OpenEpochs epochs;
  private Queue queue;
  private EncodedRecord ours;
  private EncodedRecord theirs;

  @BeforeEach
  void oneYouthAtTwoAgencies() {
    server = new TestServer(folder.resolve("server.db"));
    ours = TestRecords.alone(TestRecords.token(random), random);
    theirs = TestRecords.record(TestRecords.token(random), ours.rows());
    server.submit(CHILD_WELFARE, asking(ours));
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    decidedBy(TestParameters.everyCandidatePossible());
  }

  /// All matches decided anew, and a queue over them.
  private void decidedBy(Parameters parameters) {
    epochs = new OpenEpochs(new EpochKeys(folder, secure), secure, parameters, new NeverLinks(server.key, secure), new AlikeRecords(server.key,
        secure, AlikeListener.NONE), (_, _, _) -> {
        });
    server.database.writing(epochs::check);
    queue = new Queue(new RecordStore(server.key, secure), new SubmissionStore(server.key, secure), epochs, new QueueStore(server.key, secure),
        new ShieldStore(server.key, secure), server.waiting, new EventLog(server.log, server::now, secure), secure);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private List<Brokerage> night() {
    server.database.writing(handle -> queue.fill(handle, server.rules, server.now()));
    return waiting();
  }

  private List<Brokerage> waiting() {
    return server.database.read(handle -> queue.waiting(handle, server.rules, server.now()));
  }

  private Closing close(long item, Outcome outcome) {
    return server.database.write(handle -> queue.close(handle, new QueueDecision(item, outcome, "dora")));
  }

  @Test
  void possiblePair_reachesNoAgency_andWaitsForTheCoordinator_holderFirst() {
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(night()).singleElement().satisfies(item -> {
      assertThat(item.why()).isEqualTo(Why.POSSIBLE);
      assertThat(item.since()).isEqualTo(server.today);
      assertThat(item.holder().member().agency()).isEqualTo(PROBATION);
      assertThat(item.other().member().agency()).isEqualTo(CHILD_WELFARE);
      assertThat(item.holder().code().isOf(theirs.token())).isTrue();
      assertThat(item.other().code().isOf(ours.token())).isTrue();
      assertThat(item.holder().code().item()).isEqualTo(item.other().code().item());
    });
  }

  @Test
  void anotherNight_addsNothing_andKeepsNumberAndCodes() {
    List<Brokerage> first = night();
    assertThat(night()).isEqualTo(first);
  }

  @Test
  void whatWouldBeNoFlag_isNotInTheQueue() {
    server.rules = TestRules.with(TestRules.rules(), PROBATION, TestRules::ended);
    assertThat(night()).as("the holder's agreement").isEmpty();
    server.rules = TestRules.rules();
    assertThat(night()).hasSize(1);
    server.rules = TestRules.with(TestRules.rules(), CHILD_WELFARE, TestRules::ended);
    assertThat(waiting()).as("not shown from the moment it does not hold").isEmpty();
    assertThat(night()).isEmpty();
    assertThat(server.count("queue_item")).isZero();
  }

  @Test
  void bothWouldSee_theNewerMonthIsTheHolder() {
    server.submit(CHILD_WELFARE, asking(ours, screening(MARCH.plusMonths(2))));
    assertThat(night()).singleElement().satisfies(item -> assertThat(item.holder().member().agency()).isEqualTo(CHILD_WELFARE));
  }

  @Test
  void shieldedRecord_isNotBrokered() {
    assertThat(night()).hasSize(1);
    server.database.writing(handle -> new ShieldStore(server.key, secure).put(handle, new RecordRef(PROBATION, theirs.token()),
        java.time.Instant.EPOCH));
    assertThat(waiting()).isEmpty();
  }

  @Test
  void withdrawnRecord_leavesTheQueueAtOnce() {
    night();
    server.database.writing(handle -> queue.forget(handle, java.util.Set.of(new RecordRef(PROBATION, theirs.token())), true, server.today));
    assertThat(server.count("queue_item")).isZero();
  }

  @Test
  void withdrawalThroughItsRoom_endsTheMatch_soTheItemIsNotShown() {
    night();
    server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token());
    assertThat(waiting()).isEmpty();
  }

  @Test
  void differentPeople_areKeptApart_andDoNotComeAgain() {
    Brokerage item = night().getFirst();
    assertThat(close(item.number(), Outcome.DIFFERENT)).isEqualTo(Closing.CLOSED);
    assertThat(server.database.read(epochs::matches)).isEmpty();
    assertThat(night()).isEmpty();

    decidedBy(TestParameters.everyCandidateLikely());
    assertThat(server.flagged(CHILD_WELFARE)).as("not even by parameters that find everybody alike").isEmpty();
  }

  @Test
  void closedItem_staysClosed_andIsOneEventWithoutTokens() {
    Brokerage item = night().getFirst();
    assertThat(close(item.number(), Outcome.SAME)).isEqualTo(Closing.CLOSED);
    assertThat(close(item.number(), Outcome.DIFFERENT)).isEqualTo(Closing.CLOSED_BEFORE);
    assertThat(close(item.number() + 1, Outcome.SAME)).isEqualTo(Closing.UNKNOWN);
    assertThat(night()).isEmpty();
    assertThat(server.database.read(epochs::matches)).as("the coordinator's word makes no flag").extracting(match -> match.grade()).containsExactly(
        Grade.POSSIBLE);

    List<BrokeringEvent> events = server.database.read(handle -> server.log.all(handle).list()).stream().flatMap(logged -> logged
        .event() instanceof BrokeringEvent event ? Stream.of(event) : Stream.of()).toList();
    assertThat(events).singleElement().satisfies(event -> {
      assertThat(event.item()).isEqualTo(item.number());
      assertThat(event.outcome()).isEqualTo(Outcome.SAME);
      assertThat(event.toString()).doesNotContain(ours.token().toString(), theirs.token().toString());
    });
  }

  @Test
  void fiveOfAHundredFlags_areDrawn_theSameEveryNight() {
    List<SubmittedRecord> here = new ArrayList<>();
    List<SubmittedRecord> there = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      EncodedRecord one = TestRecords.alone(TestRecords.token(random), random);
      here.add(asking(one));
      there.add(asking(TestRecords.record(TestRecords.token(random), one.rows()), screening(MARCH)));
    }
    server.submit(CHILD_WELFARE, false, here);
    server.submit(PROBATION, false, there);
    decidedBy(TestParameters.everyCandidateLikely());

    List<Brokerage> drawn = night();
    // Binomial of 401 and 5 %: outside this once in ten million.
    assertThat(drawn).hasSizeBetween(3, 48).allMatch(item -> item.why() == Why.AUDIT);
    assertThat(night()).isEqualTo(drawn);
    assertThat(drawn.stream().map(item -> item.holder().code()).map(RecordCode::item)).doesNotHaveDuplicates();
  }

  @Test
  void decisionsInTheFolder_areTakenOnce_andRubbishIsNamed() throws IOException {
    var decisions = new QueueFolder(Files.createDirectory(folder.resolve("queue")));
    assertThat(new QueueFolder(folder.resolve("none")).take(_ -> Closing.CLOSED)).isEmpty();
    Files.write(decisions.file(7), new QueueDecision(7, Outcome.SAME, "dora").toBytes());
    Files.writeString(decisions.file(8), "{\"item\":8}");
    Files.writeString(decisions.file(9), "x".repeat(1_000));
    Files.write(decisions.file(10), new QueueDecision(10, Outcome.SAME, "dora").toBytes());
    Files.writeString(decisions.path().resolve("notes.txt"), "call back on Monday");

    Map<Long, Closing> outcomes = Map.of(7L, Closing.CLOSED, 10L, Closing.UNKNOWN);
    assertThat(decisions.take(decision -> outcomes.get(decision.item()))).containsExactly("10.json: no item 10 in the queue: not taken",
        "7.json: item 7 of the queue is closed, same", "8.json: no decision on an item of the queue: not taken",
        "9.json: no decision on an item of the queue: not taken");
    assertThat(decisions.take(_ -> Closing.CLOSED)).isEmpty();
    assertThat(decisions.path().resolve("notes.txt")).exists();
  }
}
