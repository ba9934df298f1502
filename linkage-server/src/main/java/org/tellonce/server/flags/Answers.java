package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.server.audit.EventDraft;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;
import org.tellonce.server.flags.Pointers.Shown;
import org.tellonce.server.submission.Withdrawals;

/// What the names of answers stand for, kept as long as the accounting. Every answer leaves a row of one length, whatever it was.
///
/// @see "flags.md, Answer"
public final class Answers implements Withdrawals.Forgetting {
  private static final int REF = 2 + RecordToken.BYTES;
  private static final int NAME = 16;

  private final Sealing sealing;
  private final SecureRandom random;

  /// @param key the index key
  public Answers(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "answer", random);
    this.random = random;
  }

  /// Gives an answer its name and keeps what that stands for.
  ///
  /// @param asked the record that was asked about; of a look-up that of its token
  OpeningAnswer give(Handle handle, RecordRef asked, Optional<Shown> shown, OpeningRequest request, Moment moment) {
    LocalDate today = moment.today();
    AnswerId id = AnswerId.random(random);
    put(handle, id, new Asked(asked, shown.map(Shown::record), request.nameUs()), today);
    return shown.<OpeningAnswer>map(found -> new OpeningAnswer.PointerAnswer(id, today, found.pointer(), moment.rules().coordinator())).orElseGet(
        () -> new OpeningAnswer.Nothing(id, today, moment.rules().coordinator()));
  }

  /// What an event names the record by that was shown. Where nothing was, something that nobody asks for is named beside it, so that the file does not show which
  /// answers were empty.
  Optional<Digest> name(EventDraft draft, Optional<Shown> shown, RecordRef asked) {
    if (shown.isEmpty()) {
      var _ = draft.name(new RecordRef(asked.agency(), RecordToken.of(chance())));
    }
    return shown.map(found -> draft.name(found.record()));
  }

  /// Keeps what an answer stands for.
  void put(Handle handle, AnswerId answer, Asked asked, LocalDate today) {
    byte[] name = name(answer);
    handle.execute("INSERT INTO answer (name, day, asked, shown, told, sealed) VALUES (?, ?, ?, ?, 0, ?)", name, today.toString(), name(asked
        .asked()), asked.shown().map(this::name).orElseGet(this::chance), sealing.seal(name, bytes(handle, answer, asked)));
  }

  /// What an answer stands for, if there was one.
  Optional<Asked> find(Handle handle, AnswerId answer) {
    byte[] name = name(answer);
    var agencies = new AgencyNumbers(handle);
    return handle.createQuery("SELECT sealed FROM answer WHERE name = :name").bind("name", name).map((row, _) -> asked(agencies, sealing.open(name,
        row.getBytes("sealed")))).findOne();
  }

  /// An answer that showed one of two records for the other.
  record Between(AnswerId answer, Asked asked) {}

  /// All answers that showed one of two records for the other, in an order that means nothing.
  List<Between> between(Handle handle, RecordRef a, RecordRef b) {
    var agencies = new AgencyNumbers(handle);
    return handle.createQuery("SELECT name, sealed FROM answer WHERE asked = :a AND shown = :b OR asked = :b AND shown = :a ORDER BY name").bind("a",
        name(a)).bind("b", name(b)).map((row, _) -> {
          byte[] plain = sealing.open(row.getBytes("name"), row.getBytes("sealed"));
          return new Between(id(plain), asked(agencies, plain));
        }).list();
  }

  /// An answer of which nobody was told yet.
  record Untold(LocalDate day, Asked asked) {}

  /// The answers of before a day of which nobody was told, each given out once.
  List<Untold> untoldBefore(Handle handle, LocalDate day) {
    var agencies = new AgencyNumbers(handle);
    List<Untold> untold = handle.createQuery("SELECT name, day, sealed FROM answer WHERE told = 0 AND day < :day ORDER BY name").bind("day", day
        .toString()).map((row, _) -> new Untold(LocalDate.parse(row.getString("day")), asked(agencies, sealing.open(row.getBytes("name"), row
            .getBytes("sealed"))))).list();
    handle.createUpdate("UPDATE answer SET told = 1 WHERE told = 0 AND day < :day").bind("day", day.toString()).execute();
    return untold;
  }

  /// Whether there are answers of before a day of which nobody was told.
  static boolean isUntoldBefore(Handle handle, LocalDate day) {
    return handle.createQuery("SELECT EXISTS (SELECT 1 FROM answer WHERE told = 0 AND day < :day)").bind("day", day.toString()).mapTo(Boolean.class)
        .one();
  }

  /// Forgets the answers of before a day.
  ///
  /// @return which they were
  List<AnswerId> removeBefore(Handle handle, LocalDate day) {
    List<AnswerId> removed = handle.createQuery("SELECT name, sealed FROM answer WHERE day < :day").bind("day", day.toString()).map((row, _) -> id(
        sealing.open(row.getBytes("name"), row.getBytes("sealed")))).list();
    handle.createUpdate("DELETE FROM answer WHERE day < :day").bind("day", day.toString()).execute();
    return removed;
  }

  /// From now on nothing leads from a record that was withdrawn for ever to its answers, and they showed nothing that could be corrected.
  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today) {
    if (!forEver) {
      return;
    }
    var agencies = new AgencyNumbers(handle);
    for (RecordRef record : withdrawn) {
      for (byte[] name : handle.createQuery("SELECT name FROM answer WHERE asked = :name OR shown = :name").bind("name", name(record)).mapTo(
          byte[].class).list()) {
        byte[] plain = sealing.open(name, handle.createQuery("SELECT sealed FROM answer WHERE name = :name").bind("name", name).mapTo(byte[].class)
            .one());
        var emptied = new Asked(new RecordRef(asked(agencies, plain).asked().agency(), new RecordToken(0, 0)), Optional.empty(), false);
        handle.execute("UPDATE answer SET asked = ?, shown = ?, told = 1, sealed = ? WHERE name = ?", chance(), chance(), sealing.seal(name, bytes(
            handle, id(plain), emptied)), name);
      }
    }
  }

  /// Id, record asked about, whether something was shown, that record, whether the asking agency may be named: always as many bytes.
  private static byte[] bytes(Handle handle, AnswerId answer, Asked asked) {
    var agencies = new AgencyNumbers(handle);
    ByteBuffer out = ByteBuffer.allocate(NAME + REF + 1 + REF + 1).put(answer.toBytes());
    put(out, agencies, asked.asked());
    out.put((byte) (asked.shown().isPresent() ? 1 : 0));
    put(out, agencies, asked.shown().orElse(asked.asked()));
    return out.put((byte) (asked.nameUs() ? 1 : 0)).array();
  }

  private static void put(ByteBuffer out, AgencyNumbers agencies, RecordRef ref) {
    out.putShort((short) agencies.of(ref.agency())).putLong(ref.token().high()).putLong(ref.token().low());
  }

  private static AnswerId id(byte[] plain) {
    return new AnswerId(HexFormat.of().formatHex(plain, 0, NAME));
  }

  private static Asked asked(AgencyNumbers agencies, byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain, NAME, plain.length - NAME);
    RecordRef asked = ref(in, agencies);
    boolean isShown = in.get() != 0;
    RecordRef shown = ref(in, agencies);
    return new Asked(asked, isShown ? Optional.of(shown) : Optional.empty(), in.get() != 0);
  }

  private static RecordRef ref(ByteBuffer in, AgencyNumbers agencies) {
    return new RecordRef(agencies.agency(Short.toUnsignedInt(in.getShort())), new RecordToken(in.getLong(), in.getLong()));
  }

  private byte[] name(AnswerId answer) {
    return sealing.name("answer\0" + answer.hex());
  }

  private byte[] name(RecordRef record) {
    return sealing.name("record\0" + record.agency().value() + "\0" + record.token());
  }

  private byte[] chance() {
    byte[] chance = new byte[NAME];
    random.nextBytes(chance);
    return chance;
  }
}
