package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.transport.SignedRequest;

/// An agency set, lifted or ended the shield over a record of its own.
///
/// @param record name of the record
/// @param user the pseudonym of the person who decided
/// @param minutes how long it is lifted, if it is
/// @param request as its agency signed it
public record ShieldEvent(Instant at, AgencyId agency, Digest record, Shield.State state, Shield.Reason reason, String user, Optional<
    Integer> minutes, SignedRequest request) implements SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public ShieldEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Digest> record = in.field("record", JsonKind.DIGEST);
    Field<Shield.State> state = in.field("state", JsonKind.word(Shield.State.class));
    Field<Shield.Reason> reason = in.field("reason", JsonKind.word(Shield.Reason.class));
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    Field<Optional<Integer>> minutes = in.optional("minutes", Shield.MINUTES);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new ShieldEvent(at, agency.get(), record.get(), state.get(), reason.get(), user.get(), minutes.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.SHIELD;
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
    json.put("state", state.word());
    json.put("reason", reason.word());
    json.put("user", user);
    minutes.ifPresent(count -> json.put("minutes", count));
    json.set("request", request.toJson());
    return json;
  }
}
