package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// That the two records behind an answer are of two young people: they are never linked again.
///
/// @param answer that showed something
/// @param user the pseudonym of the person who says so
/// @see "flags.md, Correction"
public record Correction(AnswerId answer, String user) implements JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 1_000;

  /// How it stands in JSON.
  public static final JsonKind<Correction> JSON = JsonKind.object(Correction::read);

  /// @throws IllegalArgumentException if the pseudonym has another form
  public Correction {
    DirectoryUser.requirePseudonym(user);
  }

  /// The body of `POST /v1/corrections`.
  public static Parsed<Correction> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Correction> read(JsonReader in) {
    Field<AnswerId> answer = in.field("answer", AnswerId.JSON);
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    return in.build(() -> new Correction(answer.get(), user.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("answer", answer.hex()).put("user", user);
  }
}
