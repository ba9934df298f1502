package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.Hmac;
import org.tellonce.server.database.IndexKey;

/// Where a tag's rows stand, and how they are sealed there: one HMAC-SHA-512 of tag and place number gives label and row key, and AES-256-GCM under the row key
/// holds record token, agency, share and body. For several threads at once.
final class RowSealing {
  static final int NONCE = 12;

  private static final int PLAIN = 2 + RecordToken.BYTES + 2 + Body.BYTES;
  private static final int TAG_BITS = 128;
  private static final int SEALED = 1 + NONCE + PLAIN + TAG_BITS / 8;

  private final Hmac labels;
  private final long labelMask;
  private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(RowSealing::cipher);

  /// @param labelMask which bits of a label are used, so that a test can make places meet
  RowSealing(IndexKey key, long labelMask) {
    this.labels = Hmac.sha512(key.derive("index"));
    this.labelMask = labelMask;
  }

  /// The place of a tag with this number, from 0.
  Place place(Tag tag, int number) {
    byte[] hash = labels.of(ByteBuffer.allocate(Tag.BYTES + 4).putLong(tag.high()).putLong(tag.low()).putInt(number).array());
    return new Place(ByteBuffer.wrap(hash).getLong() & labelMask, Arrays.copyOfRange(hash, 32, 64));
  }

  /// The row at a place, or none if another chain's row (or what stayed of one) stands there.
  @Nullable
  IndexedRow open(Place place, AgencyNumbers agencies) {
    byte[] sealed = place.sealed();
    if (sealed == null || sealed.length != SEALED) {
      return null;
    }
    try {
      Cipher cipher = ciphers.get();
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(place.rowKey(), "AES"), new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
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

  /// A row as its place's entry.
  ///
  /// @param nonces random bytes, of which [#NONCE] from `nonce` on are this entry's alone
  byte[] seal(Place place, byte mark, int agency, byte[] nonces, int nonce) {
    IndexedRow row = place.row();
    ByteBuffer plain = ByteBuffer.allocate(PLAIN).putShort((short) agency).putLong(row.record().high()).putLong(row.record().low())
        .putShort((short) row.share().value()).put(row.body().toBytes());
    byte[] sealed = new byte[SEALED];
    sealed[0] = mark;
    System.arraycopy(nonces, nonce, sealed, 1, NONCE);
    try {
      Cipher cipher = ciphers.get();
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(place.rowKey(), "AES"), new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
      cipher.doFinal(plain.array(), 0, PLAIN, sealed, 1 + NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }
}
