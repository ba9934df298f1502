package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tellonce.keys.HmacSha256;
import org.tellonce.protocol.encoding.Body;

class BodyEncoderVectorsTest {

  private static final int MISSING_BYTES = 12;

  private final BodyEncoder encoder = new BodyEncoder();

  @Test
  void bodies_areThePublishedBytes() throws IOException {
    JsonNode document = Vectors.read("bodies.json");
    JsonNode cases = document.get("cases");

    assertThat(cases).hasSizeGreaterThan(20);
    for (JsonNode c : cases) {
      byte[] missing = Arrays.copyOf(HmacSha256.under(Vectors.secret(c, "record_secret")).of("smp1/missing".getBytes(US_ASCII)), MISSING_BYTES);
      Body body = encoder.encode(BodyBlocks.of(Vectors.person(document, c), NameShares.ofSuite(), missing), Vectors.bytes(c, "body_key"));

      assertThat(Vectors.hex(body.toBytes())).as(c.get("about").asText()).isEqualTo(c.get("body").asText());
    }
  }
}
