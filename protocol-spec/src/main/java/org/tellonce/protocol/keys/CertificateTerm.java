package org.tellonce.protocol.keys;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// From when to when a certificate holds, and what is due in that time.
///
/// @see "transport.md, Renewal"
public record CertificateTerm(Instant from, Instant until) {
  /// Who still has no new certificate so long before the end should ring the coordinator.
  private static final Duration LATE = Duration.ofDays(14);

  /// The term of a certificate.
  public static CertificateTerm of(X509Certificate certificate) {
    return new CertificateTerm(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /// From when on a new one is asked for: two thirds of the term are over, of 90 days 60.
  public Instant renewable() {
    return from.plus(Duration.between(from, until).multipliedBy(2).dividedBy(3));
  }

  /// Whether a new one is to be asked for.
  public boolean isDue(Instant now) {
    return !now.isBefore(renewable());
  }

  /// Whether a new one is late: two weeks are left, or less.
  public boolean isLate(Instant now) {
    return !now.isBefore(until.minus(LATE));
  }

  /// Whether it is over.
  public boolean isOver(Instant now) {
    return now.isAfter(until);
  }

  /// A moment of the term for one that is over: the last at which it held; else now. At it the way to the root is judged, for no certificate outlives its issuer.
  public Instant last(Instant now) {
    return isOver(now) ? until : now;
  }

  /// The last day, UTC: `2026-03-31`.
  public String lastDay() {
    return until.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
