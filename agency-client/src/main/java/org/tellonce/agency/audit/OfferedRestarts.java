package org.tellonce.agency.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.audit.RestartEvent;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.SignedRestart;

/// The restarts that the server offers, asked for once and only if they are needed, and what the pinned custodians' signatures under them are worth.
///
/// A server that does not answer must not turn what was found in its log into a mere failure of the network: then it offers none.
///
/// @see "audit.md, Restart"
final class OfferedRestarts {
  private final ServerLog log;
  private final String origin;
  private final List<Custodian> pinned;
  private @Nullable List<SignedRestart> asked;
  private Optional<String> silence = Optional.empty();

  /// @param origin of the log that the rules name
  OfferedRestarts(ServerLog log, String origin, List<Custodian> pinned) {
    this.log = log;
    this.origin = origin;
    this.pinned = List.copyOf(pinned);
  }

  /// All, the newest first.
  List<SignedRestart> all() {
    List<SignedRestart> known = asked;
    if (known == null) {
      known = new ArrayList<>();
      try {
        Restarts restarts = log.restarts();
        known.addAll(restarts.restarts().reversed());
      } catch (Stop stop) {
        silence = Optional.of(stop.line());
      }
      asked = known;
    }
    return known;
  }

  /// Why none came, if the server did not answer.
  Optional<String> silence() {
    return silence;
  }

  /// Why a restart is not to be believed, if so: of another log, or not signed by two pinned custodians.
  Optional<String> flaw(SignedRestart signed) {
    if (!signed.restart().origin().equals(origin)) {
      return Optional.of("it is of another log, " + signed.restart().origin());
    }
    return switch (signed.verify(pinned)) {
      case Parsed.Valid<List<String>> _ -> Optional.empty();
      case Parsed.Rejected<List<String>>(List<Problem> problems) -> Optional.of(problems.stream().map(Problem::toString).collect(Collectors.joining(
          "; ")));
    };
  }

  /// The restart that an event names, if it is offered, to be believed and keeps as many leaves as the event says.
  Optional<SignedRestart> of(RestartEvent event) {
    return all().stream().filter(signed -> signed.restart().digest().equals(event.document()) && signed.restart().kept() == event.kept() && flaw(
        signed)
        .isEmpty()).findFirst();
  }
}
