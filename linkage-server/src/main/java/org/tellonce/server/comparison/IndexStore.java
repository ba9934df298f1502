package org.tellonce.server.comparison;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.ReadAhead;

/// The encrypted multimap from tags to rows. The rows under a tag stand in places 0, 1, 2 …; one HMAC-SHA-512 of tag and place gives the place's *label*, whose
/// first eight bytes are the key in the table, and its *row key*, under which AES-256-GCM holds record token, agency, share and body. So without the index key
/// nobody can tell which entries belong together, and with it only those whose tag is known can be read.
///
/// A chain of places has no gaps: when a row goes, the chain's last row takes its place and the last place is deleted. No trace of a removed row stays.
/// Two places can meet in eight bytes. Then the row of the second does not open under the first's key, the second chain steps over it to its own next place, and
/// the row is *marked*: when it goes, an empty marked entry stays, so that the chain that steps over it is never cut.
///
/// A batch is worked off in passes over all its tags, in the order of the labels: look up (filters answer for the absent), decide in memory, write.
///
/// Changes belong to the database's writer; anyone may read.
///
/// @see "architecture.md, The server's store"
public final class IndexStore {
  /// A batch of so many records is worked off in about 200 MB.
  static final int BATCH = 16_384;

  /// So many new entries become one run.
  private static final int RUN = FreshEntries.most(Runtime.getRuntime().maxMemory());

  /// How many rows one agency may have under a tag.
  public static final int MOST_OF_AN_AGENCY = 64;

  private final RowSealing sealing;
  private final SecureRandom random;
  private final IndexRuns table;

  /// In the first place for epochs.
  ///
  /// @param key the epoch's index key
  public IndexStore(IndexKey key, SecureRandom random) {
    this(key, random, 0);
  }

  /// @param place which of the two places for epochs
  IndexStore(IndexKey key, SecureRandom random, int place) {
    this(key, random, place, -1);
  }

  /// @param labelMask which bits of a label are used, so that a test can make places meet
  IndexStore(IndexKey key, SecureRandom random, int place, long labelMask) {
    this.sealing = new RowSealing(key, labelMask);
    this.random = random;
    this.table = new IndexRuns(key, random, place);
  }

  /// What becomes of one record's rows.
  ///
  /// @param record whose rows
  /// @param before the tags of the rows that are in the index now; empty for a new record
  /// @param now the rows that shall be in it; none for a record that goes
  public record Change(RecordRef record, Set<Tag> before, @Nullable EncodedRecord now) {
    /// Copies the set.
    public Change {
      before = Set.copyOf(before);
    }
  }

  /// Puts a set of changes into the index, in one batch.
  ///
  /// @return as [Session#change]
  public List<List<IndexedRow>> apply(Handle handle, List<Change> changes) {
    var session = new Session(handle, ReadAhead.NONE);
    List<List<IndexedRow>> met = session.change(changes);
    session.finish();
    return met;
  }

  /// Removes every row, also those that this program cannot read.
  void clear(Handle handle) {
    table.clear(handle);
  }

  /// Begins a set of changes that comes in batches, in one transaction.
  Session begin(Handle handle, ReadAhead readAhead) {
    return new Session(handle, readAhead);
  }

  /// A set of changes. Whoever reads the index in this transaction, without the session, sees them when it is finished.
  final class Session {
    private final Handle handle;
    private final ReadAhead readAhead;
    private final FreshEntries fresh = new FreshEntries(RUN);

    private Session(Handle handle, ReadAhead readAhead) {
      this.handle = handle;
      this.readAhead = readAhead;
    }

    /// Puts a batch's changes into the index.
    ///
    /// @param changes at most one for each record
    /// @return for each tag of a row that came, if others stand under it too, all rows under it
    /// @throws CrowdedTagException if an agency would have more than [#MOST_OF_AN_AGENCY] rows under one tag
    /// @throws IllegalStateException if a row that a change names is not there: the database is damaged
    List<List<IndexedRow>> change(List<Change> changes) {
      var agencies = new AgencyNumbers(handle);
      Collection<Chain> chains = chains(changes);
      try (IndexRuns.Open open = table.open(handle, fresh)) {
        follow(open, readAhead, agencies, chains);
        chains.forEach(Chain::requireNotCrowded);
        write(open, agencies, IndexPlan.of(chains, open, sealing));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      if (fresh.isFull()) {
        finish();
      }
      return chains.stream().filter(chain -> !chain.arriving().isEmpty() && chain.places().size() > 1).map(Chain::rows)
          .filter(rows -> rows.size() > 1).toList();
    }

    /// Writes what is new.
    void finish() {
      try {
        table.add(handle, fresh);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Collection<Chain> chains(List<Change> changes) {
    Map<Tag, Chain> chains = new HashMap<>(changes.size() * 24);
    for (Change change : changes) {
      for (Tag tag : change.before()) {
        chains.computeIfAbsent(tag, Chain::new).leaves(change.record());
      }
      if (change.now() != null) {
        for (EncodedRow row : change.now().rows()) {
          var indexed = new IndexedRow(change.record().token(), change.record().agency(), row.share(), row.body());
          chains.computeIfAbsent(row.tag(), Chain::new).arrives(indexed);
        }
      }
    }
    return chains.values();
  }

  /// All rows under a tag.
  public List<IndexedRow> find(Handle handle, Tag tag) {
    var chain = new Chain(tag);
    read(handle, List.of(chain));
    return chain.rows();
  }

  /// What [#apply] would answer if this record came, without writing: for each of its rows, if rows of others stand under the tag, those and this one.
  ///
  /// @param record whose rows, if there are any in the index, do not count
  List<List<IndexedRow>> meeting(Handle handle, RecordRef record, EncodedRecord encoded) {
    Collection<Chain> chains = chains(List.of(new Change(record, Set.of(), encoded)));
    read(handle, chains);
    return chains.stream().map(chain -> Stream.concat(chain.rows().stream().filter(row -> !row.isOf(record)), chain.arriving().stream()).toList())
        .filter(rows -> rows.size() > 1).toList();
  }

  private void read(Handle handle, Collection<Chain> chains) {
    try (IndexRuns.Open open = table.open(handle, new FreshEntries(RUN))) {
      follow(open, ReadAhead.NONE, new AgencyNumbers(handle), chains);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads every chain to its end: one round for all first places, one for the second places of those that have a first …
  private void follow(IndexRuns.Open table, ReadAhead readAhead, AgencyNumbers agencies, Collection<Chain> chains) throws SQLException {
    List<Chain> unfinished = new ArrayList<>(chains);
    for (int place = 0; !unfinished.isEmpty(); place++) {
      int number = place;
      unfinished.parallelStream().forEach(chain -> chain.lookAt(sealing.place(chain.tag(), number)));
      List<Chain> perhaps = new ArrayList<>(unfinished.parallelStream().filter(chain -> table.mayHold(chain.next().label())).toList());
      perhaps.sort(Comparator.comparingLong(chain -> chain.next().label()));
      table.readAhead(readAhead, perhaps.stream().map(chain -> chain.next().label()).toList());
      List<Chain> further = new ArrayList<>();
      for (Chain chain : perhaps) {
        byte[] sealed = table.get(chain.next().label());
        if (sealed != null) {
          chain.next().holds(sealed);
          further.add(chain);
        }
      }
      further.parallelStream().forEach(chain -> {
        chain.next().put(sealing.open(chain.next(), agencies));
        chain.add(chain.next());
      });
      unfinished = further;
    }
  }

  /// Seals all entries at once, then puts the new ones beside the others and writes those that were there in the order of the labels.
  private void write(IndexRuns.Open table, AgencyNumbers agencies, IndexPlan plan) throws SQLException {
    Place[] places = plan.changed().values().toArray(Place[]::new);
    byte[] nonces = new byte[RowSealing.NONCE * places.length];
    random.nextBytes(nonces);
    int[] numbers = Arrays.stream(places).mapToInt(place -> place.isTaken() ? agencies.of(place.row().agency()) : 0).toArray();
    byte[][] sealed = new byte[places.length][];
    IntStream.range(0, places.length).parallel().forEach(i -> {
      Place place = places[i];
      byte mark = place.isMarked() || plan.steppedOver().contains(place.label()) ? Place.MARKED : Place.UNMARKED;
      sealed[i] = place.isTaken() ? sealing.seal(place, mark, numbers[i], nonces, RowSealing.NONCE * i) : new byte[] {mark};
    });
    SortedMap<Long, byte[]> known = new TreeMap<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i].sealed() == null) {
        table.add(places[i].label(), sealed[i]);
      } else {
        known.put(places[i].label(), sealed[i]);
      }
    }
    for (long label : plan.steppedOver()) {
      byte[] there = plan.changed().containsKey(label) ? null : table.get(label);
      if (there != null && there[0] != Place.MARKED) {
        there[0] = Place.MARKED;
        known.put(label, there);
      }
    }
    for (Map.Entry<Long, byte[]> entry : known.entrySet()) {
      if (entry.getValue().length > 1 || entry.getValue()[0] == Place.MARKED) {
        table.replace(entry.getKey(), entry.getValue());
      } else {
        table.remove(entry.getKey());
      }
    }
  }
}
