package org.tellonce.agency.submission;

import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

/// What this client remembers between nights: which records the server holds of this agency and a keyed digest of what was sent of each, which fillers, and
/// which records were withdrawn. No local id and no plaintext: record tokens and keyed digests only. A cache, but for withdrawals that the server does not know
/// yet: without it the next night sends everything.
///
/// @param submissions how many submissions were finished, for whatever epoch: the fillers of the next one depend on it
/// @param epochs what was sent for each epoch; under number 0 what the server held when nobody remembered
/// @param withdrawn tokens that must not be sent again
/// @param pending withdrawals the server has not confirmed; true for one that holds for the linked records of other agencies too
/// @param everywhere those of the withdrawn that were asked for here and hold for the linked records too: a server that has forgotten them is told all of it
/// @see "submission.md, The client's ledger"
public record Ledger(long submissions, SortedMap<Long, Sent> epochs, SortedSet<RecordToken> withdrawn, SortedMap<RecordToken, Boolean> pending,
    SortedSet<RecordToken> everywhere) {

  /// Nothing was ever sent, or nobody remembers.
  public static final Ledger EMPTY =
      new Ledger(0, Collections.emptySortedMap(), Collections.emptySortedSet(), Collections.emptySortedMap(), Collections.emptySortedSet());

  private static final long UNKNOWN_EPOCH = 0;
  private static final String UNKNOWN = "0".repeat(32);

  public Ledger {
    SortedMap<Long, Sent> kept = new TreeMap<>(epochs);
    kept.remove(UNKNOWN_EPOCH, Sent.NOTHING);
    epochs = Collections.unmodifiableSortedMap(kept);
    withdrawn = Collections.unmodifiableSortedSet(new TreeSet<>(withdrawn));
    pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
    everywhere = Collections.unmodifiableSortedSet(new TreeSet<>(everywhere));
  }

  /// What was sent for an epoch, if anything was.
  public Optional<Sent> sent(long epoch) {
    return Optional.ofNullable(epochs.get(epoch));
  }

  /// What the next submission for an epoch is measured by: what was sent for it, or else for the newest one.
  Sent before(long epoch) {
    return sent(epoch).orElseGet(() -> epochs.isEmpty() ? Sent.NOTHING : epochs.get(epochs.lastKey()));
  }

  /// The live records, whatever epochs they were sent in.
  public NavigableSet<RecordToken> records() {
    NavigableSet<RecordToken> records = new TreeSet<>();
    epochs.values().forEach(sent -> records.addAll(sent.records().keySet()));
    return records;
  }

  /// The live fillers, whatever epochs they were sent in.
  public NavigableSet<RecordToken> fillers() {
    NavigableSet<RecordToken> fillers = new TreeSet<>();
    epochs.values().forEach(sent -> fillers.addAll(sent.fillers()));
    return fillers;
  }

  /// Every token the server should hold as live after the submissions so far.
  public NavigableSet<RecordToken> live() {
    NavigableSet<RecordToken> live = records();
    live.addAll(fillers());
    return live;
  }

  /// The same after one more submission.
  Ledger with(long epoch, Sent sent) {
    SortedMap<Long, Sent> all = new TreeMap<>(epochs);
    all.remove(UNKNOWN_EPOCH);
    all.put(epoch, sent);
    return new Ledger(submissions + 1, all, withdrawn, pending, everywhere);
  }

  /// The same without the epochs that are closed; the last that was sent for stays until another one is.
  Ledger ofOpen(Collection<Long> open) {
    SortedMap<Long, Sent> kept = new TreeMap<>(epochs);
    kept.keySet().retainAll(open);
    return kept.isEmpty() ? this : new Ledger(submissions, kept, withdrawn, pending, everywhere);
  }

  /// The same after a withdrawal was asked for here: gone from the live set, never to be sent again, to be told to the server.
  ///
  /// @param everywhere whether the linked records of other agencies are withdrawn too
  public Ledger withWithdrawal(RecordToken token, boolean everywhere) {
    SortedMap<RecordToken, Boolean> asked = new TreeMap<>(pending);
    asked.merge(token, everywhere, Boolean::logicalOr);
    return withTombstones(Set.of(token)).withPending(asked, everywhere ? Set.of(token) : Set.of());
  }

  /// The same after courts have sealed these records: each is withdrawn, here only.
  Ledger withSeals(Set<RecordToken> sealed) {
    Ledger withdrawing = this;
    for (RecordToken token : sealed) {
      withdrawing = withdrawn.contains(token) ? withdrawing : withdrawing.withWithdrawal(token, false);
    }
    return withdrawing;
  }

  /// The same after the server confirmed these withdrawals.
  public Ledger withConfirmed(Set<RecordToken> tokens) {
    SortedMap<RecordToken, Boolean> left = new TreeMap<>(pending);
    left.keySet().removeAll(tokens);
    return withPending(left, Set.of());
  }

  /// The same with tombstones that the server knows: none of these is sent again.
  public Ledger withTombstones(Set<RecordToken> tokens) {
    SortedSet<RecordToken> all = new TreeSet<>(withdrawn);
    all.addAll(tokens);
    return new Ledger(submissions, without(tokens), all, pending, everywhere);
  }

  /// The same after the server confirmed that it holds these no more, though they may come again.
  Ledger withLapsed(Set<RecordToken> tokens) {
    return new Ledger(submissions, without(tokens), withdrawn, pending, everywhere);
  }

  /// The same of a client that has lost its ledger, with the records that the server holds live: that they are there, but not what they say.
  Ledger withUnknown(Set<RecordToken> tokens) {
    SortedMap<RecordToken, String> unknown = new TreeMap<>();
    tokens.forEach(token -> unknown.put(token, UNKNOWN));
    return new Ledger(submissions, new TreeMap<>(Map.of(UNKNOWN_EPOCH, new Sent(Optional.empty(), unknown, Collections.emptySortedSet()))), withdrawn,
        pending, everywhere);
  }

  private SortedMap<Long, Sent> without(Set<RecordToken> tokens) {
    SortedMap<Long, Sent> kept = new TreeMap<>(epochs);
    kept.replaceAll((_, sent) -> sent.without(tokens));
    return kept;
  }

  /// The same once this submission is the one committed last for an epoch.
  Ledger after(long epoch, SubmissionId submission) {
    SortedMap<Long, Sent> all = new TreeMap<>(epochs);
    all.computeIfPresent(epoch, (_, sent) -> sent.after(submission));
    return new Ledger(submissions, all, withdrawn, pending, everywhere);
  }

  /// The same with what another ledger knows of withdrawals: those may have come while a submission was under way.
  public Ledger mergedWith(Ledger other) {
    return withTombstones(other.withdrawn()).withPending(other.pending(), other.everywhere());
  }

  private Ledger withPending(SortedMap<RecordToken, Boolean> asked, Set<RecordToken> moreEverywhere) {
    SortedSet<RecordToken> all = new TreeSet<>(everywhere);
    all.addAll(moreEverywhere);
    return new Ledger(submissions, epochs, withdrawn, asked, all);
  }

  /// The ledger as its file holds it ([LedgerText]).
  public byte[] toBytes() {
    return LedgerText.bytes(this);
  }

  /// The ledger that a file holds.
  public static Parsed<Ledger> parse(byte[] bytes) {
    return LedgerText.parse(bytes);
  }

  /// A 16-byte keyed digest as this ledger writes it.
  static String digest(byte[] keyedDigest) {
    return HexFormat.of().formatHex(keyedDigest, 0, 16);
  }
}
