package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.SizeClass;

class RecordEncoderVectorsTest {

  private final Passes passes = Passes.of(SizeClass.UP_TO_50_000);

  @Test
  void records_areThePublishedBytes() throws IOException {
    JsonNode document = Vectors.read("records.json");
    JsonNode cases = document.get("cases");

    assertThat(cases).hasSizeGreaterThan(20);
    for (JsonNode c : cases) {
      assertRecord(encoder(c).encode(c.get("local_id").asText(), Vectors.person(document, c)), c);
    }
  }

  @Test
  void fillers_areThePublishedRecordsOfWhichNothingIsKnown() throws IOException {
    int fillers = 0;
    for (JsonNode c : Vectors.read("records.json").get("cases")) {
      if (c.get("person").isEmpty()) {
        assertRecord(encoder(c).filler(c.get("local_id").asText(), c.get("local_id").asText()), c);
        fillers++;
      }
    }
    assertThat(fillers).isGreaterThan(1);
  }

  private RecordEncoder encoder(JsonNode of) {
    return new RecordEncoder(Vectors.linkageSecret(of), new RecordKey(Vectors.secret(of, "record_key")), passes);
  }

  private static void assertRecord(EncodedRecord record, JsonNode expected) {
    assertThat(record.token()).as(expected.get("about").asText()).hasToString(expected.get("record_token").asText());
    assertThat(Vectors.hex(record.rowBytes())).as(expected.get("about").asText()).isEqualTo(String.join("", Vectors.texts(expected.get("rows"))));
  }
}
