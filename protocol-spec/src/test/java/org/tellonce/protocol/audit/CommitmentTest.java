package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;

class CommitmentTest {
  private static final VectorFile VECTORS = VectorFile.of("audit/commitments.json");

  @TestFactory
  Stream<DynamicTest> commitments_areThoseOfTheSecondImplementation() {
    return VECTORS.list("cases").stream().map(of -> DynamicTest.dynamicTest(of.get("event").asText(), () -> {
      byte[] event = of.get("event").asText().getBytes(UTF_8);
      assertThat(CanonicalJson.bytes(CanonicalJson.parse(event, 1_000).orThrow())).isEqualTo(event);
      Salt salt = Salt.of(HexFormat.of().parseHex(of.get("salt").asText()));
      Commitment commitment = Commitment.to(event, salt);
      assertThat(commitment.digest()).hasToString(of.get("commitment").asText());
      assertThat(commitment.leafHash()).hasToString(of.get("leaf_hash").asText());
      assertThat(commitment.isTo(event, salt)).isTrue();
    }));
  }

  @Test
  void otherSaltOrEvent_isAnotherCommitment() {
    byte[] event = "{}".getBytes(UTF_8);
    Salt salt = Salt.of(new byte[32]);
    Commitment commitment = Commitment.to(event, salt);
    byte[] other = new byte[32];
    other[31] = 1;
    assertThat(commitment.isTo(event, Salt.of(other))).isFalse();
    assertThat(commitment.isTo("{ }".getBytes(UTF_8), salt)).isFalse();
    assertThat(Commitment.ofBytes(commitment.toBytes())).isEqualTo(commitment);
  }

  @Test
  void salt_isNeverPrinted_andHas32Bytes() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 0x41);
    Salt salt = Salt.of(bytes);
    assertThat(salt).hasToString("[redacted]").isEqualTo(Salt.of(bytes)).hasSameHashCodeAs(Salt.of(bytes)).isNotEqualTo(Salt.of(new byte[32]));
    assertThat(Salt.JSON.parse(TextNode.valueOf(JsonKind.base64(salt.reveal())))).isEqualTo(new Parsed.Valid<>(salt));
    assertThat(Salt.JSON.parse(TextNode.valueOf("QUFB"))).isInstanceOf(Parsed.Rejected.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Salt.of(new byte[31]));
    bytes[0] = 0;
    assertThat(salt).isNotEqualTo(Salt.of(bytes));
  }
}
