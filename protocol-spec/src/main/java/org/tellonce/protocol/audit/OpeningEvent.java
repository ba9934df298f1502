package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// Somebody asked for the pointer behind a flag; the same leaf, whatever the answer was.
///
/// @param answer the id of what was answered
/// @param record name of the record that was asked about
/// @param opening case, purpose, legal basis and user
/// @param shown name of the record whose screening was shown; none if nothing was
/// @param request as its agency signed it
public record OpeningEvent(Instant at, AgencyId agency, AnswerId answer, Digest record, OpeningRequest opening, Optional<Digest> shown,
    SignedRequest request)
    implements
      SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public OpeningEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<AnswerId> answer = in.field("answer", AnswerId.JSON);
    Field<Digest> record = in.field("record", JsonKind.DIGEST);
    Field<OpeningRequest> opening = in.field("opening", OpeningRequest.JSON);
    Field<Optional<Digest>> shown = in.optional("shown", JsonKind.DIGEST);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new OpeningEvent(at, agency.get(), answer.get(), record.get(), opening.get(), shown.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.OPENING;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("answer", answer.hex());
    json.put("record", record.hex());
    json.set("opening", opening.toJson());
    shown.ifPresent(name -> json.put("shown", name.hex()));
    json.set("request", request.toJson());
    return json;
  }
}
