package org.tellonce.server.audit;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.CardEvent;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.RevocationEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.server.database.Database;

/// What must be a leaf before it counts: rules, with the cards that they bring, certificates and revocation lists. Each is put down once, when it is first seen.
public final class Announcements {
  private static final String RULES = "rules";
  private static final String CARD = "card";
  private static final String CERTIFICATE = "certificate";
  private static final String REVOCATION = "revocation";
  private static final String SERVER = "-";

  private final Database database;
  private final LogStore store;
  private final EventLog log;
  private final Set<Digest> seen = ConcurrentHashMap.newKeySet();

  public Announcements(Database database, LogStore store, EventLog log) {
    this.database = database;
    this.store = store;
    this.log = log;
  }

  /// Puts rules down before the server works by them, and the cards that they bring.
  public void rules(Rules rules) {
    database.writing(handle -> {
      if (isNew(handle, RULES, Long.toString(rules.number()), rules.digest())) {
        log.append(handle, draft -> new RulesEvent(draft.at(), rules.number(), rules.digest()));
      }
      for (Member member : rules.members()) {
        Digest card = digest(member);
        if (isNew(handle, CARD, member.agency().value(), card)) {
          log.append(handle, draft -> new CardEvent(draft.at(), member.agency(), card));
        }
      }
    });
  }

  /// Puts an agency's certificate down before it is let in with it.
  public void certificate(AgencyId agency, X509Certificate certificate) {
    certificate(Optional.of(agency), certificate);
  }

  /// Puts the server's own certificate down before it shows it.
  public void ownCertificate(X509Certificate certificate) {
    certificate(Optional.empty(), certificate);
  }

  /// Puts a revocation list down before anybody is refused for it.
  ///
  /// @param root below which it stands
  public void revocation(Digest root, long number, Digest digest) {
    database.writing(handle -> {
      if (isNew(handle, REVOCATION, root + "/" + number, digest)) {
        log.append(handle, draft -> new RevocationEvent(draft.at(), number, digest));
      }
    });
  }

  /// The highest number of a revocation list below a root that was put down; −1 if there is none.
  public long newestRevocation(Digest root) {
    return database.read(handle -> store.names(handle, REVOCATION).stream().filter(name -> name.startsWith(root + "/")).mapToLong(name -> Long
        .parseLong(name.substring(name.indexOf('/') + 1))).max().orElse(-1));
  }

  private void certificate(Optional<AgencyId> agency, X509Certificate certificate) {
    Digest digest = digest(certificate);
    if (seen.contains(digest)) {
      return;
    }
    database.writing(handle -> {
      if (isNew(handle, CERTIFICATE, digest.hex(), Digest.of(agency.map(AgencyId::value).orElse(SERVER).getBytes(
          java.nio.charset.StandardCharsets.UTF_8)))) {
        log.append(handle, draft -> new CertificateEvent(draft.at(), agency, digest, certificate.getNotAfter().toInstant().truncatedTo(
            ChronoUnit.SECONDS)));
      }
    });
    seen.add(digest);
  }

  private boolean isNew(Handle handle, String kind, String name, Digest digest) {
    boolean isNew = !store.known(handle, kind, name).equals(Optional.of(digest));
    if (isNew) {
      store.know(handle, kind, name, digest);
    }
    return isNew;
  }

  /// By which a member's card stands in its event.
  static Digest digest(Member member) {
    return Digest.of(member.card().toBytes());
  }

  /// By which a certificate stands in its event.
  static Digest digest(X509Certificate certificate) {
    try {
      return Digest.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }
}
