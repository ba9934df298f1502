package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.encoding.SizeClass;

class PassesVectorsTest {

  @Test
  void keptInputs_areThePublishedOnesInTheirOrder() throws IOException {
    JsonNode document = Vectors.read("passes.json");
    JsonNode cases = document.get("cases");

    assertThat(cases).hasSizeGreaterThan(30);
    for (JsonNode c : cases) {
      assertThat(Passes.of(SizeClass.of(c.get("size_class").asText()).orElseThrow()).of(Vectors.person(document, c))).as(c.get("about").asText())
          .isEqualTo(inputs(c.get("inputs")));
    }
  }

  private static List<PassInput> inputs(JsonNode inputs) {
    return StreamSupport.stream(inputs.spliterator(), false)
        .map(input -> new PassInput(input.get("pass").asInt(), input.get("alternative").asInt(), Vectors.texts(input.get("components")))).toList();
  }
}
