package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;

/// The encrypted multimap from tags to rows. The rows under a tag stand in places 0, 1, 2 …; one HMAC-SHA-512 of tag and place gives the place's *label*, whose
/// first eight bytes are the key in the table, and its *row key*, under which AES-256-GCM holds record token, agency, share and body. So without the index key
/// nobody can tell which entries belong together, and with it only those whose tag is known can be read.
///
/// A chain of places has no gaps: when a row goes, the chain's last row takes its place and the last place is deleted. No trace of a removed row stays.
/// Two places can meet in eight bytes. Then the row of the second does not open under the first's key, the second chain steps over it to its own next place, and
/// the row is *marked*: when it goes, an empty marked entry stays, so that the chain that steps over it is never cut.
///
/// A batch is worked off in passes over all its tags, in the order of the labels: look up (the filter answers for the absent), decide in memory, write.
///
/// All methods but the constructor belong to the database's writer.
///
/// @see "architecture.md, The server's store"
public final class IndexStore {
  /// A batch of so many records is worked off in about 200 MB.
  static final int BATCH = 16_384;

  /// How many rows one agency may have under a tag.
  public static final int MOST_OF_AN_AGENCY = 64;

  private static final int PLAIN = 2 + RecordToken.BYTES + 2 + Body.BYTES;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int SEALED = 1 + NONCE + PLAIN + TAG_BITS / 8;
  private static final byte UNMARKED = 0;
  private static final byte MARKED = 1;
  private static final long SMALLEST_FILTER = 1_000_000;

  private final SecretKeySpec labelKey;
  private final SecureRandom random;
  private final long labelMask;
  private final ThreadLocal<RowCipher> ciphers = ThreadLocal.withInitial(RowCipher::new);
  private @Nullable LabelFilter filter;

  /// @param key the index key `K_S`
  public IndexStore(IndexKey key, SecureRandom random) {
    this(key, random, -1);
  }

  /// @param labelMask which bits of a label are used, so that a test can make places meet
  IndexStore(IndexKey key, SecureRandom random, long labelMask) {
    this.labelKey = new SecretKeySpec(key.derive("index"), "HmacSHA512");
    this.random = random;
    this.labelMask = labelMask;
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

  /// Puts a batch's changes into the index.
  ///
  /// @param changes at most one for each record
  /// @return for each tag of a row that came, if others stand under it too, all rows under it
  /// @throws CrowdedTagException if an agency would have more than [#MOST_OF_AN_AGENCY] rows under one tag
  /// @throws IllegalStateException if a row that a change names is not there: the database is damaged
  public List<List<IndexedRow>> apply(Handle handle, List<Change> changes) {
    var agencies = new AgencyNumbers(handle);
    Map<Tag, Chain> chains = new HashMap<>(changes.size() * 24);
    for (Change change : changes) {
      for (Tag tag : change.before()) {
        chains.computeIfAbsent(tag, Chain::new).leaving.add(change.record());
      }
      if (change.now() != null) {
        for (EncodedRow row : change.now().rows()) {
          var indexed = new IndexedRow(change.record().token(), change.record().agency(), row.share(), row.body());
          chains.computeIfAbsent(row.tag(), Chain::new).arriving.add(indexed);
        }
      }
    }
    try (var reader = new Reader(handle)) {
      follow(reader, agencies, chains.values());
      chains.values().forEach(Chain::requireNotCrowded);
      write(handle, agencies, new Plan(reader, chains.values()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return chains.values().stream().filter(chain -> !chain.arriving.isEmpty()).map(Chain::rows).filter(rows -> rows.size() > 1).toList();
  }

  /// All rows under a tag.
  public List<IndexedRow> find(Handle handle, Tag tag) {
    var chain = new Chain(tag);
    try (var reader = new Reader(handle)) {
      follow(reader, new AgencyNumbers(handle), List.of(chain));
      return chain.rows();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- look up

  /// Reads every chain to its end: one round for all first places, one for the second places of those that have a first …
  private void follow(Reader reader, AgencyNumbers agencies, Collection<Chain> chains) throws SQLException {
    List<Chain> open = new ArrayList<>(chains);
    for (int place = 0; !open.isEmpty(); place++) {
      int p = place;
      open.parallelStream().forEach(chain -> chain.next = place(chain.tag, p));
      List<Chain> perhaps = new ArrayList<>();
      for (Chain chain : open) {
        if (reader.mayHold(chain.next().label)) {
          perhaps.add(chain);
        }
      }
      perhaps.sort(Comparator.comparingLong(chain -> chain.next().label));
      List<Chain> further = new ArrayList<>();
      for (Chain chain : perhaps) {
        byte[] sealed = reader.get(chain.next().label);
        if (sealed != null) {
          chain.next().sealed = sealed;
          further.add(chain);
        }
      }
      further.parallelStream().forEach(chain -> {
        chain.next().row = open(chain.next(), agencies);
        chain.places.add(chain.next());
      });
      open = further;
    }
  }

  private Place place(Tag tag, int number) {
    byte[] hash = ciphers.get().mac.doFinal(ByteBuffer.allocate(Tag.BYTES + 4).putLong(tag.high()).putLong(tag.low()).putInt(number).array());
    return new Place(ByteBuffer.wrap(hash).getLong() & labelMask, Arrays.copyOfRange(hash, 32, 64));
  }

  /// The row at a place, or none if another chain's row (or what stayed of one) stands there.
  private @Nullable IndexedRow open(Place place, AgencyNumbers agencies) {
    byte[] sealed = place.sealed;
    if (sealed == null || sealed.length != SEALED) {
      return null;
    }
    try {
      Cipher cipher = ciphers.get().cipher;
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(place.rowKey, "AES"), new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
      byte[] plain = cipher.doFinal(sealed, 1 + NONCE, SEALED - 1 - NONCE);
      ByteBuffer in = ByteBuffer.wrap(plain);
      int agency = Short.toUnsignedInt(in.getShort());
      var record = new RecordToken(in.getLong(), in.getLong());
      var share = new PassShare(Short.toUnsignedInt(in.getShort()));
      return new IndexedRow(record, agencies.agency(agency), share, Body.of(plain, in.position()));
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  // ---- decide

  /// Which places get which rows, and which are vacated.
  private final class Plan {
    private final Reader reader;
    private final Map<Long, Place> changed = new HashMap<>();
    private final Set<Long> steppedOver = new HashSet<>();

    Plan(Reader reader, Collection<Chain> chains) throws SQLException {
      this.reader = reader;
      for (Chain chain : chains) {
        if (!chain.leaving.isEmpty() || !chain.arriving.isEmpty()) {
          change(chain);
        }
      }
    }

    private void change(Chain chain) throws SQLException {
      List<Place> own = chain.places.stream().filter(place -> place.row != null).toList();
      Set<RecordRef> leaving = new HashSet<>(chain.leaving);
      int staying = (int) own.stream().filter(place -> !leaving.contains(place.owner())).count();
      if (own.size() - staying != chain.leaving.size()) {
        throw new IllegalStateException("the index lacks a row that a record names: the database is damaged");
      }
      int then = staying + chain.arriving.size();
      Deque<IndexedRow> homeless = new ArrayDeque<>(chain.arriving);
      for (Place place : own.subList(Math.min(then, own.size()), own.size())) {
        if (!leaving.contains(place.owner())) {
          homeless.add(place.row());
        }
      }
      for (Place place : own.subList(0, Math.min(then, own.size()))) {
        if (leaving.contains(place.owner())) {
          place.row = homeless.remove();
          changed.put(place.label, place);
        }
      }
      for (Place place : own.subList(Math.min(then, own.size()), own.size())) {
        place.row = null;
        changed.put(place.label, place);
      }
      if (!homeless.isEmpty()) {
        append(chain, homeless);
      }
    }

    private void append(Chain chain, Deque<IndexedRow> rows) throws SQLException {
      for (Place place : chain.places) {
        if (place.row == null) {
          steppedOver.add(place.label);
        }
      }
      int number = chain.places.size();
      Place place = chain.next();
      boolean free = !changed.containsKey(place.label);
      while (true) {
        if (free) {
          place.row = rows.remove();
          changed.put(place.label, place);
          chain.places.add(place);
        } else {
          steppedOver.add(place.label);
        }
        if (rows.isEmpty()) {
          return;
        }
        number++;
        place = place(chain.tag, number);
        free = !changed.containsKey(place.label) && reader.get(place.label) == null;
      }
    }
  }

  // ---- write

  private void write(Handle handle, AgencyNumbers agencies, Plan plan) throws SQLException {
    long[] labels = plan.changed.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    Place[] places = Arrays.stream(labels).mapToObj(plan.changed::get).toArray(Place[]::new);
    byte[] nonces = new byte[NONCE * places.length];
    random.nextBytes(nonces);
    int[] numbers = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      numbers[i] = places[i].row == null ? 0 : agencies.of(places[i].row().agency());
    }
    byte[][] sealed = new byte[places.length][];
    IntStream.range(0, places.length).parallel().forEach(i -> {
      Place place = places[i];
      byte mark = place.isMarked() || plan.steppedOver.contains(place.label) ? MARKED : UNMARKED;
      sealed[i] = place.row != null ? seal(place, mark, numbers[i], nonces, NONCE * i) : new byte[] {mark};
    });
    try (PreparedStatement put = handle.getConnection()
        .prepareStatement("INSERT INTO index_entry (k, sealed) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET sealed = excluded.sealed");
        PreparedStatement delete = handle.getConnection().prepareStatement("DELETE FROM index_entry WHERE k = ?")) {
      for (int i = 0; i < places.length; i++) {
        if (sealed[i].length > 1 || sealed[i][0] == MARKED) {
          put(handle, put, places[i].label, sealed[i], places[i].sealed == null);
        } else {
          delete.setLong(1, places[i].label);
          delete.executeUpdate();
        }
      }
      for (long label : plan.steppedOver) {
        if (!plan.changed.containsKey(label)) {
          byte[] there = plan.reader.get(label);
          if (there != null && there[0] != MARKED) {
            there[0] = MARKED;
            put(handle, put, label, there, false);
          }
        }
      }
    }
  }

  private void put(Handle handle, PreparedStatement put, long label, byte[] sealed, boolean isNew) throws SQLException {
    put.setLong(1, label);
    put.setBytes(2, sealed);
    put.executeUpdate();
    if (isNew) {
      LabelFilter labels = filter(handle);
      labels.add(label);
      if (labels.isFull()) {
        filter = filled(handle);
      }
    }
  }

  private byte[] seal(Place place, byte mark, int agency, byte[] nonces, int nonce) {
    IndexedRow row = place.row();
    ByteBuffer plain = ByteBuffer.allocate(PLAIN).putShort((short) agency).putLong(row.record().high()).putLong(row.record().low())
        .putShort((short) row.share().value()).put(row.body().toBytes());
    byte[] sealed = new byte[SEALED];
    sealed[0] = mark;
    System.arraycopy(nonces, nonce, sealed, 1, NONCE);
    try {
      Cipher cipher = ciphers.get().cipher;
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(place.rowKey, "AES"), new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
      cipher.doFinal(plain.array(), 0, PLAIN, sealed, 1 + NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  // ---- the filter

  private LabelFilter filter(Handle handle) {
    LabelFilter known = filter;
    if (known == null) {
      known = filled(handle);
      filter = known;
    }
    return known;
  }

  /// A filter of all labels in the table, with room for as many more.
  private static LabelFilter filled(Handle handle) {
    try (var statement = handle.getConnection().createStatement()) {
      long count;
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM index_entry")) {
        count = rows.getLong(1);
      }
      var filled = new LabelFilter(Math.max(SMALLEST_FILTER, 2 * count));
      try (ResultSet rows = statement.executeQuery("SELECT k FROM index_entry")) {
        while (rows.next()) {
          filled.add(rows.getLong(1));
        }
      }
      return filled;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Asks the filter, then the table.
  private final class Reader implements AutoCloseable {
    private final LabelFilter labels;
    private final PreparedStatement select;

    Reader(Handle handle) throws SQLException {
      this.labels = filter(handle);
      this.select = handle.getConnection().prepareStatement("SELECT sealed FROM index_entry WHERE k = ?");
    }

    boolean mayHold(long label) {
      return labels.mayHold(label);
    }

    byte @Nullable [] get(long label) throws SQLException {
      if (!labels.mayHold(label)) {
        return null;
      }
      select.setLong(1, label);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : null;
      }
    }

    @Override
    public void close() throws SQLException {
      select.close();
    }
  }

  /// The places of one tag, up to the first that nothing stands at.
  private static final class Chain {
    private final Tag tag;
    private final List<RecordRef> leaving = new ArrayList<>(1);
    private final List<IndexedRow> arriving = new ArrayList<>(1);
    private final List<Place> places = new ArrayList<>(1);
    private @Nullable Place next;

    Chain(Tag tag) {
      this.tag = tag;
    }

    /// The place after the last.
    Place next() {
      return java.util.Objects.requireNonNull(next);
    }

    void requireNotCrowded() {
      if (places.size() + arriving.size() <= MOST_OF_AN_AGENCY) {
        return;
      }
      Map<AgencyId, Integer> rows = new HashMap<>();
      rows().forEach(row -> rows.merge(row.agency(), 1, Integer::sum));
      arriving.forEach(row -> rows.merge(row.agency(), 1, Integer::sum));
      leaving.forEach(record -> rows.merge(record.agency(), -1, Integer::sum));
      if (rows.values().stream().anyMatch(count -> count > MOST_OF_AN_AGENCY)) {
        throw new CrowdedTagException();
      }
    }

    List<IndexedRow> rows() {
      List<IndexedRow> rows = new ArrayList<>(places.size());
      for (Place place : places) {
        if (place.row != null) {
          rows.add(place.row);
        }
      }
      return rows;
    }
  }

  /// One place of a chain: its label, its row key, what stands there now (null: nothing) and the row in it (null: none, or another chain's).
  private static final class Place {
    private final long label;
    private final byte[] rowKey;
    private byte @Nullable [] sealed;
    private @Nullable IndexedRow row;

    Place(long label, byte[] rowKey) {
      this.label = label;
      this.rowKey = rowKey;
    }

    boolean isMarked() {
      return sealed != null && sealed[0] == MARKED;
    }

    IndexedRow row() {
      return java.util.Objects.requireNonNull(row);
    }

    RecordRef owner() {
      return new RecordRef(row().agency(), row().record());
    }
  }

  /// What one thread computes labels and seals rows with.
  private final class RowCipher {
    private final Mac mac;
    private final Cipher cipher;

    RowCipher() {
      try {
        this.mac = Mac.getInstance("HmacSHA512");
        mac.init(labelKey);
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java runtime has HmacSHA512 and AES-GCM", e);
      }
    }
  }
}
