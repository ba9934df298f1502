package org.tellonce.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as they are kept: Argon2id (RFC 9106) with 46 MiB, one pass and one lane, as a PHC string, so that other parameters may come later.
///
/// One hash at a time: its memory must not be multiplied by whoever knocks at the door.
final class Passwords {

  /// The fewest characters of a password.
  static final int LEAST = 12;
  /// The most: a longer one makes nothing safer.
  static final int MOST = 200;

  private static final int MEMORY_KIB = 47_104;
  private static final int PASSES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC = Pattern.compile(
      "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  private final SecureRandom random;
  private final String nobody;

  Passwords(SecureRandom random) {
    this.random = random;
    this.nobody = hash(RandomText.of(random));
  }

  /// How a new password is kept.
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$" + base64.encodeToString(argon2id(password,
        salt, MEMORY_KIB, PASSES));
  }

  /// Whether it is the password that was kept so.
  ///
  /// @throws IllegalArgumentException if it was kept otherwise
  boolean verify(String password, String kept) {
    Matcher phc = PHC.matcher(kept);
    if (!phc.matches()) {
      throw new IllegalArgumentException("not a password kept by Argon2id");
    }
    byte[] salt = Base64.getDecoder().decode(phc.group(3));
    byte[] hash = argon2id(password, salt, Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)));
    return MessageDigest.isEqual(hash, Base64.getDecoder().decode(phc.group(4)));
  }

  /// Takes as long as [#verify], so that how long it takes does not tell whether there is such an account.
  void verifyNobody(String password) {
    verify(password, nobody);
  }

  private static synchronized byte[] argon2id(String password, byte[] salt, int memoryKib, int passes) {
    var generator = new Argon2BytesGenerator();
    generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(memoryKib)
        .withIterations(passes).withParallelism(1).withSalt(salt).build());
    byte[] bytes = password.getBytes(UTF_8);
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(bytes, hash);
    Arrays.fill(bytes, (byte) 0);
    return hash;
  }
}
