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

/// What an opening answers: one pointer or nothing, always with the coordinator's line.
///
/// @see "flags.md, Answer"
public sealed interface OpeningAnswer extends JsonValue {

  /// How long an answer may be.
  int MAX_BYTES = 1 << 14;

  /// The newest pointer that may be shown.
  record PointerAnswer(Pointer pointer, Coordinator coordinator) implements OpeningAnswer {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", Kind.POINTER.word());
      json.set("pointer", pointer.toJson());
      json.set("coordinator", coordinator.toJson());
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

  /// Nothing that may be shown: nothing known, nothing current, or nothing that its holder lets be seen. They are the same answer.
  record Nothing(Coordinator coordinator) implements OpeningAnswer {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", Kind.NOTHING.word());
      json.set("coordinator", coordinator.toJson());
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

  /// The coordinator's line, for every question that remains.
  Coordinator coordinator();

  /// What the caseworker reads.
  String wording();

  /// Whether all that it says to call stands in the signed rules: else whoever runs the server would choose whom a caseworker tells a name.
  ///
  /// @param today where the collaborative is
  default boolean callsOnlyMembersOf(Rules rules, LocalDate today) {
    return coordinator().equals(rules.coordinator()) && switch (this) {
      case PointerAnswer(Pointer pointer, _) when pointer.contact() instanceof PointOfContact.Agency(String name, Contact contact) -> rules.members()
          .stream()
          .anyMatch(member -> member.name().equals(name) && member.contact().equals(contact)
              && new Eligibility(rules, today).serving(member.agency()) instanceof Eligibility.Serving.Named);
      case PointerAnswer _,Nothing _ -> true;
    };
  }

  /// The answer to `POST /v1/openings`.
  static Parsed<OpeningAnswer> parse(byte[] bytes) {
    return JsonKind.object(OpeningAnswer::read).parse(bytes, MAX_BYTES);
  }

  private static Optional<OpeningAnswer> read(JsonReader in) {
    Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
    Field<Coordinator> coordinator = in.field("coordinator", Coordinator.JSON);
    if (kind.value().filter(k -> k == Kind.NOTHING).isPresent()) {
      return in.build(() -> new Nothing(coordinator.get()));
    }
    Field<Pointer> pointer = in.field("pointer", Pointer.JSON);
    return in.build(() -> new PointerAnswer(pointer.get(), coordinator.get()));
  }
}
