package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfExpandTest {
  private final HkdfExpand expand = new HkdfExpand();

  /// RFC 5869, appendix A.1: the first 32 of its 42 bytes.
  @Test
  void block_isThePublishedOne() {
    expand.useKey(HexFormat.of().parseHex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));

    assertThat(expand.block(HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9"))).asHexString().isEqualToIgnoringCase(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  }

  @Test
  void blocksUnderManyKeys_areThoseOfTheHmac_whateverCameBefore() {
    for (int length = 1; length <= 64; length++) {
      byte[] key = new byte[length];
      Arrays.fill(key, (byte) (251 * length));
      byte[] info = "x".repeat(3 * length).getBytes(US_ASCII);

      expand.useKey(key);

      assertThat(expand.block(info)).isEqualTo(HmacSha256.under(key).expand(info));
      assertThat(expand.block(new byte[0])).isEqualTo(HmacSha256.under(key).expand(new byte[0]));
    }
  }

  @Test
  void keyBeyondABlock_isRefused() {
    assertThatThrownBy(() -> expand.useKey(new byte[65])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("64");
  }
}
