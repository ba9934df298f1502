package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What to do and whom to call in one region, shown with every result, *none* too.
///
/// @param steps in this order
/// @param contacts one line each, for example the on-call advocate
/// @param hotline the number to call
/// @param text the number to text
/// @param clockMinutes within how many minutes the advocate must be there, where the region has such a clock
public record ResponseCard(List<String> steps, List<String> contacts, String hotline, String text, Optional<Integer> clockMinutes)
    implements
      JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<ResponseCard> JSON = JsonKind.object(ResponseCard::read);

  public ResponseCard {
    steps = List.copyOf(steps);
    contacts = List.copyOf(contacts);
  }

  private static Optional<ResponseCard> read(JsonReader in) {
    Field<List<String>> steps = in.field("steps", JsonKind.list(1, 20, JsonKind.line(300)));
    Field<List<String>> contacts = in.field("contacts", JsonKind.list(0, 20, JsonKind.line(200)));
    Field<String> hotline = in.field("hotline", JsonKind.line(40));
    Field<String> text = in.field("text", JsonKind.line(40));
    Field<Optional<Integer>> clock = in.optional("clock_minutes", JsonKind.count(1, 1_440));
    return in.build(() -> new ResponseCard(steps.get(), contacts.get(), hotline.get(), text.get(), clock.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("hotline", hotline).put("text", text);
    steps.forEach(json.putArray("steps")::add);
    contacts.forEach(json.putArray("contacts")::add);
    clockMinutes.ifPresent(minutes -> json.put("clock_minutes", minutes));
    return json;
  }
}
