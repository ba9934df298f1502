package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// An epoch opened or closed.
///
/// @param epoch its number
/// @param open whether it opened
public record EpochEvent(Instant at, long epoch, boolean open) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public EpochEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Long> epoch = in.field("epoch", EpochTerm.NUMBER);
    Field<Boolean> open = in.field("open", JsonKind.YES_NO);
    return in.build(() -> new EpochEvent(at, epoch.get(), open.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.EPOCH;
  }

  @Override
  public Audience audience() {
    return new Audience.Everyone();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("epoch", epoch);
    json.put("open", open);
    return json;
  }
}
