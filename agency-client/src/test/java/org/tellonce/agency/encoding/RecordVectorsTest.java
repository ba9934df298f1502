package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;

/// The published vectors of whole rows: from the cells to the pass inputs, and to the bytes that leave.
class RecordVectorsTest {

  private static final Passes PASSES = Passes.of(SizeClass.UP_TO_50_000);

  @TestFactory
  Stream<DynamicTest> passes() throws IOException {
    JsonNode file = read("passes.json");
    return list(file.get("cases")).stream().map(vector -> dynamicTest(vector.get("about").textValue(), () -> {
      List<PassInput> expected = new ArrayList<>();
      vector.get("inputs").forEach(input -> expected.add(new PassInput(input.get("pass").intValue(), input.get("alternative").intValue(),
          list(input.get("components")).stream().map(JsonNode::textValue).toList())));
      assertThat(PASSES.of(person(file, vector))).isEqualTo(expected);
    }));
  }

  @TestFactory
  Stream<DynamicTest> records() throws IOException {
    JsonNode file = read("records.json");
    return list(file.get("cases")).stream().map(vector -> dynamicTest(vector.get("about").textValue(), () -> {
      RecordEncoder encoder = new RecordEncoder(new LinkageSecret(new Epoch(vector.get("epoch").longValue(), SizeClass.UP_TO_50_000), secret(vector
          .get(
              "linkage_secret"))), new RecordKey(secret(vector.get("record_key"))), PASSES);
      EncodedRecord record = encoder.encode(vector.get("local_id").textValue(), person(file, vector));
      assertThat(record.token()).hasToString(vector.get("record_token").textValue());
      String rows = String.join("", list(vector.get("rows")).stream().map(JsonNode::textValue).toList());
      assertThat(HexFormat.of().formatHex(record.rowBytes())).isEqualTo(rows).hasSize(2 * EncodedRow.BYTES * 16);
    }));
  }

  private static Person person(JsonNode file, JsonNode vector) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    cells.put(Column.LOCAL_ID, "A1");
    vector.get("row").properties().forEach(cell -> cells.put(Column.of(cell.getKey()).orElseThrow(), cell.getValue().textValue()));
    return Normaliser.ofSuite(LocalDate.parse(file.get("day_of_run").textValue())).normalise(new Row(2, cells)).person();
  }

  private static Secret secret(JsonNode hex) {
    return Secret.of(HexFormat.of().parseHex(hex.textValue()));
  }

  private static List<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }

  private static JsonNode read(String file) throws IOException {
    try (InputStream in = RecordVectorsTest.class.getResourceAsStream("/vectors/encoding/" + file)) {
      return new ObjectMapper().readTree(in);
    }
  }
}
