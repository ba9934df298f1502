package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.transport.SignedRequest;

/// A submission was committed.
///
/// @param receipt digest of the receipt's canonical JSON
/// @param request the commit, as its agency signed it
public record SubmissionEvent(Instant at, AgencyId agency, SubmissionId submission, Digest receipt, SignedRequest request) implements SignedEvent {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public SubmissionEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<SubmissionId> submission = in.field("submission", JsonKind.parsed(SubmissionId::parse));
    Field<Digest> receipt = in.field("receipt", JsonKind.DIGEST);
    Field<SignedRequest> request = in.field("request", SignedRequest.JSON);
    return in.build(() -> new SubmissionEvent(at, agency.get(), submission.get(), receipt.get(), request.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.SUBMISSION;
  }

  @Override
  public Audience audience() {
    return new Audience.Only(agency);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("agency", agency.value());
    json.put("submission", submission.toString());
    json.put("receipt", receipt.hex());
    json.set("request", request.toJson());
    return json;
  }
}
