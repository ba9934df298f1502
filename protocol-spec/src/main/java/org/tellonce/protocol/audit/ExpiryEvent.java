package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// The night deleted of an agency what was over.
///
/// @param screenings how many
/// @param records how many that were kept for such a screening only
public record ExpiryEvent(Instant at, AgencyId agency, int screenings, int records) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public ExpiryEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Integer> screenings = in.field("screenings", JsonKind.count(0, Integer.MAX_VALUE));
    Field<Integer> records = in.field("records", JsonKind.count(0, Integer.MAX_VALUE));
    return in.build(() -> new ExpiryEvent(at, agency.get(), screenings.get(), records.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.EXPIRY;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("screenings", screenings);
    json.put("records", records);
    return json;
  }
}
