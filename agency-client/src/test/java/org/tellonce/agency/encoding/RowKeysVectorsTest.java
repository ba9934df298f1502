package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;

class RowKeysVectorsTest {

  @Test
  void keysOfInputs_areThePublishedOnes() throws IOException {
    JsonNode cases = Vectors.read("row-keys.json").get("cases");

    assertThat(cases).hasSizeGreaterThan(15);
    for (JsonNode c : cases) {
      RowKeys.Maker maker = new RowKeys.Maker(Vectors.secret(c, "linkage_secret"), Vectors.epoch(c));
      int pass = c.get("pass").asInt();
      assertKeys(maker.of(new PassInput(pass, 0, Vectors.texts(c.get("components")))), pass, c);
    }
  }

  @Test
  void keysOfPadding_areThePublishedOnes() throws IOException {
    JsonNode cases = Vectors.read("row-keys.json").get("padding");

    assertThat(cases).hasSizeGreaterThan(5);
    for (JsonNode c : cases) {
      assertKeys(ofPadding(c), 0, c);
    }
  }

  @Test
  void printedKeys_showNone() throws IOException {
    JsonNode padding = Vectors.read("row-keys.json").get("padding").get(0);

    assertThat(ofPadding(padding)).hasToString("RowKeys[redacted]");
  }

  /// The linkage secret has no part in it.
  private static RowKeys ofPadding(JsonNode c) {
    RowKeys.Maker maker = new RowKeys.Maker(Secret.of(new byte[32]), Vectors.epoch(c));
    return maker.ofPadding(HmacSha256.under(Vectors.secret(c, "record_secret")), c.get("number").asInt());
  }

  private static void assertKeys(RowKeys keys, int pass, JsonNode expected) {
    assertThat(keys.tag()).as(expected.toString()).hasToString(expected.get("tag").asText());
    assertThat(HexFormat.of().toHexDigits(keys.slope())).isEqualTo(expected.get("slope").asText());
    assertThat(Vectors.hex(keys.bodyKey())).isEqualTo(expected.get("body_key").asText());
    PassShare share = PassShare.of(pass, keys.slope(), RecordToken.of(Vectors.bytes(expected, "record_token")));
    assertThat(share.value()).as(expected.toString()).isEqualTo(expected.get("share").asInt());
  }
}
