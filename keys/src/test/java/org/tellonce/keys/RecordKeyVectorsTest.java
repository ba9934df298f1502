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
      RecordKey key = key(c);
      String localId = c.get("local_id").asText();

      assertThat(key.token(localId)).as(localId).hasToString(c.get("record_token").asText());
      assertThat(HexFormat.of().formatHex(key.recordSecret(localId).bytes())).as(localId).isEqualTo(c.get("record_secret").asText());
    }
  }

  @Test
  void caseCommitments_areThePublishedOnes() throws IOException {
    JsonNode cases = Vectors.read("derived.json").get("case_numbers");
    assertThat(cases.size()).isGreaterThan(3);
    for (JsonNode c : cases) {
      String caseNumber = c.get("case_number").asText();

      assertThat(HexFormat.of().formatHex(key(c).caseCommitment(caseNumber))).as(caseNumber).isEqualTo(c.get("commitment").asText());
    }
  }

  @Test
  void pseudorandomValues_areThePublishedOnes() throws IOException {
    JsonNode cases = Vectors.read("derived.json").get("uses");
    assertThat(cases.size()).isGreaterThan(3);
    for (JsonNode c : cases) {
      byte[] value = key(c).pseudorandom(c.get("use").asText(), HexFormat.of().parseHex(c.get("message").asText()));

      assertThat(HexFormat.of().formatHex(value)).as(c.get("about").asText()).isEqualTo(c.get("value").asText());
    }
  }

  private static RecordKey key(JsonNode of) {
    return new RecordKey(Secret.of(HexFormat.of().parseHex(of.get("record_key").asText())));
  }
}
