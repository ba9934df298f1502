package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// An agency asked who was shown the screenings of a record of its own.
///
/// @param record name of the record
/// @param request as its agency signed it
public record AccountEvent(Instant at, AgencyId agency, Digest record, SignedRequest request) implements SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public AccountEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Digest> record = in.field("record", JsonKind.DIGEST);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new AccountEvent(at, agency.get(), record.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.ACCOUNT;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("record", record.hex());
    json.set("request", request.toJson());
    return json;
  }
}
