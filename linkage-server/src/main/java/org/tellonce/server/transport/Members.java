package org.tellonce.server.transport;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;

/// Which member of the collaborative a client certificate belongs to, by the rules of this moment.
@FunctionalInterface
public interface Members {
  /// The member whose card holds this certificate's key and whom the certificate names.
  Optional<AgencyId> agencyOf(X509Certificate certificate);
}
