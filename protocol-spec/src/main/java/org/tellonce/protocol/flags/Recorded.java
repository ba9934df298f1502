package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The answer to what an agency put down: on which day it was.
///
/// @param on where the collaborative is
/// @see "flags.md, Disposition"
public record Recorded(LocalDate on) implements JsonValue {

  /// How long an answer may be.
  public static final int MAX_BYTES = 1_000;

  private static final JsonKind<Recorded> JSON = JsonKind.object(Recorded::read);

  /// The answer to a disposition, a correction, a shield, a confirmation or a directory.
  public static Parsed<Recorded> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Recorded> read(JsonReader in) {
    Field<LocalDate> on = in.field("on", JsonKind.DATE);
    return in.build(() -> new Recorded(on.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("on", on.toString());
  }
}
