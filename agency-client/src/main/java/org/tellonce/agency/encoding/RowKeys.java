package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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

  /// The keys of padding row `number` of a record.
  static RowKeys ofPadding(Secret recordSecret, Epoch epoch, int number) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(PADDING);
    prefixed(message, epoch.sizeClass().id().getBytes(US_ASCII));
    prefixed(message, u32(epoch.number()));
    message.write(number);
    return ofSeed(HmacSha256.under(HmacSha256.under(recordSecret).of(message.toByteArray())));
  }

  private static RowKeys ofSeed(HmacSha256 expand) {
    ByteBuffer first = ByteBuffer.wrap(expand.expand(TAG));
    return new RowKeys(new Tag(first.getLong(), first.getLong()), first.getLong(), expand.expand(BODY));
  }

  private static void prefixed(ByteArrayOutputStream out, byte[] bytes) {
    out.write(bytes.length >>> Byte.SIZE);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] u32(long number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array();
  }

  /// Makes the keys of an epoch's rows. Not for several threads at once.
  static final class Maker {
    private final HmacSha256 input;
    private final HmacSha256 extract;
    private final HmacSha256 expand;
    private final byte[] prefix;

    Maker(Secret linkageSecret, Epoch epoch) {
      extract = HmacSha256.under(linkageSecret);
      expand = HmacSha256.under(linkageSecret);
      input = HmacSha256.under(extract.expand("smp1/input".getBytes(US_ASCII)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      prefixed(out, Suite.NAME.getBytes(US_ASCII));
      prefixed(out, epoch.sizeClass().id().getBytes(US_ASCII));
      prefixed(out, u32(epoch.number()));
      prefix = out.toByteArray();
    }

    /// The keys of a pass input's row.
    RowKeys of(PassInput passInput) {
      ByteArrayOutputStream x = new ByteArrayOutputStream();
      x.writeBytes(prefix);
      prefixed(x, new byte[] {(byte) passInput.pass()});
      for (String component : passInput.components()) {
        prefixed(x, component.getBytes(US_ASCII));
      }
      expand.rekey(extract.of(input.of(x.toByteArray())));
      return ofSeed(expand);
    }
  }

  @Override
  public String toString() {
    return "RowKeys[redacted]";
  }
}
