package org.tellonce.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;

class CanonicalJsonVectorsTest {
  private static final VectorFile VECTORS = VectorFile.of("agreements/canonical-json.json");

  @TestFactory
  Stream<DynamicTest> valid_hasOneForm() {
    return VECTORS.list("valid").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      JsonNode value = CanonicalJson.parse(of.get("text").asText().getBytes(UTF_8), 1_000).orThrow();
      byte[] bytes = CanonicalJson.bytes(value);
      assertThat(new String(bytes, UTF_8)).isEqualTo(of.get("canonical").asText());
      assertThat(Digest.of(bytes).hex()).isEqualTo(of.get("sha256").asText());
      assertThat(CanonicalJson.bytes(CanonicalJson.parse(bytes, 1_000).orThrow())).isEqualTo(bytes);
    }));
  }

  @TestFactory
  Stream<DynamicTest> refused_isRejected() {
    return VECTORS.list("refused").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(),
        () -> assertThat(CanonicalJson.parse(of.get("text").asText().getBytes(UTF_8), 1_000)).isInstanceOf(Parsed.Rejected.class)));
  }
}
