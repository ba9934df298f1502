package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// A revocation list was taken: from now on the certificates in it are refused.
///
/// @param number of the list
/// @param digest SHA-256 of its DER
public record RevocationEvent(Instant at, long number, Digest digest) implements Event {
  /// The number of a revocation list in JSON.
  private static final JsonKind<Long> NUMBER = JsonKind.integer(0, CanonicalJson.MAX_INTEGER);

  /// @throws IllegalArgumentException if the time is not whole seconds
  public RevocationEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Long> number = in.field("number", NUMBER);
    Field<Digest> digest = in.field("digest", JsonKind.DIGEST);
    return in.build(() -> new RevocationEvent(at, number.get(), digest.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.REVOCATION;
  }

  @Override
  public Audience audience() {
    return new Audience.Everyone();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("number", number);
    json.put("digest", digest.hex());
    return json;
  }
}
