package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RecordKeyVectorsTest {

  @Test
  void tokensAndSecrets_areThePublishedOnes() throws IOException {
    JsonNode cases = Vectors.read("derived.json").get("cases");
    assertThat(cases.size()).isGreaterThan(5);
    for (JsonNode c : cases) {
      var key = new RecordKey(Secret.of(HexFormat.of().parseHex(c.get("record_key").asText())));
      String localId = c.get("local_id").asText();

      assertThat(key.token(localId)).as(localId).hasToString(c.get("record_token").asText());
      assertThat(HexFormat.of().formatHex(key.recordSecret(localId).bytes())).as(localId).isEqualTo(c.get("record_secret").asText());
    }
  }
}
