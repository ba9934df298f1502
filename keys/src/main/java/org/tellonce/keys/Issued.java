package org.tellonce.keys;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// One certificate that the issuing CA made.
///
/// @param issuer the issuing CA of its year
record Issued(Holder holder, X509Certificate certificate, X509Certificate issuer) {

  /// What a certificate file holds: the holder's, then the issuing CA's.
  static Parsed<Issued> of(List<X509Certificate> chain) {
    if (chain.size() != 2) {
      return new Parsed.Rejected<>(List.of(new Problem("", "not a certificate and its issuing CA's")));
    }
    return Holder.of(chain.getFirst()).map(holder -> new Issued(holder, chain.getFirst(), chain.getLast()));
  }

  List<X509Certificate> chain() {
    return List.of(certificate, issuer);
  }

  BigInteger serial() {
    return certificate.getSerialNumber();
  }

  Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /// Whether it is of this key and names exactly this holder, in whatever order.
  boolean isOf(PublicKey key, Holder other) {
    return certificate.getPublicKey().equals(key) && names(holder).equals(names(other));
  }

  private static Set<String> names(Holder holder) {
    return switch (holder) {
      case Holder.Agency agency -> Set.of(Holder.AGENCY_URI + agency.id());
      case Holder.Server server -> server.names();
    };
  }
}
