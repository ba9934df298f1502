package org.tellonce.rehearsal.night;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The app on a caseworker's phone, set up with the secret that was shown once.
record Phone(String secret, TestClock clock) {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;

  /// The next six digits that were not shown before: half a minute passes.
  String digits() {
    clock.set(clock.instant().plus(Duration.ofSeconds(STEP_SECONDS)));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key(), "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(clock.instant().getEpochSecond() / STEP_SECONDS).array());
      int offset = hash[hash.length - 1] & 15;
      return String.format(Locale.ROOT, "%06d", (ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE) % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] key() {
    // The leading one keeps zeros at the beginning.
    BigInteger bits = BigInteger.ONE;
    for (int letter : secret.chars().toArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    byte[] withOne = bits.toByteArray();
    return Arrays.copyOfRange(withOne, withOne.length - 20, withOne.length);
  }

  @Override
  public String toString() {
    return "Phone[redacted]";
  }
}
