package org.tellonce.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What one use's values lie in the database as: AES-256-GCM under a key of that use, bound to the place where they stand; and the keyed names of such places.
/// For any thread.
///
/// Sealed: nonce (12 random bytes) ‖ ciphertext ‖ tag (16).
public final class Sealing {
  /// How much longer sealed is than plain.
  public static final int OVERHEAD = 12 + 16;

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int NAME = 16;

  private final String use;
  private final SecureRandom random;
  private final SecretKeySpec key;
  private final Hmac names;
  private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(Sealing::cipher);

  /// @param use what the values are, `record`: each use has keys of its own
  public Sealing(IndexKey indexKey, String use, SecureRandom random) {
    this.use = use;
    this.random = random;
    this.key = new SecretKeySpec(indexKey.derive("seal " + use), "AES");
    this.names = Hmac.sha256(indexKey.derive("name " + use));
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  /// Sixteen random-looking bytes that name something: the same for the same, and nothing to one without the key.
  public byte[] name(byte[] of) {
    return Arrays.copyOf(names.of(of), NAME);
  }

  /// As [#name(byte[])], of a text.
  public byte[] name(String of) {
    return name(of.getBytes(UTF_8));
  }

  /// The value sealed for this place.
  public byte[] seal(byte[] place, byte[] plain) {
    byte[] sealed = new byte[plain.length + OVERHEAD];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE);
    try {
      Cipher cipher = ciphers.get();
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place);
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The value that was sealed for this place.
  ///
  /// @throws DamagedValueException if it was not sealed here, or has been altered since: the database is damaged, or not that of this key
  public byte[] open(byte[] place, byte[] sealed) {
    try {
      Cipher cipher = ciphers.get();
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
      cipher.updateAAD(place);
      return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new DamagedValueException(use, e);
    }
  }
}
