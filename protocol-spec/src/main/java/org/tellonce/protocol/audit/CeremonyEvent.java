package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// A linkage secret was made, split and wrapped.
///
/// @param transcript digest of the ceremony's transcript
public record CeremonyEvent(Instant at, Digest transcript) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public CeremonyEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Digest> transcript = in.field("transcript", JsonKind.DIGEST);
    return in.build(() -> new CeremonyEvent(at, transcript.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.CEREMONY;
  }

  @Override
  public Audience audience() {
    return new Audience.Everyone();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("transcript", transcript.hex());
    return json;
  }
}
