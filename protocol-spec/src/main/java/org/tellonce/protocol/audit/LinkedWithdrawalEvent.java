package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// Records of an agency were withdrawn because a record that is linked to them was withdrawn everywhere. Who asked for it does not stand here.
public record LinkedWithdrawalEvent(Instant at, AgencyId agency, List<Digest> names) implements Event {
  /// How many records one event may name.
  public static final int MAX_NAMES = 1_000;

  /// @throws IllegalArgumentException if the time is not whole seconds
  public LinkedWithdrawalEvent {
    Event.requireSeconds(at);
    names = List.copyOf(names);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<List<Digest>> names = in.field("names", JsonKind.list(1, MAX_NAMES, JsonKind.DIGEST));
    return in.build(() -> new LinkedWithdrawalEvent(at, agency.get(), names.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.LINKED_WITHDRAWAL;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    ArrayNode list = json.putArray("names");
    names.forEach(name -> list.add(name.hex()));
    return json;
  }
}
