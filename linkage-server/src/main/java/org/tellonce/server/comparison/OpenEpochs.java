package org.tellonce.server.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// The epochs that this server has open, one or two, each with an index and a key of its own. What is asked of all of them is answered once: a pair that both have
/// matched is one match. For any thread.
///
/// @see "keys.md, Epochs; comparison.md, Two epochs; decisions/0024"
public final class OpenEpochs {
  private static final byte[] CHECK = "epoch".getBytes(UTF_8);

  private final EpochKeys keys;
  private final SecureRandom random;
  private final Parameters parameters;
  private final NeverLinks neverLinks;
  private final AlikeRecords alike;
  private final MatchListener listener;
  private final Map<Long, EpochIndex> known = new ConcurrentHashMap<>();
  private final Changes changes = new Changes();

  /// @param parameters the file that the rules name
  /// @param neverLinks the pairs that are kept apart in every epoch
  /// @param alike the records that look too much alike, in any epoch
  /// @param listener told of every change of a match
  public OpenEpochs(EpochKeys keys, SecureRandom random, Parameters parameters, NeverLinks neverLinks, AlikeRecords alike,
      MatchListener listener) {
    this.keys = keys;
    this.random = random;
    this.parameters = parameters;
    this.neverLinks = neverLinks;
    this.alike = alike;
    this.listener = listener;
  }

  /// Whether what an epoch says of an agency's records counts.
  @FunctionalInterface
  public interface Counting {
    /// Everything counts.
    Counting ALL = (_, _) -> true;

    /// Whether it counts.
    boolean counts(AgencyId agency, long epoch);
  }

  /// The open epochs as this transaction sees them, the older first.
  public List<EpochIndex> of(Handle handle) {
    return handle.createQuery("SELECT number, place FROM epoch WHERE place IS NOT NULL ORDER BY number").map((row, _) -> index(row.getLong("number"),
        row.getInt("place"))).list();
  }

  /// An open epoch.
  public Optional<EpochIndex> find(Handle handle, long number) {
    return of(handle).stream().filter(epoch -> epoch.number() == number).findFirst();
  }

  /// Opens an epoch, if it is not open: makes its key.
  ///
  /// @throws IllegalStateException if it was closed, or if two others are open
  public EpochIndex open(Handle handle, long number) {
    return find(handle, number).orElseGet(() -> begin(handle, number, keys.open(number)));
  }

  /// Opens an epoch with a key that was used before epochs had keys of their own.
  public EpochIndex adopt(Handle handle, long number, IndexKey key) {
    return begin(handle, number, keys.keep(number, key));
  }

  private EpochIndex begin(Handle handle, long number, IndexKey key) {
    Set<Integer> taken = of(handle).stream().map(EpochIndex::place).collect(Collectors.toSet());
    int place = IntStream.range(0, EpochIndex.PLACES).filter(free -> !taken.contains(free)).findFirst()
        .orElseThrow(() -> new IllegalStateException("two epochs are open already"));
    changes.mark(handle);
    handle.execute("INSERT INTO epoch (number, place, sealed) VALUES (?, ?, ?)", number, place, check(key).seal(CHECK, new byte[1]));
    EpochIndex epoch = index(number, place, key);
    epoch.linkage().refresh(handle);
    return epoch;
  }

  /// Whether an epoch was open and is not any more: it never opens again.
  public boolean isClosed(Handle handle, long number) {
    return handle.createQuery("SELECT count(*) FROM epoch WHERE number = :number AND place IS NULL").bind("number", number).mapTo(Long.class).one()
        > 0;
  }

  /// Removes index, candidates and matches of an epoch, also those that no key opens. Its key is destroyed by [#destroyKeys], when this is on the disk.
  ///
  /// @return the place that it had, empty now
  public int close(Handle handle, long number) {
    int place = handle.createQuery("SELECT place FROM epoch WHERE number = :number AND place IS NOT NULL").bind("number", number).mapTo(
        Integer.class).one();
    changes.mark(handle);
    index(number, place, IndexKey.random(random)).linkage().forget(handle);
    handle.execute("UPDATE epoch SET place = NULL, sealed = NULL WHERE number = ?", number);
    return place;
  }

  /// Destroys the keys of epochs that are closed, also those that an end between closing and destroying has left.
  public void destroyKeys(Handle handle) {
    handle.createQuery("SELECT number FROM epoch WHERE place IS NULL").mapTo(Long.class).forEach(number -> {
      keys.destroy(number);
      // Not before: a reader that still sees the epoch open, and finds the key's file, makes it known again.
      known.remove(number);
    });
  }

  /// Makes sure that each open epoch has its key, and matches that were decided by today's parameters; to be called at start.
  ///
  /// @throws Stop [ExitCode#KEY] if a key is missing, or another epoch's
  public void check(Handle handle) {
    for (long number : handle.createQuery("SELECT number FROM epoch WHERE place IS NOT NULL").mapTo(Long.class).list()) {
      byte[] sealed = handle.createQuery("SELECT sealed FROM epoch WHERE number = :number").bind("number", number).mapTo(byte[].class).one();
      try {
        check(key(number)).open(CHECK, sealed);
      } catch (DamagedValueException e) {
        throw new Stop(ExitCode.KEY, keys.file(number).getFileName() + " is not the index key of epoch " + number + ": restore it from your copy");
      }
    }
    of(handle).forEach(epoch -> epoch.linkage().refresh(handle));
  }

  private IndexKey key(long number) {
    return keys.find(number).orElseThrow(() -> new Stop(ExitCode.KEY, keys.file(number).getFileName() + ", the index key of epoch " + number
        + ", is not there: restore it from your copy"));
  }

  private EpochIndex index(long number, int place) {
    return java.util.Objects.requireNonNull(known.compute(number, (_, made) -> made != null && made.place() == place ? made : index(number, place,
        key(number))));
  }

  private EpochIndex index(long number, int place, IndexKey key) {
    return new EpochIndex(number, place, key, new Linkage(key, random, parameters, place, neverLinks, alike, changes, (handle, matches) -> listener
        .changed(handle, number, matches)));
  }

  private Sealing check(IndexKey key) {
    return new Sealing(key, "epoch", random);
  }

  /// Keeps two records apart for ever, in these epochs and those to come: they are two people.
  ///
  /// @throws IllegalArgumentException if it is one record
  public void separate(Handle handle, RecordRef a, RecordRef b) {
    neverLinks.add(handle, a, b);
    of(handle).forEach(epoch -> epoch.linkage().separate(handle, a, b));
  }

  /// Says that a record, and those that wait with it because they look alike, wait no more, in no epoch.
  ///
  /// @param most so many at most
  /// @return which; none if the record does not wait and was not confirmed before
  public List<RecordRef> confirmAlike(Handle handle, RecordRef record, int most) {
    Set<RecordRef> together = new LinkedHashSet<>(List.of(record));
    of(handle).forEach(epoch -> together.addAll(epoch.linkage().alike(handle, record)));
    return alike.confirm(handle, together.stream().limit(most).toList());
  }

  /// All matches, each once, in ascending order.
  public List<Match> matches(Handle handle) {
    return merged(of(handle).stream().map(epoch -> epoch.linkage().matches(handle)).toList());
  }

  /// The matches of each of these records, each once; records without any are left out.
  ///
  /// @param counting of a match both agencies must count in the epoch that found it
  public Map<RecordRef, List<Match>> matchesOf(Handle handle, Collection<RecordRef> records, Counting counting) {
    Map<RecordRef, List<List<Match>>> found = new HashMap<>();
    for (EpochIndex epoch : of(handle)) {
      epoch.linkage().matchesOf(handle, records).forEach((record, matches) -> found.computeIfAbsent(record, _ -> new ArrayList<>()).add(matches
          .stream().filter(match -> counting.counts(match.a().agency(), epoch.number()) && counting.counts(match.b().agency(), epoch.number()))
          .toList()));
    }
    Map<RecordRef, List<Match>> merged = new HashMap<>();
    found.forEach((record, ofEpochs) -> {
      List<Match> matches = merged(ofEpochs);
      if (!matches.isEmpty()) {
        merged.put(record, matches);
      }
    });
    return merged;
  }

  /// How often what questions are compared with has changed: index, candidates, pairs that are kept apart, which epochs are open.
  public long changes() {
    return changes.count() + neverLinks.changes();
  }

  /// Compares a question: which matches a record would have by its own candidates if it came now. Nothing is written.
  ///
  /// @param handle of any transaction
  /// @param agency who asks
  /// @param encodings by epoch; of one that is not open nothing is known
  /// @param changes what [#changes] said before this transaction began
  public Compared compare(Handle handle, AgencyId agency, Map<Long, EncodedRecord> encodings, long changes) {
    Map<Long, List<Match>> byEpoch = new HashMap<>();
    for (EpochIndex epoch : of(handle)) {
      EncodedRecord encoded = encodings.get(epoch.number());
      if (encoded != null) {
        byEpoch.put(epoch.number(), epoch.linkage().lookUpDirectly(handle, agency, encoded));
      }
    }
    return new Compared(agency, byEpoch, changes);
  }

  /// Whether comparing anew would find the same: to be asked by the database's writer.
  public boolean isCurrent(Compared compared) {
    return compared.changes() == changes();
  }

  /// The matches of several epochs taken together: of one pair the better grade counts, and with one grade the higher probability.
  static List<Match> merged(List<List<Match>> ofEpochs) {
    Map<Match, Match> byPair = new TreeMap<>();
    ofEpochs.forEach(matches -> matches.forEach(match -> byPair.merge(match, match, OpenEpochs::better)));
    return List.copyOf(byPair.values());
  }

  private static Match better(Match one, Match other) {
    int grades = one.grade().compareTo(other.grade());
    return grades < 0 || grades == 0 && one.probability() >= other.probability() ? one : other;
  }
}
