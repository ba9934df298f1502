package org.tellonce.server.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.MatchesEvent;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.MatchChange;

/// Where the rooms put down what happens, in the transaction in which it happens: no effect without its leaf, no leaf without its effect.
///
/// @see "audit.md, Events"
public final class EventLog {
  private final LogStore store;
  private final InstantSource clock;
  private final SecureRandom random;

  /// @param clock gives the events their times
  public EventLog(LogStore store, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /// The time that an event has which is put down now.
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Puts down one event.
  public void append(Handle handle, Function<EventDraft, Event> event) {
    appendAll(handle, List.of(event));
  }

  /// Puts down one event of a moment of this transaction, by which all of it was decided.
  ///
  /// @param at not before that of the event before
  public void append(Handle handle, Instant at, Function<EventDraft, Event> event) {
    appendAll(handle, at.truncatedTo(ChronoUnit.SECONDS), List.of(event));
  }

  /// Puts down several events, in their order.
  public void appendAll(Handle handle, List<Function<EventDraft, Event>> events) {
    appendAll(handle, now(), events);
  }

  private void appendAll(Handle handle, Instant at, List<Function<EventDraft, Event>> events) {
    List<LogStore.Entry> entries = new ArrayList<>(events.size());
    for (Function<EventDraft, Event> each : events) {
      var draft = new EventDraft(at, Salt.random(random));
      Event event = each.apply(draft);
      entries.add(new LogStore.Entry(draft.salt(), event, draft.named()));
    }
    store.append(handle, entries);
  }

  /// Puts down what became of matches, a thousand changes in a leaf.
  ///
  /// @param epoch in whose index
  public void matches(Handle handle, long epoch, List<MatchChange> changes) {
    int most = MatchesEvent.MAX_CHANGES;
    appendAll(handle, IntStream.range(0, (changes.size() + most - 1) / most).mapToObj(i -> changes.subList(i * most, Math.min(changes.size(), (i + 1)
        * most))).<Function<EventDraft, Event>>map(batch -> draft -> new MatchesEvent(draft.at(), epoch, batch.stream().map(
            change -> new MatchesEvent.Change(draft.pair(change.a(), change.b()), change.grade().map(EventLog::now).orElse(MatchesEvent.Now.NONE)))
            .toList())).toList());
  }

  private static MatchesEvent.Now now(Grade grade) {
    return switch (grade) {
      case LIKELY -> MatchesEvent.Now.LIKELY;
      case POSSIBLE -> MatchesEvent.Now.POSSIBLE;
    };
  }
}
