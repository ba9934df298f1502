package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.JsonNode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonValue;

/// One line of a submission's part: a record, or the word that one has gone from the roster.
///
/// @see "submission.md, Lines"
public sealed interface SubmissionLine extends JsonValue permits SubmittedRecord, GoneRecord {

  /// How long a line may be, without its line feed.
  int MAX_BYTES = 11_000;

  /// How it stands in JSON.
  JsonKind<SubmissionLine> JSON = (node, place, problems) -> {
    JsonKind<? extends SubmissionLine> kind = node.has("gone") ? GoneRecord.JSON : SubmittedRecord.JSON;
    return kind.read(node, place, problems).map(line -> line);
  };

  /// How a record token stands in JSON.
  JsonKind<RecordToken> TOKEN = JsonKind.parsed(RecordToken::parse);

  /// The line, without its line feed.
  static Parsed<SubmissionLine> parse(byte[] line) {
    return JSON.parse(line, MAX_BYTES);
  }

  /// The line in JSON.
  static Parsed<SubmissionLine> parse(JsonNode line) {
    return JSON.parse(line);
  }

  /// Which record it is about.
  RecordToken token();
}
