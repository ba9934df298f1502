package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// An agency said who of it may ask.
///
/// @param directory digest of its canonical JSON
/// @param request as its agency signed it
public record DirectoryEvent(Instant at, AgencyId agency, long number, Digest directory, SignedRequest request) implements SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public DirectoryEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Long> number = in.field("number", Directory.NUMBER);
    Field<Digest> directory = in.field("directory", JsonKind.DIGEST);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new DirectoryEvent(at, agency.get(), number.get(), directory.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.DIRECTORY;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("number", number);
    json.put("directory", directory.hex());
    json.set("request", request.toJson());
    return json;
  }
}
