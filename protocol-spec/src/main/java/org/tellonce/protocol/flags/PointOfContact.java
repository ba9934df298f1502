package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// Whom to call about a pointer.
public sealed interface PointOfContact extends JsonValue {

  /// How it stands in JSON.
  JsonKind<PointOfContact> JSON = JsonKind.object(PointOfContact::read);

  /// The agency that did the screening.
  ///
  /// @param name what people call it
  record Agency(String name, Contact contact) implements PointOfContact {
    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", Kind.AGENCY.word()).put("name", name);
      json.set("contact", contact.toJson());
      return json;
    }

    @Override
    public String line() {
      return name + ": " + contact.line();
    }
  }

  /// The coordinator, because the agency stays hidden.
  record ThroughCoordinator() implements PointOfContact {
    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("kind", Kind.COORDINATOR.word());
    }

    @Override
    public String line() {
      return "the coordinator";
    }
  }

  /// The words that tell them apart.
  enum Kind implements Word {
    AGENCY,
    COORDINATOR
  }

  /// One line to call by.
  String line();

  private static Optional<PointOfContact> read(JsonReader in) {
    Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
    if (kind.value().filter(k -> k == Kind.COORDINATOR).isPresent()) {
      return in.build(ThroughCoordinator::new);
    }
    Field<String> name = in.field("name", JsonKind.line(100));
    Field<Contact> contact = in.field("contact", Contact.JSON);
    return in.build(() -> new Agency(name.get(), contact.get()));
  }
}
