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
import java.util.stream.Collectors;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.SignedEvent;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignedRequest;

/// Holds the events of the log against what the client itself did and saw: a function of both.
///
/// @param key with which the agency signs its requests now
/// @param checked how many leaves an earlier night has checked: their requests have left the journal
/// @param restarted when the log went on from an earlier state, if this is the night that learns of it: what was answered before and is not shown never will be
/// @see "audit.md, The witness's night, step 5"
record Reconciliation(AgencyId agency, PublicKey key, Journal journal, long checked, Instant now, Optional<Instant> restarted) {
  /// No checkpoint may lie further back than this: what was answered before must stand in the log.
  static final Duration COVERED = Duration.ofHours(13);

  Reconciliation(AgencyId agency, PublicKey key, Journal journal, long checked, Instant now) {
    this(agency, key, journal, checked, now, Optional.empty());
  }

  /// What comes out of it.
  ///
  /// @param shown the requests of the journal that the log shows
  /// @param lost the answered calls whose events went with the restart
  /// @param lostRules the rules of which the same holds
  record Result(Optional<Found> found, Set<Digest> shown, List<Journal.Call> lost, Set<Digest> lostRules) {
    /// Of a log that nobody has looked at.
    static final Result NONE = new Result(Optional.empty(), Set.of(), List.of(), Set.of());

    /// Calls and rules.
    Set<Digest> lostDigests() {
      Set<Digest> all = new HashSet<>(lostRules);
      lost.forEach(call -> all.add(call.request()));
      return all;
    }
  }

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
        case SignedEvent event -> request(logged, event.request(), shown);
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
        return new Result(wrong, Set.of(), List.of(), Set.of());
      }
    }
    // A commit that was repeated stands in the log once, by whichever of its calls came first.
    journal.calls().values().stream().filter(call -> call.route().equals(Route.COMMIT.name()) && submissions.contains(call.subject())).map(
        Journal.Call::request).forEach(shown::add);
    List<Journal.Call> lost = journal.calls().values().stream().filter(call -> !shown.contains(call.request()) && call.answer().filter(
        answer -> isBeforeRestart(answer.at())).isPresent()).toList();
    Set<Digest> lostRules = journal.rules().entrySet().stream().filter(seen -> !rules.containsKey(seen.getKey()) && isBeforeRestart(seen.getValue()
        .at())).map(seen -> seen.getValue().digest()).collect(Collectors.toSet());
    var result = new Result(Optional.empty(), shown, lost, lostRules);
    Set<Digest> excused = new HashSet<>(result.lostDigests());
    excused.addAll(journal.lost());
    return new Result(missing(shown, excused).or(() -> unlogged(rules, excused)), shown, lost, lostRules);
  }

  /// Whether it is for this night to say where it comes from: no earlier one has, and the journal goes back so far.
  private boolean isNew(LoggedEvent logged) {
    return logged.index() >= checked && logged.event().at().isAfter(journal.since());
  }

  private boolean isBeforeRestart(Instant time) {
    return restarted.filter(time::isBefore).isPresent();
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

  private Optional<Found> missing(Set<Digest> shown, Set<Digest> excused) {
    return journal.calls().values().stream().filter(call -> call.answer().isPresent() && call.answer().get().at().plus(COVERED).isBefore(now))
        .filter(call -> !shown.contains(call.request()) && !excused.contains(call.request()))
        .findFirst().map(call -> new Found(Kind.MISSING, call.route().toLowerCase(java.util.Locale.ROOT) + " of " + call.asked()));
  }

  private Optional<Found> unlogged(Map<Long, Digest> logged, Set<Digest> excused) {
    return journal.rules().entrySet().stream().filter(seen -> {
      Digest digest = logged.get(seen.getKey());
      return digest == null ? seen.getValue().at().plus(COVERED).isBefore(now) && !excused.contains(seen.getValue().digest()) : !digest.equals(seen
          .getValue().digest());
    }).findFirst().map(seen -> new Found(Kind.RULES_NOT_LOGGED, "rules " + seen.getKey()));
  }
}
