package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// An agency said what it did with an answer.
///
/// @param disposition answer, user, and what was done
/// @param request as its agency signed it
public record DispositionEvent(Instant at, AgencyId agency, Disposition disposition, SignedRequest request) implements SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public DispositionEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Disposition> disposition = in.field("disposition", Disposition.JSON);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new DispositionEvent(at, agency.get(), disposition.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.DISPOSITION;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.set("disposition", disposition.toJson());
    json.set("request", request.toJson());
    return json;
  }
}
