package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha512Test {
  private final Random random = new Random(1);

  @Test
  void everyMessage_hasTheBytesOfTheRuntimesOwn_fromManyThreadsAtOnce() {
    for (int length : new int[] {1, 32, 127, 128}) {
      byte[] key = bytes(length);
      var hmac = new HmacSha512(key);
      byte[][] messages = IntStream.range(0, 300).mapToObj(this::bytes).toArray(byte[][]::new);

      byte[][] made = IntStream.range(0, messages.length).parallel().mapToObj(i -> hmac.of(messages[i])).toArray(byte[][]::new);

      for (int i = 0; i < messages.length; i++) {
        assertThat(made[i]).isEqualTo(runtimes(key, messages[i]));
      }
    }
  }

  @Test
  void keyOfAnotherLength_isRefused() {
    assertThatThrownBy(() -> new HmacSha512(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HmacSha512(new byte[129])).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] runtimes(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
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
