package org.tellonce.protocol.custody;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tellonce.protocol.json.JsonKind;

/// What tells one making of a linkage secret from every other.
///
/// @param hex 16 random bytes as 32 lower-case hexadecimal digits
public record CeremonyId(String hex) {
  /// How many bytes it has.
  public static final int BYTES = 16;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
  private static final String RULE = "not 32 lower-case hexadecimal digits";

  /// How it stands in JSON.
  static final JsonKind<CeremonyId> JSON = (node, place, problems) -> JsonKind.matching(FORM, RULE).read(node, place, problems).map(CeremonyId::new);

  /// @throws IllegalArgumentException if there are not 32 lower-case hexadecimal digits
  public CeremonyId {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /// A new one.
  public static CeremonyId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /// The one of 16 bytes.
  public static CeremonyId of(byte[] bytes) {
    return new CeremonyId(HexFormat.of().formatHex(bytes));
  }

  /// The 16 bytes, new each time.
  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
