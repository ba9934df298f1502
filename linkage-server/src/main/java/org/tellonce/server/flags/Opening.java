package org.tellonce.server.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The accounting of one opening: who asked, when, why, and what was shown. A record is named by its token, or, once it is withdrawn, by a salted commitment to
/// it: SHA-256 of the salt and the token.
///
/// @param agency who asked
/// @param asked the agency's record: token, or commitment
/// @param holder whose screening was shown; none if nothing was
/// @param shown the holder's record: token, or commitment
/// @see "flags.md, Opening"
public record Opening(Instant at, AgencyId agency, Named asked, OpeningRequest request, @Nullable AgencyId holder, @Nullable Named shown)
    implements
      JsonValue {

  static final int MAX_BYTES = 4_096;
  private static final JsonKind<AgencyId> AGENCY = JsonKind.parsed(AgencyId::parse);

  /// How it stands in the database.
  static final JsonKind<Opening> JSON = JsonKind.object(Opening::read);

  /// How a record is named.
  ///
  /// @param hex token or commitment
  /// @param salt of a commitment; empty for a token
  public record Named(String hex, String salt) {

    /// Whether the record was withdrawn.
    public boolean isCommitment() {
      return !salt.isEmpty();
    }
  }

  private static Optional<Opening> read(JsonReader in) {
    JsonKind<String> hex = JsonKind.text(64);
    Field<Long> at = in.field("at", JsonKind.integer(0, 1L << 52));
    Field<AgencyId> agency = in.field("agency", AGENCY);
    Field<String> asked = in.field("asked", hex);
    Field<String> askedSalt = in.field("asked_salt", hex);
    Field<OpeningRequest> request = in.field("request", (node, place, problems) -> switch (OpeningRequest.parse(node.toString().getBytes(
        java.nio.charset.StandardCharsets.UTF_8))) {
      case org.tellonce.protocol.Parsed.Valid<OpeningRequest>(OpeningRequest value) -> Optional.of(value);
      case org.tellonce.protocol.Parsed.Rejected<OpeningRequest>(var found) -> {
        problems.addAll(found);
        yield Optional.empty();
      }
    });
    Field<Optional<AgencyId>> holder = in.optional("holder", AGENCY);
    Field<String> shown = in.field("shown", hex);
    Field<String> shownSalt = in.field("shown_salt", hex);
    return in.build(() -> new Opening(Instant.ofEpochSecond(at.get()), agency.get(), new Named(asked.get(), askedSalt.get()), request.get(),
        holder.get().orElse(null), holder.get().isPresent() ? new Named(shown.get(), shownSalt.get()) : null));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", at.getEpochSecond()).put("agency", agency.value()).put("asked", asked.hex())
        .put("asked_salt", asked.salt()).put("shown", shown == null ? "" : shown.hex()).put("shown_salt", shown == null ? "" : shown.salt());
    json.set("request", request.toJson());
    if (holder != null) {
      json.put("holder", holder.value());
    }
    return json;
  }
}
