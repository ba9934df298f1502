package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// A second person of an agency has looked at records that waited, and they wait no more.
///
/// @param day whose new records they are; or
/// @param records names of those that look alike; empty if it is a day
/// @param user the pseudonym of that person
/// @param request as its agency signed it
public record ConfirmationEvent(Instant at, AgencyId agency, Optional<LocalDate> day, List<Digest> records, String user, SignedRequest request)
    implements
      SignedEvent {

  /// How many records one event may name.
  public static final int MAX_RECORDS = 1_000;

  /// @throws IllegalArgumentException if the time is not whole seconds, or it is not either a day or records
  public ConfirmationEvent {
    Event.requireSeconds(at);
    records = List.copyOf(records);
    if (day.isPresent() != records.isEmpty()) {
      throw new IllegalArgumentException("either a day or records");
    }
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Optional<LocalDate>> day = in.optional("day", JsonKind.DATE);
    Field<Optional<List<Digest>>> records = in.optional("records", JsonKind.list(1, MAX_RECORDS, JsonKind.DIGEST));
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    if (in.isSound() && day.get().isPresent() == records.get().isPresent()) {
      in.problem("day", "either a day or records");
    }
    return in.build(() -> new ConfirmationEvent(at, agency.get(), day.get(), records.get().orElse(List.of()), user.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.CONFIRMATION;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    day.ifPresent(date -> json.put("day", date.toString()));
    if (!records.isEmpty()) {
      ArrayNode list = json.putArray("records");
      records.forEach(record -> list.add(record.hex()));
    }
    json.put("user", user);
    json.set("request", request.toJson());
    return json;
  }
}
