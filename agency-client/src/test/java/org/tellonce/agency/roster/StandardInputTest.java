package org.tellonce.agency.roster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

class StandardInputTest {
  private static StandardInput of(byte[] bytes) {
    return new StandardInput(new ByteArrayInputStream(bytes));
  }

  @Test
  void hyphens_areTheNextLines_andOtherArgumentsStay() {
    StandardInput in = of("Zoë-1\r\nC-117\n".getBytes(UTF_8));

    assertThat(in.orTyped("QQ-1", "LOCAL_ID")).isEqualTo("QQ-1");
    assertThat(in.orTyped("-", "LOCAL_ID")).isEqualTo("Zoë-1");
    assertThat(in.orTyped("-", "--case")).isEqualTo("C-117");
  }

  @Test
  void missingLine_isUsage() {
    refused(of(new byte[0]), "-", "LOCAL_ID: is -, and there is no line on standard input");
    refused(of(new byte[] {'\n'}), "-", "no line on standard input");
  }

  @Test
  void lineThatIsNotUtf8_orTooLong_isUsage() {
    refused(of("Zoë\n".getBytes(ISO_8859_1)), "-", "not UTF-8");
    refused(of("Z".repeat(2_000).getBytes(UTF_8)), "-", "longer than");
  }

  /// What Java makes of bytes that its locale has no letter for.
  @Test
  void argumentThatWasGarbled_isRefused_forItIsAnotherLocalId() {
    refused(of(new byte[0]), "Zo\uFFFD\uFFFD", "LOCAL_ID: holds a letter that this machine's locale does not have");
  }

  private static void refused(StandardInput in, String typed, String words) {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> in.orTyped(typed, "LOCAL_ID")).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.USAGE);
      assertThat(stop.line()).contains(words).doesNotContain("Zo");
    });
  }
}
