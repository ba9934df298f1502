package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// A user asked about what looked like one young person again and again, and may not ask until the agency clears them.
///
/// @param user the pseudonym
public record LockEvent(Instant at, AgencyId agency, String user) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public LockEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    return in.build(() -> new LockEvent(at, agency.get(), user.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.LOCK;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("user", user);
    return json;
  }
}
