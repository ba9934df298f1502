package org.tellonce.pages;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The six digits that a phone shows for half a minute: TOTP with HMAC-SHA-1, which every such app knows. **Secret**: prints `[redacted]`.
///
/// @see "RFC 6238; RFC 4226"
public final class Totp {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_BYTES = 20;
  private static final int STEP_SECONDS = 30;
  /// A phone's clock may be a step early or late.
  private static final int DRIFT = 1;

  private final byte[] secret;

  private Totp(byte[] secret) {
    this.secret = secret;
  }

  /// A new secret of 20 bytes.
  static Totp random(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new Totp(secret);
  }

  /// @throws IllegalArgumentException if these are not 20 bytes
  static Totp of(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has 20 bytes");
    }
    return new Totp(secret.clone());
  }

  byte[] bytes() {
    return secret.clone();
  }

  /// The secret as a person types it into an app: 32 letters and digits, in groups of four.
  public String base32() {
    StringBuilder text = new StringBuilder();
    long bits = 0;
    int count = 0;
    for (byte b : secret) {
      bits = bits << 8 | b & 0xff;
      for (count += 8; count >= 5; count -= 5) {
        text.append(BASE32.charAt((int) (bits >> count - 5) & 31));
      }
    }
    return text.toString();
  }

  /// What an app takes instead of the typed secret.
  ///
  /// @param issuer what the app shows beside the digits: no name of a person
  public String uri(String issuer, String account) {
    return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + base32() + "&issuer=" + encoded(issuer)
        + "&algorithm=SHA1&digits=6&period=30";
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The step whose digits these are: now's, the one before or after; but none up to the last that was used, for each is good once.
  OptionalLong step(String digits, Instant now, long lastUsed) {
    long current = now.getEpochSecond() / STEP_SECONDS;
    OptionalLong found = OptionalLong.empty();
    for (long step = current - DRIFT; step <= current + DRIFT; step++) {
      if (RandomText.same(digits(step), digits) && step > lastUsed) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /// The digits of a moment.
  String digits(Instant when) {
    return digits(when.getEpochSecond() / STEP_SECONDS);
  }

  private String digits(long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int truncated = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
      return String.format(Locale.ROOT, "%06d", truncated % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA-1", e);
    }
  }

  @Override
  public String toString() {
    return "Totp[redacted]";
  }
}
