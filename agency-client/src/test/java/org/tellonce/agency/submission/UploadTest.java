package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

class UploadTest {
  @TempDir
  private Path state;

  private final FakeServer server = new FakeServer(new byte[0]);
  private final List<String> progress = new ArrayList<>();
  private Outbox.@Nullable Pending submission;

  /// Three parts, two of them full.
  @BeforeEach
  void write() {
    List<SubmissionLine> lines = IntStream.range(0, 2_100).<SubmissionLine>mapToObj(i -> new GoneRecord(new RecordToken(1, i))).toList();
    Ledger next = Ledger.EMPTY.with(1, Sent.NOTHING);
    NightPlan plan = new NightPlan(1, lines, false, next, new NightPlan.Counts(0, 0, 2_100, 0, 0, 0));
    submission = new Outbox(state.resolve("outbox")).write(plan, parts -> new Manifest(TestCustodians.CHILD_WELFARE, Suite.NAME,
        SizeClass.UP_TO_50_000,
        1, 3, TestCustodians.tables(), 0, 2_100, parts, false, LiveSet.of(plan.live()), Optional.empty()));
  }

  private Upload.Outcome send(Server to) {
    return new Upload(to, progress::add).send(submission);
  }

  @Test
  void submission_isAnnouncedSentAndCommitted() {
    assertThat(send(server)).isInstanceOfSatisfying(Upload.Outcome.Committed.class,
        committed -> assertThat(committed.receipt().id()).isEqualTo(submission.manifest().id()));
    assertThat(server.calls).containsExactly(Route.SUBMISSIONS, Route.PART, Route.PART, Route.PART, Route.COMMIT);
    assertThat(progress).containsExactly("sent part 1 of 3", "sent part 2 of 3", "sent part 3 of 3");
  }

  @Test
  void committedAlready_asksForTheReceiptOnly() {
    Upload.Outcome first = send(server);
    server.calls.clear();

    assertThat(send(server)).isEqualTo(first);
    assertThat(server.calls).containsExactly(Route.SUBMISSIONS, Route.COMMIT);
    assertThat(server.committed).hasSize(1);
  }

  @Test
  void lineCutAnywhere_isResumedWithThePartsThatAreMissing() {
    for (int calls = 0; calls < 5; calls++) {
      for (boolean beforeArrival : new boolean[] {true, false}) {
        FakeServer fresh = new FakeServer(new byte[0]);
        fresh.cut(calls, beforeArrival);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> send(fresh)).extracting(Stop::code).isEqualTo(ExitCode.NETWORK);

        assertThat(send(fresh)).isInstanceOf(Upload.Outcome.Committed.class);
        assertThat(fresh.calls).filteredOn(Route.PART::equals).hasSize(3);
        assertThat(fresh.committed).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMISSIONS", "PART", "COMMIT"})
  void conflict_isOutdated(Route route) {
    server.refuse(route, ProblemCode.CONFLICT);

    assertThat(send(server)).isInstanceOfSatisfying(Upload.Outcome.Outdated.class,
        outdated -> assertThat(outdated.problems()).hasToString("[epoch: is over]"));
  }

  @Test
  void otherRefusals_endTheCommand() {
    server.refuse(Route.SUBMISSIONS, ProblemCode.NOT_ALLOWED);

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> send(server)).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.RULES);
      assertThat(stop.line()).contains("the server refused the submission", "epoch: is over", "incident 0123456789ab", "coordinator");
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBMISSIONS", "PART", "COMMIT"})
  void answerOfAnotherSubmission_isNotTakenForThisOne(Route route) {
    String own = submission.manifest().id().toString();
    String other = (own.startsWith("0") ? "1" : "0") + own.substring(1);
    Server confused = (called, path, body) -> {
      ServerAnswer answer = server.call(called, path, body);
      return called == route ? new ServerAnswer.Done(new String(answer.orStop(""), UTF_8).replace(own, other).getBytes(UTF_8)) : answer;
    };

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> send(confused)).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
      assertThat(stop.line()).contains("names another submission");
    });
  }

  @Test
  void answerThatIsNoReceipt_isNotTakenForOne() {
    Server confused = (route, path, body) -> route == Route.COMMIT ? new ServerAnswer.Done(new byte[] {'{', '}'}) : server.call(route, path, body);

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> send(confused)).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
      assertThat(stop.line()).contains("cannot be read");
    });
    assertThat(Receipt.parse(new byte[] {'{', '}'}).toString()).contains("missing");
  }
}
