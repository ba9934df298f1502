package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// What an opening or a look-up is answered: one pointer or nothing, always with the coordinator's line, and a name of its own.
///
/// @see "flags.md, Answer"
public sealed interface OpeningAnswer extends JsonValue {

  /// How long an answer may be.
  int MAX_BYTES = 1 << 14;

  /// The newest pointer that may be shown.
  ///
  /// @param on the day on which it was answered, where the collaborative is
  record PointerAnswer(AnswerId id, LocalDate on, Pointer pointer, Coordinator coordinator) implements OpeningAnswer {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = OpeningAnswer.begin(Kind.POINTER, this);
      json.set("pointer", pointer.toJson());
      return json;
    }

    @Override
    public String wording() {
      String contact = pointer.contact() instanceof PointOfContact.ThroughCoordinator ? coordinator.line() : pointer.contact().line();
      return "Another agency may already have talked with this young person about safety and exploitation (" + pointer.form().word() + " form, "
          + pointer.month().format(DateTimeFormatter.ofPattern("MMMM uuuu", Locale.US))
          + "). This is not a finding and does not say what was said. Before asking again, call " + contact
          + ". If you are worried about safety today, follow your protocol now.";
    }
  }

  /// Nothing that may be shown: nothing known, nothing current, or nothing that its holder lets be seen. They are the same answer, but for its name and
  /// its date.
  ///
  /// @param on the day on which it was answered, where the collaborative is
  record Nothing(AnswerId id, LocalDate on, Coordinator coordinator) implements OpeningAnswer {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = OpeningAnswer.begin(Kind.NOTHING, this);
      return json;
    }

    @Override
    public String wording() {
      return "No earlier conversation is on file. That does not mean there was none; not every agency takes part. You can ask: "
          + "\"Has anyone talked with you about this before? You don't have to tell me what you said.\"";
    }
  }

  /// The words that tell them apart.
  enum Kind implements Word {
    POINTER,
    NOTHING
  }

  /// What it is called by, where something is put down about it.
  AnswerId id();

  /// The day on which it was answered, where the collaborative is.
  LocalDate on();

  /// The coordinator's line, for every question that remains.
  Coordinator coordinator();

  /// What the caseworker reads.
  String wording();

  /// Whether all that it says to call stands in the signed rules: else whoever runs the server would choose whom a caseworker tells a name.
  ///
  /// @param today where the collaborative is
  default boolean callsOnlyMembersOf(Rules rules, LocalDate today) {
    return coordinator().equals(rules.coordinator()) && switch (this) {
      case PointerAnswer(_, _, Pointer pointer, _) when pointer.contact() instanceof PointOfContact.Agency(String name, Contact contact) -> rules
          .members()
          .stream()
          .anyMatch(member -> member.name().equals(name) && member.contact().equals(contact)
              && new Eligibility(rules, today).serving(member.agency()) instanceof Eligibility.Serving.Named);
      case PointerAnswer _,Nothing _ -> true;
    };
  }

  private static ObjectNode begin(Kind kind, OpeningAnswer answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kind.word()).put("answer", answer.id().hex()).put("on", answer.on()
        .toString());
    json.set("coordinator", answer.coordinator().toJson());
    return json;
  }

  /// The answer to `POST /v1/openings` and to `POST /v1/lookups`.
  static Parsed<OpeningAnswer> parse(byte[] bytes) {
    return JsonKind.object(OpeningAnswer::read).parse(bytes, MAX_BYTES);
  }

  private static Optional<OpeningAnswer> read(JsonReader in) {
    Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
    Field<AnswerId> id = in.field("answer", AnswerId.JSON);
    Field<LocalDate> on = in.field("on", JsonKind.DATE);
    Field<Coordinator> coordinator = in.field("coordinator", Coordinator.JSON);
    if (kind.value().filter(k -> k == Kind.NOTHING).isPresent()) {
      return in.build(() -> new Nothing(id.get(), on.get(), coordinator.get()));
    }
    Field<Pointer> pointer = in.field("pointer", Pointer.JSON);
    return in.build(() -> new PointerAnswer(id.get(), on.get(), pointer.get(), coordinator.get()));
  }
}
