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
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.SignedRequest;

/// An agency withdrew records.
///
/// @param names of the records, in the order of the request
/// @param request as its agency signed it
public record WithdrawalEvent(Instant at, AgencyId agency, Withdrawal.Scope scope, List<Digest> names, SignedRequest request) implements SignedEvent {
  /// How many records one event may name.
  public static final int MAX_NAMES = Withdrawal.MAX_TOKENS;

  /// @throws IllegalArgumentException if the time is not whole seconds
  public WithdrawalEvent {
    Event.requireSeconds(at);
    names = List.copyOf(names);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Withdrawal.Scope> scope = in.field("scope", JsonKind.word(Withdrawal.Scope.class));
    Field<List<Digest>> names = in.field("names", JsonKind.list(1, MAX_NAMES, JsonKind.DIGEST));
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new WithdrawalEvent(at, agency.get(), scope.get(), names.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.WITHDRAWAL;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("scope", scope.word());
    ArrayNode list = json.putArray("names");
    names.forEach(name -> list.add(name.hex()));
    json.set("request", request.toJson());
    return json;
  }
}
