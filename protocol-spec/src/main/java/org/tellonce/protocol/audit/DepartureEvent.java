package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// An agency is no member any more: its records were taken out.
///
/// @param records how many
public record DepartureEvent(Instant at, AgencyId agency, int records) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public DepartureEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Integer> records = in.field("records", JsonKind.count(0, Integer.MAX_VALUE));
    return in.build(() -> new DepartureEvent(at, agency.get(), records.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.DEPARTURE;
  }

  @Override
  public Audience audience() {
    return new Audience.Officers();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("records", records);
    return json;
  }
}
