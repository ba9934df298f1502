package org.tellonce.server.flags;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.BrokeringEvent;
import org.tellonce.protocol.audit.BrokeringEvent.Outcome;
import org.tellonce.protocol.audit.BrokeringEvent.Why;
import org.tellonce.protocol.flags.RecordCode;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.flags.Pointers.Shown;
import org.tellonce.server.submission.Feeds;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.StoredRecord;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.Withdrawals;

/// What the coordinator is to broker: pairs that are *possible*, which reach no agency, and a share of the *likely* ones, to learn how often they are right.
///
/// @see "flags.md, Queue"
public final class Queue implements Withdrawals.Forgetting {
  /// How many of a hundred likely pairs behind flags are drawn.
  static final int AUDIT_PERCENT = 5;

  private final RecordStore records;
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;
  private final QueueStore store;
  private final ShieldStore shields;
  private final Waiting waiting;
  private final EventLog log;
  private final SecureRandom random;

  /// The rules of the queue over these stores.
  public Queue(RecordStore records, SubmissionStore submissions, OpenEpochs epochs, QueueStore store, ShieldStore shields, Waiting waiting,
      EventLog log,
      SecureRandom random) {
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.store = store;
    this.shields = shields;
    this.waiting = waiting;
    this.log = log;
    this.random = random;
  }

  /// Two records in their order.
  private record Pair(RecordRef a, RecordRef b) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return Comparator.comparing(Pair::a).thenComparing(Pair::b).compare(this, other);
    }
  }

  /// Puts into the queue what belongs there today, and takes out what does not any more. A pair that was closed stays closed as long as it is matched.
  public void fill(Handle handle, Rules rules, Instant now) {
    Map<Pair, Why> due = due(handle, rules, now);
    for (QueueItem item : store.all(handle)) {
      if (due.remove(new Pair(item.a(), item.b())) == null) {
        store.remove(handle, item);
      }
    }
    due.forEach((pair, why) -> store.add(handle, pair.a(), pair.b(), RecordCode.newItem(random), why, LocalDate.ofInstant(now,
        rules.timeZone())));
  }

  /// The items that wait and belong here today, the oldest first.
  public List<Brokerage> waiting(Handle handle, Rules rules, Instant now) {
    List<QueueItem> waiting = store.all(handle).stream().filter(item -> item.outcome().isEmpty()).toList();
    var matched = epochs.matchesOf(handle, waiting.stream().flatMap(item -> Stream.of(item.a(), item.b())).distinct().toList(), submissions.feeds(
        handle)::isInStep);
    List<Brokerage> brokerages = new ArrayList<>();
    try (Look look = new Look(handle, rules, now)) {
      for (QueueItem item : waiting) {
        boolean isMatched = matched.getOrDefault(item.a(), List.of()).stream().anyMatch(match -> match.b().equals(item.b()));
        if (isMatched) {
          look.holder(item.a(), item.b()).ifPresent(holder -> brokerages.add(brokerage(item, holder, rules)));
        }
      }
    }
    return brokerages;
  }

  private static Brokerage brokerage(QueueItem item, RecordRef holder, Rules rules) {
    RecordRef other = holder.equals(item.a()) ? item.b() : item.a();
    return new Brokerage(item.number(), item.since(), item.why(), side(item, holder, rules), side(item, other, rules));
  }

  private static Brokerage.Side side(QueueItem item, RecordRef record, Rules rules) {
    return new Brokerage.Side(rules.member(record.agency()).orElseThrow(), RecordCode.of(item.codes(), record.token()));
  }

  /// What became of a decision.
  public enum Closing {
    CLOSED,
    CLOSED_BEFORE,
    UNKNOWN
  }

  /// Closes an item. Of two people the records are kept apart from now on.
  public Closing close(Handle handle, QueueDecision decision) {
    Optional<QueueItem> found = store.find(handle, decision.item());
    if (found.isEmpty()) {
      return Closing.UNKNOWN;
    }
    QueueItem item = found.get();
    if (item.outcome().isPresent()) {
      return Closing.CLOSED_BEFORE;
    }
    log.append(handle, draft -> new BrokeringEvent(draft.at(), item.number(), draft.pair(item.a(), item.b()), item.why(), decision.outcome(), decision
        .by()));
    if (decision.outcome() == Outcome.DIFFERENT) {
      epochs.separate(handle, item.a(), item.b());
    }
    store.replace(handle, item.closed(decision.outcome()));
    return Closing.CLOSED;
  }

  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today) {
    store.all(handle).stream().filter(item -> withdrawn.contains(item.a()) || withdrawn.contains(item.b())).forEach(item -> store.remove(handle,
        item));
  }

  private Map<Pair, Why> due(Handle handle, Rules rules, Instant now) {
    Map<Pair, Why> due = new TreeMap<>();
    try (Look look = new Look(handle, rules, now)) {
      for (Match match : epochs.matches(handle)) {
        boolean possible = match.grade() == Grade.POSSIBLE;
        if ((possible || isDrawn(handle, match)) && look.holder(match.a(), match.b()).isPresent()) {
          due.put(new Pair(match.a(), match.b()), possible ? Why.POSSIBLE : Why.AUDIT);
        }
      }
    }
    return due;
  }

  private boolean isDrawn(Handle handle, Match match) {
    return store.lot(handle, match.a(), match.b()) % 100 < AUDIT_PERCENT;
  }

  /// Records as one transaction sees them, and what would point where.
  private final class Look implements AutoCloseable {
    private final RecordStore.Open open;
    private final Pointers pointers;
    private final Map<RecordRef, Optional<StoredRecord>> known = new HashMap<>();

    Look(Handle handle, Rules rules, Instant now) {
      Feeds feeds = submissions.feeds(handle);
      open = records.open(handle);
      pointers = new Pointers(rules, LocalDate.ofInstant(now, rules.timeZone()), feeds, shields.at(handle, now), waiting.in(handle, open));
    }

    /// The record whose screening a flag of the other would point to, the newer one if each would to the other's; none if neither would.
    Optional<RecordRef> holder(RecordRef a, RecordRef b) {
      return Stream.of(pointing(a, b), pointing(b, a)).flatMap(Optional::stream).max(Comparator.<Shown, java.time.YearMonth>comparing(shown -> shown
          .pointer().month()).thenComparing(Shown::record)).map(Shown::record);
    }

    private Optional<Shown> pointing(RecordRef from, RecordRef to) {
      return find(from).flatMap(record -> pointers.pointing(record, to, this::find));
    }

    private Optional<StoredRecord> find(RecordRef ref) {
      return known.computeIfAbsent(ref, open::find);
    }

    @Override
    public void close() {
      open.close();
    }
  }
}
