package org.tellonce.keys;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;

/// What the issuing CA has issued, whatever its key was in that year: by it renewals are judged and revocations are complete.
record Register(List<Issued> issued) {

  Register {
    issued = List.copyOf(issued);
  }

  Register with(Issued one) {
    List<Issued> more = new ArrayList<>(issued);
    more.add(one);
    return new Register(more);
  }

  /// The certificates of an agency, also those that are over.
  List<Issued> of(AgencyId agency) {
    return issued.stream().filter(one -> one.holder().equals(new Holder.Agency(agency))).toList();
  }

  /// The certificates of the server that has this name among its names, also those that are over.
  List<Issued> ofServer(String name) {
    return issued.stream().filter(one -> one.holder() instanceof Holder.Server server && server.names().contains(name)).toList();
  }

  /// The one of this key and holder that ends last.
  Optional<Issued> newest(PublicKey key, Holder holder) {
    return issued.stream().filter(one -> one.isOf(key, holder)).max(Comparator.comparing(Issued::end));
  }

  /// Whether a certificate of this key was revoked, and so the key.
  boolean hasRevoked(PublicKey key, RevocationList revoked) {
    return issued.stream().anyMatch(one -> one.certificate().getPublicKey().equals(key) && revoked.has(one.serial()));
  }
}
