package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// An agency said that the two records behind an answer are of two young people.
///
/// @param correction answer and user
/// @param request as its agency signed it
public record CorrectionEvent(Instant at, AgencyId agency, Correction correction, SignedRequest request) implements SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public CorrectionEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Correction> correction = in.field("correction", Correction.JSON);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new CorrectionEvent(at, agency.get(), correction.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.CORRECTION;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.set("correction", correction.toJson());
    json.set("request", request.toJson());
    return json;
  }
}
