package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
/// @param clocks what must be done within how many minutes, where the region has such clocks
/// @param navigator who helps a young person to find services there, where the region has one
public record ResponseCard(List<String> steps, List<String> contacts, String hotline, String text, List<Clock> clocks, Optional<Navigator> navigator)
    implements
      JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<ResponseCard> JSON = JsonKind.object(ResponseCard::read);

  /// Something that must be done soon.
  ///
  /// @param what for example `an advocate is with the young person`
  /// @param minutes after the first call
  public record Clock(String what, int minutes) implements JsonValue {
    private static final JsonKind<Clock> JSON = JsonKind.object(Clock::read);

    private static Optional<Clock> read(JsonReader in) {
      Field<String> what = in.field("what", JsonKind.line(200));
      Field<Integer> minutes = in.field("minutes", JsonKind.count(1, 1_440));
      return in.build(() -> new Clock(what.get(), minutes.get()));
    }

    /// For people: `within 90 minutes: an advocate is with the young person`.
    public String line() {
      return "within " + minutes + (minutes == 1 ? " minute: " : " minutes: ") + what;
    }

    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("what", what).put("minutes", minutes);
    }
  }

  /// Who helps a young person to find services in the region.
  ///
  /// @param hours when the line is staffed, in words
  public record Navigator(String name, String phone, String hours) implements JsonValue {
    private static final JsonKind<Navigator> JSON = JsonKind.object(Navigator::read);

    private static Optional<Navigator> read(JsonReader in) {
      Field<String> name = in.field("name", JsonKind.line(100));
      Field<String> phone = in.field("phone", JsonKind.line(40));
      Field<String> hours = in.field("hours", JsonKind.line(100));
      return in.build(() -> new Navigator(name.get(), phone.get(), hours.get()));
    }

    /// One line to call by: `Rosa Line, 555-0140 (Mon-Fri 8-17)`.
    public String line() {
      return name + ", " + phone + " (" + hours + ")";
    }

    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("name", name).put("phone", phone).put("hours", hours);
    }
  }

  public ResponseCard {
    steps = List.copyOf(steps);
    contacts = List.copyOf(contacts);
    clocks = List.copyOf(clocks);
  }

  private static Optional<ResponseCard> read(JsonReader in) {
    Field<List<String>> steps = in.field("steps", JsonKind.list(1, 20, JsonKind.line(300)));
    Field<List<String>> contacts = in.field("contacts", JsonKind.list(0, 20, JsonKind.line(200)));
    Field<String> hotline = in.field("hotline", JsonKind.line(40));
    Field<String> text = in.field("text", JsonKind.line(40));
    Field<List<Clock>> clocks = in.field("clocks", JsonKind.list(0, 5, Clock.JSON));
    Field<Optional<Navigator>> navigator = in.optional("navigator", Navigator.JSON);
    return in.build(() -> new ResponseCard(steps.get(), contacts.get(), hotline.get(), text.get(), clocks.get(), navigator.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("hotline", hotline).put("text", text);
    steps.forEach(json.putArray("steps")::add);
    contacts.forEach(json.putArray("contacts")::add);
    ArrayNode list = json.putArray("clocks");
    clocks.forEach(clock -> list.add(clock.toJson()));
    navigator.ifPresent(who -> json.set("navigator", who.toJson()));
    return json;
  }
}
