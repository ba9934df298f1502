package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// A certificate was seen for the first time: on a connection of an agency, or the server's own at its start.
///
/// @param agency whose it is; none for the server's
/// @param certificate SHA-256 of its DER
/// @param until when it ends
public record CertificateEvent(Instant at, Optional<AgencyId> agency, Digest certificate, Instant until) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public CertificateEvent {
    Event.requireSeconds(at);
    Event.requireSeconds(until);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Optional<AgencyId>> agency = in.optional("agency", JsonKind.parsed(AgencyId::parse));
    Field<Digest> certificate = in.field("certificate", JsonKind.DIGEST);
    Field<Instant> until = in.field("until", JsonKind.TIME);
    return in.build(() -> new CertificateEvent(at, agency.get(), certificate.get(), until.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.CERTIFICATE;
  }

  @Override
  public Audience audience() {
    return new Audience.Everyone();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    agency.ifPresent(id -> json.put("agency", id.value()));
    json.put("certificate", certificate.hex());
    json.put("until", until.getEpochSecond());
    return json;
  }
}
