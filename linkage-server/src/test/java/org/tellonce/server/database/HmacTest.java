package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacTest {
  private final Random random = new Random(1);

  @Test
  void everyMessage_hasTheBytesOfTheRuntimesOwn_fromManyThreadsAtOnce() {
    for (int length : new int[] {1, 32, 64}) {
      requireSame("HmacSHA256", Hmac::sha256, bytes(length));
    }
    for (int length : new int[] {1, 32, 127, 128}) {
      requireSame("HmacSHA512", Hmac::sha512, bytes(length));
    }
  }

  private void requireSame(String runtimes, Function<byte[], Hmac> ours, byte[] key) {
    Hmac hmac = ours.apply(key);
    byte[][] messages = IntStream.range(0, 300).mapToObj(this::bytes).toArray(byte[][]::new);

    byte[][] made = IntStream.range(0, messages.length).parallel().mapToObj(i -> hmac.of(messages[i])).toArray(byte[][]::new);

    for (int i = 0; i < messages.length; i++) {
      assertThat(made[i]).isEqualTo(runtimes(runtimes, key, messages[i]));
    }
  }

  @Test
  void keyOfAnotherLength_isRefused() {
    assertThatThrownBy(() -> Hmac.sha512(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hmac.sha512(new byte[129])).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] runtimes(String name, byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
