package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// A record that is new or changed: it replaces whatever the server holds under its token.
///
/// @param record token and encoded rows
/// @param asks whether its row carries an open case and a legal basis, so that its agency may get a flag for it
/// @param screenings what the agency did itself
public record SubmittedRecord(EncodedRecord record, boolean asks, List<Screening> screenings) implements SubmissionLine {

  /// How many screenings of one young person an agency may name.
  public static final int MAX_SCREENINGS = 20;

  /// How it stands in JSON.
  static final JsonKind<SubmittedRecord> JSON = JsonKind.object(SubmittedRecord::read);

  /// @throws IllegalArgumentException if there are more than twenty screenings
  public SubmittedRecord {
    screenings = List.copyOf(screenings);
    if (screenings.size() > MAX_SCREENINGS) {
      throw new IllegalArgumentException("more than " + MAX_SCREENINGS + " screenings");
    }
  }

  private static Optional<SubmittedRecord> read(JsonReader in) {
    Field<RecordToken> token = in.field("token", TOKEN);
    Field<byte[]> rows = in.field("rows", JsonKind.bytes(EncodedRecord.BYTES));
    Field<Boolean> asks = in.field("asks", JsonKind.YES_NO);
    Field<List<Screening>> screenings = in.field("screenings", JsonKind.list(0, MAX_SCREENINGS, Screening.JSON));
    Optional<EncodedRecord> record = Optional.empty();
    if (token.value().isPresent() && rows.value().isPresent()) {
      switch (EncodedRecord.parse(token.get(), rows.get())) {
        case Parsed.Valid<EncodedRecord>(EncodedRecord value) -> record = Optional.of(value);
        case Parsed.Rejected<EncodedRecord>(List<Problem> problems) -> problems.forEach(p -> in.problem(p.where(), p.rule()));
      }
    }
    Field<EncodedRecord> encoded = new Field<>(record);
    return in.build(() -> new SubmittedRecord(encoded.get(), asks.get(), screenings.get()));
  }

  @Override
  public RecordToken token() {
    return record.token();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("token", token().toString()).put("rows", JsonKind.base64(record.rowBytes()))
        .put("asks", asks);
    json.set("screenings", screeningsToJson());
    return json;
  }

  private ArrayNode screeningsToJson() {
    return JsonNodeFactory.instance.arrayNode().addAll(screenings.stream().<JsonNode>map(Screening::toJson).toList());
  }
}
