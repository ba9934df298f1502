package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The collaborative's coordinator, whose line stands on every answer.
///
/// @param hours when the line is staffed, in words
public record Coordinator(String name, String phone, String hours) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Coordinator> JSON = JsonKind.object(Coordinator::read);

  private static Optional<Coordinator> read(JsonReader in) {
    Field<String> name = in.field("name", JsonKind.line(100));
    Field<String> phone = in.field("phone", JsonKind.line(40));
    Field<String> hours = in.field("hours", JsonKind.line(100));
    return in.build(() -> new Coordinator(name.get(), phone.get(), hours.get()));
  }

  /// One line to call by: `Harbor County coordinator, 555-0190 (Mon-Fri 8-17)`.
  public String line() {
    return name + ", " + phone + " (" + hours + ")";
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("phone", phone).put("hours", hours);
  }
}
