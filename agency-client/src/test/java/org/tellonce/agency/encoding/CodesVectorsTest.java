package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CodesVectorsTest {

  @Test
  void codes_areThePublishedOnes() throws IOException {
    JsonNode cases = Vectors.read("codes.json").get("cases");

    assertThat(cases).hasSizeGreaterThan(50);
    for (JsonNode c : cases) {
      String name = c.get("name").asText();
      assertThat(Codes.start(name, 3)).as(name).isEqualTo(c.get("g3").asText());
      assertThat(Codes.soundex(name)).as(name).isEqualTo(c.get("soundex").asText());
      assertThat(Codes.refinedSoundex(name)).as(name).isEqualTo(c.get("refined_soundex").asText());
    }
  }
}
