package org.tellonce.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;

/// Who gets a new certificate without anybody's doing: a member of the signed rules with the TLS key of its card, and a server with key and names that it was
/// issued a certificate for. Both may be late: an expired certificate is no reason against a new one.
///
/// @param end when a certificate would end that was made now
/// @see "keys.md, Renewal"
record Renewals(Rules rules, Register register, RevocationList revoked, Instant end, Instant now) {
  /// The server's place among the requests: `server.csr`. An agency of this id has no place there.
  static final String SERVER = "server";

  /// With more than this left a certificate is not renewed.
  static final Duration ENOUGH = Duration.ofDays(30);

  private static final String BY_HAND = "once they are compared by telephone, tellonce keys issue answers it";

  /// @param name the request's place: `child_welfare` of `child_welfare.csr`
  RenewalOutcome decide(String name, CertificateRequest request) {
    Optional<Problem> refusal = switch (request.holder()) {
      case Holder.Agency(AgencyId agency) -> refusal(name, agency, request);
      case Holder.Server server -> refusal(name, server, request);
    };
    if (refusal.isPresent()) {
      return new RenewalOutcome.Refused(refusal.get());
    }
    Optional<Issued> newest = register.newest(request.key(), request.holder());
    // At the end of the issuing CA's year a new one would hold no longer, so there is none each night.
    return newest.filter(held -> held.end().isAfter(now.plus(ENOUGH)) || !held.end().isBefore(end)).<RenewalOutcome>map(RenewalOutcome.Held::new)
        .orElseGet(() -> new RenewalOutcome.Due(request));
  }

  private Optional<Problem> refusal(String name, AgencyId agency, CertificateRequest request) {
    if (name.equals(SERVER)) {
      return because("the server's place, but the request of agency " + agency, "tellonce keys issue answers an agency of this name");
    }
    if (!name.equals(agency.value())) {
      return because("the request of another agency, " + agency, "ask the operator how it came here");
    }
    Optional<Member> member = rules.member(agency);
    if (member.isEmpty()) {
      return because("no member of rules " + rules.number(), "if it is to be one, new rules with its card come first");
    }
    if (register.hasRevoked(request.key(), revoked)) {
      return because("its key was revoked, for good",
          "the agency makes new keys (tellonce agency init in an empty folder), its new card goes into new rules");
    }
    if (!Arrays.equals(member.get().card().spki(), request.key().getEncoded())) {
      return because("not the key of its card in rules " + rules.number(),
          "if it has made new keys, its new card goes into new rules, then tellonce keys issue");
    }
    return Optional.empty();
  }

  private Optional<Problem> refusal(String name, Holder.Server server, CertificateRequest request) {
    if (!name.equals(SERVER)) {
      return because("the request of a server in an agency's place", "ask the operator how it came here");
    }
    if (register.hasRevoked(request.key(), revoked)) {
      return because("its key was revoked, for good", "the operator makes a new key and request (tellonce server init)");
    }
    if (register.newest(request.key(), server).isEmpty()) {
      return because("no certificate was ever issued for this key and these names of a server", BY_HAND);
    }
    return Optional.empty();
  }

  private static Optional<Problem> because(String rule, String remedy) {
    return Optional.of(new Problem("", rule, remedy));
  }
}
