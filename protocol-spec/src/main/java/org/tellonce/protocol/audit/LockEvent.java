package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// What looks like one young person asked after again and again is not answered any more: a user may not ask until the agency clears them, or records that look alike
/// wait.
///
/// @param user the pseudonym; or
/// @param records names of the records that wait from now on; empty if it is a user
public record LockEvent(Instant at, AgencyId agency, Optional<String> user, List<Digest> records) implements Event {

  /// How many records one event may name.
  public static final int MAX_RECORDS = 1_000;

  /// @throws IllegalArgumentException if the time is not whole seconds, or it is not either a user or records
  public LockEvent {
    Event.requireSeconds(at);
    records = List.copyOf(records);
    if (user.isPresent() != records.isEmpty()) {
      throw new IllegalArgumentException("either a user or records");
    }
  }

  /// Of a user.
  public static LockEvent of(Instant at, AgencyId agency, String user) {
    return new LockEvent(at, agency, Optional.of(user), List.of());
  }

  /// Of records.
  public static LockEvent of(Instant at, AgencyId agency, List<Digest> records) {
    return new LockEvent(at, agency, Optional.empty(), records);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Optional<String>> user = in.optional("user", DirectoryUser.PSEUDONYM);
    Field<Optional<List<Digest>>> records = in.optional("records", JsonKind.list(1, MAX_RECORDS, JsonKind.DIGEST));
    if (in.isSound() && user.get().isPresent() == records.get().isPresent()) {
      in.problem("user", "either a user or records");
    }
    return in.build(() -> new LockEvent(at, agency.get(), user.get(), records.get().orElse(List.of())));
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
    user.ifPresent(pseudonym -> json.put("user", pseudonym));
    if (!records.isEmpty()) {
      ArrayNode list = json.putArray("records");
      records.forEach(record -> list.add(record.hex()));
    }
    return json;
  }
}
