package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// With new rules an agency's card came, or another in its place.
///
/// @param card digest of its canonical JSON
public record CardEvent(Instant at, AgencyId agency, Digest card) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public CardEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Digest> card = in.field("card", JsonKind.DIGEST);
    return in.build(() -> new CardEvent(at, agency.get(), card.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.CARD;
  }

  @Override
  public Audience audience() {
    return new Audience.Everyone();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("card", card.hex());
    return json;
  }
}
