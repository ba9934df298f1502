package org.tellonce.protocol.keys;

/// The form of a public key of X-Wing, to which secrets are wrapped: ML-KEM-768 and X25519 together, so that it holds while one of the two does.
///
/// @see "keys.md, Agency card; draft-connolly-cfrg-xwing-kem; FIPS 203, 7.2"
public final class XWing {
  /// How long a public key is.
  public static final int PUBLIC_KEY_BYTES = 1216;

  private static final int COEFFICIENT_BYTES = 1152;
  private static final int ML_KEM_BYTES = 1184;
  private static final int MODULUS = 3329;

  private XWing() {}

  /// Whether bytes have the form of a public key: every coefficient of its ML-KEM part below the modulus, its X25519 part not zero.
  public static boolean isPublicKey(byte[] bytes) {
    if (bytes.length != PUBLIC_KEY_BYTES) {
      return false;
    }
    for (int i = 0; i < COEFFICIENT_BYTES; i += 3) {
      int three = Byte.toUnsignedInt(bytes[i]) | Byte.toUnsignedInt(bytes[i + 1]) << 8 | Byte.toUnsignedInt(bytes[i + 2]) << 16;
      if ((three & 0xFFF) >= MODULUS || three >> 12 >= MODULUS) {
        return false;
      }
    }
    int any = 0;
    for (int i = ML_KEM_BYTES; i < PUBLIC_KEY_BYTES; i++) {
      any |= bytes[i];
    }
    return any != 0;
  }
}
