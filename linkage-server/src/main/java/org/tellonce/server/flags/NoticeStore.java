package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// The notices of each agency, under numbers that only rise.
public final class NoticeStore {
  /// Sealed notices are padded to multiples of it.
  private static final int UNIT = 512;

  private final Sealing sealing;

  /// @param key the index key
  public NoticeStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "notice", random);
  }

  /// Appends a notice.
  ///
  /// @param about what it is about: of one agency, the same thing is told once
  void append(Handle handle, AgencyId agency, String about, Notice notice) {
    int number = new AgencyNumbers(handle).of(agency);
    byte[] name = sealing.name(agency.value() + "\0" + about);
    byte[] json = notice.toBytes();
    byte[] padded = Arrays.copyOf(ByteBuffer.allocate(Integer.BYTES + json.length).putInt(json.length).put(json).array(), (Integer.BYTES + json.length
        + UNIT - 1) / UNIT * UNIT);
    handle.execute("INSERT INTO notice (agency, seq, name, sealed) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING", number, highest(handle, number)
        + 1, name, sealing.seal(name, padded));
  }

  /// The notices after a cursor; all of them if the cursor was never given out by this database, which then is an older one restored.
  NoticePage page(Handle handle, AgencyId agency, long cursor) {
    int number = new AgencyNumbers(handle).find(agency).orElse(0);
    long from = cursor > highest(handle, number) ? 0 : cursor;
    List<Numbered> after = handle.createQuery("SELECT seq, name, sealed FROM notice WHERE agency = :agency AND seq > :seq ORDER BY seq LIMIT :most")
        .bind("agency", number).bind("seq", from).bind("most", NoticePage.MAX_NOTICES + 1).map((row, _) -> new Numbered(row.getLong("seq"), notice(
            sealing.open(row.getBytes("name"), row.getBytes("sealed"))))).list();
    boolean more = after.size() > NoticePage.MAX_NOTICES;
    List<Numbered> page = more ? after.subList(0, NoticePage.MAX_NOTICES) : after;
    return new NoticePage(page.stream().map(Numbered::notice).toList(), page.isEmpty() ? from : page.getLast().seq(), more);
  }

  private record Numbered(long seq, Notice notice) {}

  private static Notice notice(byte[] padded) {
    ByteBuffer in = ByteBuffer.wrap(padded);
    byte[] json = new byte[in.getInt()];
    in.get(json);
    return Notice.JSON.parse(json, NoticePage.MAX_BYTES).orThrow();
  }

  private static long highest(Handle handle, int agency) {
    return handle.createQuery("SELECT coalesce(max(seq), 0) FROM notice WHERE agency = :agency").bind("agency", agency).mapTo(Long.class).one();
  }
}
