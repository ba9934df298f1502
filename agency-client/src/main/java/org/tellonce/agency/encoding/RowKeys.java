package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tellonce.keys.HkdfExpand;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.keys.Epoch;

/// What a row is keyed with: tag, slope of the pass share, body key. With the body key plaintext could be tried against the body: prints as `[redacted]`.
///
/// @see "encoding.md, Keys of a row"
final class RowKeys {

  private static final byte[] TAG = "smp1/tag".getBytes(US_ASCII);
  private static final byte[] BODY = "smp1/body".getBytes(US_ASCII);
  private static final byte[] PADDING = "smp1/padding".getBytes(US_ASCII);

  private final Tag tag;
  private final long slope;
  private final byte[] bodyKey;

  private RowKeys(Tag tag, long slope, byte[] bodyKey) {
    this.tag = tag;
    this.slope = slope;
    this.bodyKey = bodyKey;
  }

  /// What the server finds the row by.
  Tag tag() {
    return tag;
  }

  /// How the row's pass share is cut.
  long slope() {
    return slope;
  }

  /// 32 bytes, new each time.
  byte[] bodyKey() {
    return bodyKey.clone();
  }

  /// Makes the keys of an epoch's rows. Not for several threads at once.
  static final class Maker {
    private final HmacSha256 input;
    private final HmacSha256 extract;
    private final HkdfExpand expand = new HkdfExpand();
    private final Epoch epoch;
    private final Message message;
    private final int prefix;

    Maker(Secret linkageSecret, Epoch epoch) {
      this.epoch = epoch;
      extract = HmacSha256.under(linkageSecret);
      input = HmacSha256.under(extract.expand("smp1/input".getBytes(US_ASCII)));
      message = new Message(256).prefixed(Suite.NAME).epoch(epoch);
      prefix = message.length;
    }

    /// The keys of a pass input's row.
    RowKeys of(PassInput passInput) {
      message.length = prefix;
      message.u16(1).byteOf(passInput.pass());
      for (String component : passInput.components()) {
        message.prefixed(component);
      }
      return ofSeed(extract.of(message.under(input)));
    }

    /// The keys of padding row `number` of a record.
    ///
    /// @param recordSecret the HMAC under the record's secret
    RowKeys ofPadding(HmacSha256 recordSecret, int number) {
      return ofSeed(new Message(64).bytes(PADDING).epoch(epoch).byteOf(number).under(recordSecret));
    }

    private RowKeys ofSeed(byte[] seed) {
      expand.useKey(seed);
      ByteBuffer first = ByteBuffer.wrap(expand.block(TAG));
      return new RowKeys(new Tag(first.getLong(), first.getLong()), first.getLong(), expand.block(BODY));
    }
  }

  /// What is fed to an HMAC, put together in one array.
  private static final class Message {
    private byte[] bytes;
    private int length;

    Message(int capacity) {
      bytes = new byte[capacity];
    }

    /// What the rows of all records of an epoch have in common.
    Message epoch(Epoch epoch) {
      int number = (int) epoch.number();
      return prefixed(epoch.sizeClass().id()).u16(Integer.BYTES).u16(number >>> Short.SIZE).u16(number);
    }

    /// `LP` of an ASCII text.
    Message prefixed(String ascii) {
      u16(ascii.length());
      reserve(ascii.length());
      for (int i = 0; i < ascii.length(); i++) {
        bytes[length++] = (byte) ascii.charAt(i);
      }
      return this;
    }

    Message bytes(byte[] more) {
      reserve(more.length);
      System.arraycopy(more, 0, bytes, length, more.length);
      length += more.length;
      return this;
    }

    Message u16(int number) {
      return byteOf(number >>> Byte.SIZE).byteOf(number);
    }

    Message byteOf(int number) {
      reserve(1);
      bytes[length++] = (byte) number;
      return this;
    }

    byte[] under(HmacSha256 key) {
      return key.of(bytes, length);
    }

    private void reserve(int more) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * (length + more));
      }
    }
  }

  @Override
  public String toString() {
    return "RowKeys[redacted]";
  }
}
