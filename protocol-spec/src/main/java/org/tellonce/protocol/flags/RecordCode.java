package org.tellonce.protocol.flags;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.RecordToken;

/// By which coordinator and agency speak of a record over the telephone: the agency alone can tell which row it is, and only for this one item of the queue.
///
/// @param item five characters, random, the same in both codes of an item
/// @param check six characters, of item and record token
/// @see "flags.md, Queue"
public record RecordCode(String item, String check) {
  /// No I, L, O, U: nobody mistakes them when they are said or written by hand.
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int ITEM = 5;
  private static final int CHECK = 6;
  private static final Pattern TEXT = Pattern.compile("[" + ALPHABET + "]{" + ITEM + "}-[" + ALPHABET + "]{" + CHECK + "}");

  /// @throws IllegalArgumentException if it has another form
  public RecordCode {
    if (!TEXT.matcher(item + "-" + check).matches()) {
      throw new IllegalArgumentException("a code that is none");
    }
  }

  /// The first half of the codes of a new item.
  public static String newItem(SecureRandom random) {
    return characters(random.nextLong(), ITEM);
  }

  /// The code of a record for an item.
  public static RecordCode of(String item, RecordToken token) {
    byte[] prefix = ("tellonce/code\0" + item).getBytes(US_ASCII);
    byte[] digest = Digest.of(ByteBuffer.allocate(prefix.length + RecordToken.BYTES).put(prefix).put(token.toBytes()).array()).toBytes();
    return new RecordCode(item, characters(ByteBuffer.wrap(digest).getLong(), CHECK));
  }

  /// A code as somebody wrote it down: in any case, with or without the hyphen and with spaces, `O` for zero, `I` or `L` for one.
  public static Parsed<RecordCode> parse(String text) {
    String plain = text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "").replace('O', '0').replace('I', '1').replace('L', '1');
    String parted = plain.length() == ITEM + CHECK ? plain.substring(0, ITEM) + "-" + plain.substring(ITEM) : "";
    return TEXT.matcher(parted).matches() ? new Parsed.Valid<>(new RecordCode(plain.substring(0, ITEM), plain.substring(ITEM)))
        : new Parsed.Rejected<>(List.of(new Problem("code", "not five and six letters or digits, as in 7K3Q9-2M8XWA",
            "ask the coordinator to spell it")));
  }

  /// Whether it is the code of a record.
  public boolean isOf(RecordToken token) {
    return of(item, token).equals(this);
  }

  private static String characters(long bits, int count) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt((int) (bits >>> Long.SIZE - BITS * (i + 1)) & (1 << BITS) - 1));
    }
    return text.toString();
  }

  /// `7K3Q9-2M8XWA`.
  @Override
  public String toString() {
    return item + "-" + check;
  }
}
