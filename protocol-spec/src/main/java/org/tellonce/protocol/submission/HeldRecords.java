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

/// Which records of the asking agency the server holds.
///
/// @param live those of the live set, fillers included
/// @param retired those whose row is gone and whose screening is kept
/// @see "submission.md, Withdrawal"
public record HeldRecords(SortedSet<RecordToken> live, SortedSet<RecordToken> retired) implements JsonValue {

  /// How many there may be of each.
  public static final int MAX_TOKENS = 1_000_000;

  /// How long the answer may be.
  public static final int MAX_BYTES = 2 * 36 * MAX_TOKENS;

  private static final JsonKind<HeldRecords> JSON = JsonKind.object(HeldRecords::read);

  public HeldRecords {
    live = Collections.unmodifiableSortedSet(new TreeSet<>(live));
    retired = Collections.unmodifiableSortedSet(new TreeSet<>(retired));
  }

  /// The answer to `GET /v1/records`.
  public static Parsed<HeldRecords> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<HeldRecords> read(JsonReader in) {
    Field<List<RecordToken>> live = in.field("live", JsonKind.list(0, MAX_TOKENS, SubmissionLine.TOKEN));
    Field<List<RecordToken>> retired = in.field("retired", JsonKind.list(0, MAX_TOKENS, SubmissionLine.TOKEN));
    return in.build(() -> new HeldRecords(new TreeSet<>(live.get()), new TreeSet<>(retired.get())));
  }

  /// Live and retired together.
  public SortedSet<RecordToken> all() {
    SortedSet<RecordToken> all = new TreeSet<>(live);
    all.addAll(retired);
    return all;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode liveTokens = json.putArray("live");
    live.forEach(token -> liveTokens.add(token.toString()));
    ArrayNode retiredTokens = json.putArray("retired");
    retired.forEach(token -> retiredTokens.add(token.toString()));
    return json;
  }
}
