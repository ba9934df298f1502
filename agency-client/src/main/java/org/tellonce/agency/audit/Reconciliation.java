package org.tellonce.agency.audit;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignedRequest;

/// Holds the events of the log against what the client itself did and saw: a function of both.
///
/// @param key with which the agency signs its requests now
/// @param checked how many leaves an earlier night has checked: their requests have left the journal
/// @see "audit.md, The witness's night, step 5"
record Reconciliation(AgencyId agency, PublicKey key, Journal journal, long checked, Instant now) {
  /// No checkpoint may lie further back than this: what was answered before must stand in the log.
  static final Duration COVERED = Duration.ofHours(13);

  /// What comes out of it.
  ///
  /// @param shown the requests of the journal that the log shows
  record Result(Optional<Found> found, Set<Digest> shown) {}

  /// Something wrong.
  record Found(Kind kind, String where) {}

  /// @param events all that this agency was ever given, in the order of the log
  Result of(List<LoggedEvent> events) {
    Set<Digest> shown = new HashSet<>();
    Set<String> submissions = new HashSet<>();
    Map<Long, Digest> rules = new HashMap<>();
    for (LoggedEvent logged : events) {
      Optional<Found> wrong = switch (logged.event()) {
        case SubmissionEvent event -> {
          submissions.add(event.submission().toString());
          yield request(logged, event.request(), shown).or(() -> receipt(logged, event));
        }
        case WithdrawalEvent event -> request(logged, event.request(), shown);
        case OpeningEvent event -> request(logged, event.request(), shown);
        case CertificateEvent event when event.agency().equals(Optional.of(agency)) && isNew(logged) && !journal.certificates().contains(event
            .certificate()) -> found(Kind.UNKNOWN_CERTIFICATE, logged);
        case RulesEvent event -> {
          Digest before = rules.putIfAbsent(event.number(), event.digest());
          yield before == null || before.equals(event.digest()) ? Optional.empty() : Optional.of(new Found(Kind.RULES_NOT_LOGGED, "rules " + event
              .number()
              + " stand in it twice, as different documents, leaf " + logged.index()));
        }
        default -> Optional.empty();
      };
      if (wrong.isPresent()) {
        return new Result(wrong, Set.of());
      }
    }
    // A commit that was repeated stands in the log once, by whichever of its calls came first.
    journal.calls().values().stream().filter(call -> call.route().equals(Route.COMMIT.name()) && submissions.contains(call.subject())).map(
        Journal.Call::request).forEach(shown::add);
    return new Result(missing(shown).or(() -> unlogged(rules)), shown);
  }

  /// Whether it is for this night to say where it comes from: no earlier one has, and the journal goes back so far.
  private boolean isNew(LoggedEvent logged) {
    return logged.index() >= checked && logged.event().at().isAfter(journal.since());
  }

  private static Optional<Found> found(Kind kind, LoggedEvent logged) {
    return Optional.of(new Found(kind, place(logged)));
  }

  private static String place(LoggedEvent logged) {
    return "leaf " + logged.index() + ", " + logged.event().kind().word() + " of " + logged.event().at();
  }

  private Optional<Found> request(LoggedEvent logged, SignedRequest request, Set<Digest> shown) {
    Digest digest = request.digest();
    if (!shown.add(digest)) {
      return invented(logged, "the same request twice");
    }
    if (journal.calls().containsKey(digest) || !isNew(logged)) {
      return Optional.empty();
    }
    return invented(logged, request.isBy(key) ? "signed with this agency's key, but not by this client" : "not signed with this agency's key");
  }

  private static Optional<Found> invented(LoggedEvent logged, String how) {
    return Optional.of(new Found(Kind.INVENTED, place(logged) + ", " + how));
  }

  private Optional<Found> receipt(LoggedEvent logged, SubmissionEvent event) {
    return Optional.ofNullable(journal.calls().get(event.request().digest())).flatMap(Journal.Call::answer).filter(answer -> !answer.body().equals(
        event
            .receipt())).flatMap(_ -> found(Kind.ALTERED, logged));
  }

  private Optional<Found> missing(Set<Digest> shown) {
    return journal.calls().values().stream().filter(call -> call.answer().isPresent() && call.answer().get().at().plus(COVERED).isBefore(now))
        .filter(call -> !shown.contains(call.request()))
        .findFirst().map(call -> new Found(Kind.MISSING, call.route().toLowerCase(java.util.Locale.ROOT) + " of " + call.asked()));
  }

  private Optional<Found> unlogged(Map<Long, Digest> logged) {
    return journal.rules().entrySet().stream().filter(seen -> {
      Digest digest = logged.get(seen.getKey());
      return digest == null ? seen.getValue().at().plus(COVERED).isBefore(now) : !digest.equals(seen.getValue().digest());
    }).findFirst().map(seen -> new Found(Kind.RULES_NOT_LOGGED, "rules " + seen.getKey()));
  }
}
