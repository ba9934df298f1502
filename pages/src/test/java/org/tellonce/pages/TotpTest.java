package org.tellonce.pages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The published values of RFC 6238, of which an app shows the last six digits.
class TotpTest {
  private final Totp totp = Totp.of("12345678901234567890".getBytes(US_ASCII));

  @Test
  void digits_areThoseOfTheRfc() {
    assertThat(totp.digits(Instant.ofEpochSecond(59))).isEqualTo("287082");
    assertThat(totp.digits(Instant.ofEpochSecond(1_111_111_109))).isEqualTo("081804");
    assertThat(totp.digits(Instant.ofEpochSecond(1_111_111_111))).isEqualTo("050471");
    assertThat(totp.digits(Instant.ofEpochSecond(1_234_567_890))).isEqualTo("005924");
    assertThat(totp.digits(Instant.ofEpochSecond(2_000_000_000))).isEqualTo("279037");
    assertThat(totp.digits(Instant.ofEpochSecond(20_000_000_000L))).isEqualTo("353130");
  }

  @Test
  void theSecret_isShownAsAnAppTakesIt() {
    assertThat(totp.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(totp.uri("TellOnce child-welfare", "worker-7")).isEqualTo(
        "otpauth://totp/TellOnce%20child-welfare:worker-7?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=TellOnce%20child-welfare"
            + "&algorithm=SHA1&digits=6&period=30");
  }
}
