package org.tellonce.server.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.CeremonyEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.RestartEvent;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Epoch;

/// Takes what two custodians signed into the log: each document once, with its event in the same transaction.
///
/// @see "audit.md, Restart; Events"
public final class SignedDocuments {
  private final LogStore log;
  private final EventLog events;
  private final DocumentStore documents = new DocumentStore();

  public SignedDocuments(LogStore log, EventLog events) {
    this.log = log;
    this.events = events;
  }

  /// What became of a document.
  public sealed interface Outcome {
    /// It is in the log.
    ///
    /// @param signers the custodians who signed
    record Taken(List<String> signers) implements Outcome {}

    /// It was already.
    record Known() implements Outcome {}

    /// It is not.
    record Refused(List<Problem> problems) implements Outcome {}
  }

  /// Takes a restart: of this log, signed, with the root of the first leaves that are here.
  public Outcome restart(Handle handle, SignedRestart signed, Rules rules, List<Custodian> pinned, Instant now) {
    Restart restart = signed.restart();
    List<Problem> problems = new ArrayList<>();
    if (restart.isOver(now)) {
      problems.add(new Problem("restart.on", "is more than " + Restart.DAYS + " days ago", "propose it anew, and have it signed anew"));
    }
    if (!restart.origin().equals(rules.log().origin())) {
      problems.add(new Problem("restart.origin", "is that of another log; this one is " + rules.log().origin()));
    }
    long size = log.size(handle);
    if (restart.kept() > size) {
      problems.add(new Problem("restart.kept", "this log has " + size + " leaves only"));
    } else if (!LeafRoot.of(log, handle, restart.kept()).equals(restart.root())) {
      problems.add(new Problem("restart.root", "is not that of the first " + restart.kept() + " leaves here"));
    }
    if (documents.restarts(handle).size() >= Restarts.MOST) {
      problems.add(new Problem("restart", "this log has been restarted " + Restarts.MOST + " times, and more it cannot show"));
    }
    return take(handle, new Offer(DocumentStore.Kind.RESTART, restart.digest(), signed, draft -> new RestartEvent(draft.at(), restart.kept(), restart
        .digest())), signed.verify(pinned), problems);
  }

  /// Takes the transcript of a ceremony: of this collaborative and of an epoch that the rules name, signed.
  public Outcome transcript(Handle handle, SignedTranscript signed, Rules rules, List<Custodian> pinned) {
    List<Problem> problems = new ArrayList<>();
    if (!signed.transcript().collaborative().equals(rules.collaborative())) {
      problems.add(new Problem("transcript.collaborative", "is another one; this is " + rules.collaborative()));
    }
    Epoch epoch = signed.transcript().ceremony().epoch();
    if (rules.epochs().stream().noneMatch(term -> term.number() == epoch.number()) || epoch.sizeClass() != rules.sizeClass()) {
      problems.add(new Problem("transcript.ceremony", "made a secret for epoch " + epoch.number() + " of size class " + epoch.sizeClass().id()
          + ", which the rules do not name", "enrol the rules first"));
    }
    Digest digest = signed.transcript().digest();
    return take(handle, new Offer(DocumentStore.Kind.TRANSCRIPT, digest, signed, draft -> new CeremonyEvent(draft.at(), digest)), signed.verify(
        pinned), problems);
  }

  private record Offer(DocumentStore.Kind kind, Digest digest, JsonValue signed, Function<EventDraft, Event> event) {}

  private Outcome take(Handle handle, Offer offer, Parsed<List<String>> verified, List<Problem> problems) {
    List<Problem> all = new ArrayList<>(problems);
    if (verified instanceof Parsed.Rejected<List<String>>(List<Problem> unsigned)) {
      all.addAll(unsigned);
    }
    if (!all.isEmpty()) {
      return new Outcome.Refused(all);
    }
    if (documents.has(handle, offer.kind(), offer.digest())) {
      return new Outcome.Known();
    }
    documents.add(handle, offer.kind(), offer.digest(), offer.signed());
    events.append(handle, offer.event());
    return new Outcome.Taken(verified.orThrow());
  }

  /// The open epochs of whose ceremony no transcript is in the log, a line each for the operator.
  public static List<String> notices(Handle handle, Rules rules, LocalDate today) {
    Set<Long> known = new DocumentStore().transcripts(handle).stream().map(signed -> signed.transcript().ceremony().epoch().number()).collect(
        Collectors.toSet());
    return rules.openEpochs(today).stream().map(EpochTerm::number).filter(number -> !known.contains(number)).map(number -> "epoch " + number
        + ": no transcript in the log; tellonce server enrol --transcript transcript.json (the custodians have it from keys wrap)").toList();
  }
}
