package org.tellonce.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;

/// The calls under `/v1/log`: reads the messages, words the outcomes. For every member, also one whose agreement is over.
///
/// @see "audit.md, Calls of the log"
public final class LogHandler {
  private static final int RETRY_SECONDS = 60;

  private final LogReading log;
  private final Supplier<Rules> rules;

  /// @param rules those of the moment of each call
  public LogHandler(LogReading log, Supplier<Rules> rules) {
    this.log = log;
    this.rules = rules;
  }

  /// `GET /v1/log/checkpoint`.
  public Answer checkpoint(Call call) {
    return answer(log.newest());
  }

  /// `GET /v1/log/leaves?from=N`.
  public Answer leaves(Call call) {
    return from(call, log::leaves);
  }

  /// `GET /v1/log/events?from=N`.
  public Answer events(Call call) {
    return from(call, from -> log.events(call.agency(), from));
  }

  /// `GET /v1/log/restarts`.
  public Answer restarts(Call call) {
    return answer(log.restarts());
  }

  /// `POST /v1/log/cosignatures`.
  public Answer cosign(Call call) {
    return switch (Witnessing.parse(call.body())) {
      case Parsed.Rejected<Witnessing>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<Witnessing>(Witnessing witnessing) -> answer(log.cosign(call.agency(), witnessing, rules.get()));
    };
  }

  private static Answer from(Call call, LongFunction<LogOutcome> answer) {
    Optional<Long> from = call.parameter("from").filter(text -> text.matches("[0-9]{1,16}")).map(Long::valueOf);
    return from.isPresent() ? answer(answer.apply(from.get())) : Answer.refused(ProblemCode.MALFORMED, "from", "is no number of a leaf");
  }

  private static Answer answer(LogOutcome outcome) {
    return switch (outcome) {
      case LogOutcome.Newest(var checkpoint) -> Answer.of("text/plain; charset=utf-8", checkpoint.toBytes());
      case LogOutcome.Leaves(var leaves) -> Answer.of("application/octet-stream", bytes(leaves));
      case LogOutcome.Events(var page) -> Answer.json(page.toBytes());
      case LogOutcome.OfRestarts(var restarts) -> Answer.json(restarts.toBytes());
      case LogOutcome.Cosigned(long size) -> Answer.json(("{\"size\":" + size + "}").getBytes(UTF_8));
      case LogOutcome.NoCheckpoint _ -> Answer.later(ProblemCode.UNAVAILABLE, RETRY_SECONDS);
      case LogOutcome.Beyond(long size) -> Answer.refused(ProblemCode.NOT_FOUND, "from", "the newest checkpoint covers " + size + " leaves");
      case LogOutcome.OtherSize(long size) -> Answer.refused(ProblemCode.CONFLICT, "size", "the newest checkpoint covers " + size + " leaves");
      case LogOutcome.NotTheWitness _ -> Answer.refused(ProblemCode.MALFORMED, "cosignature",
          "is not of this checkpoint by the witness key on the agency's card");
    };
  }

  private static byte[] bytes(List<Commitment> leaves) {
    ByteBuffer bytes = ByteBuffer.allocate(leaves.size() * Commitment.BYTES);
    leaves.forEach(leaf -> bytes.put(leaf.toBytes()));
    return bytes.array();
  }
}
