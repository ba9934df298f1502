package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// Rules were taken: from now on the server works by them.
///
/// @param number of the rules
/// @param digest of their canonical JSON
public record RulesEvent(Instant at, long number, Digest digest) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public RulesEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Long> number = in.field("number", Rules.NUMBER);
    Field<Digest> digest = in.field("digest", JsonKind.DIGEST);
    return in.build(() -> new RulesEvent(at, number.get(), digest.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.RULES;
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
