package org.tellonce.server.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The accounting of one opening: who asked, when, why, and what was shown.
///
/// @param at to the second
/// @param asked the record of the agency that asked
/// @param shown the record whose screening was shown; none if nothing was
/// @see "flags.md, Opening"
public record Opening(Instant at, Named asked, OpeningRequest request, Optional<Named> shown) implements JsonValue {

  static final int MAX_BYTES = 4_096;

  /// How it stands in the database.
  static final JsonKind<Opening> JSON = JsonKind.object(Opening::read);

  /// A record and its agency. Once it is withdrawn, a salted commitment stands for its token: SHA-256 of salt and token.
  ///
  /// @param hex token or commitment
  /// @param salt of a commitment
  public record Named(AgencyId agency, String hex, Optional<String> salt) implements JsonValue {
    static final JsonKind<Named> JSON = JsonKind.object(Named::read);

    /// Whether the record was withdrawn.
    public boolean isCommitment() {
      return salt.isPresent();
    }

    private static Optional<Named> read(JsonReader in) {
      Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
      Field<String> hex = in.field("record", JsonKind.text(64));
      Field<Optional<String>> salt = in.optional("salt", JsonKind.text(64));
      return in.build(() -> new Named(agency.get(), hex.get(), salt.get()));
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("record", hex);
      salt.ifPresent(text -> json.put("salt", text));
      return json;
    }
  }

  private static Optional<Opening> read(JsonReader in) {
    Field<Long> at = in.field("at", JsonKind.integer(0, 1L << 40));
    Field<Named> asked = in.field("asked", Named.JSON);
    Field<OpeningRequest> request = in.field("request", OpeningRequest.JSON);
    Field<Optional<Named>> shown = in.optional("shown", Named.JSON);
    return in.build(() -> new Opening(Instant.ofEpochSecond(at.get()), asked.get(), request.get(), shown.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", at.getEpochSecond());
    json.set("asked", asked.toJson());
    json.set("request", request.toJson());
    shown.ifPresent(record -> json.set("shown", record.toJson()));
    return json;
  }
}
