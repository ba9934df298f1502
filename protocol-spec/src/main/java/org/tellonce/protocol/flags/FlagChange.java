package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.submission.SubmissionLine;

/// That the flag of one record is set, or not any more.
///
/// @param askFirst whether to ask another agency first; false takes the flag away
/// @param since the day on which it came to be so
public record FlagChange(RecordToken token, boolean askFirst, LocalDate since) implements JsonValue {

  /// How it stands in JSON.
  static final JsonKind<FlagChange> JSON = JsonKind.object(FlagChange::read);

  private static Optional<FlagChange> read(JsonReader in) {
    Field<RecordToken> token = in.field("token", SubmissionLine.TOKEN);
    Field<Boolean> askFirst = in.field("ask_first", JsonKind.YES_NO);
    Field<LocalDate> since = in.field("since", JsonKind.DATE);
    return in.build(() -> new FlagChange(token.get(), askFirst.get(), since.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("token", token.toString()).put("ask_first", askFirst).put("since", since.toString());
  }
}
