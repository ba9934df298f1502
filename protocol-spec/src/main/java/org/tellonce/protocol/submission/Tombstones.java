package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The record tokens of the asking agency that were ever withdrawn, by whomever, and that the server takes no more.
///
/// @see "submission.md, Withdrawal"
public record Tombstones(SortedSet<RecordToken> tokens) implements JsonValue {

  /// How many there may be.
  public static final int MAX_TOKENS = 1_000_000;

  /// How long the list may be.
  public static final int MAX_BYTES = 36 * MAX_TOKENS;

  private static final JsonKind<Tombstones> JSON = JsonKind.object(Tombstones::read);

  public Tombstones {
    tokens = Collections.unmodifiableSortedSet(new TreeSet<>(tokens));
  }

  /// The answer to `GET /v1/withdrawals`.
  public static Parsed<Tombstones> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Tombstones> read(JsonReader in) {
    Field<List<RecordToken>> tokens = in.field("tokens", JsonKind.list(0, MAX_TOKENS, SubmissionLine.TOKEN));
    return in.build(() -> new Tombstones(new TreeSet<>(tokens.get())));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("tokens");
    tokens.forEach(token -> list.add(token.toString()));
    return json;
  }
}
