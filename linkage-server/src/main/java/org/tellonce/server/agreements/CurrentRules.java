package org.tellonce.server.agreements;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.server.transport.Members;

/// The rules of this moment, for a running server: rules that are enrolled while it runs take their place. For any thread.
public final class CurrentRules implements Members {
  private static final String AGENCY_URI = "tellonce:agency:";
  private static final int URI = 6;

  private final RulesFile file;
  private final Predicate<Rules> servable;
  private final InstantSource clock;
  private volatile SignedRules signed;

  /// @param installed what the file holds at the start, verified
  /// @param servable whether this program, as it runs, can serve by rules: others wait for its next start, which says what is wrong with them
  public CurrentRules(RulesFile file, SignedRules installed, Predicate<Rules> servable, InstantSource clock) {
    this.file = file;
    this.servable = servable;
    this.clock = clock;
    this.signed = installed;
  }

  /// With their signatures.
  public SignedRules signed() {
    return signed;
  }

  /// The rules.
  public Rules rules() {
    return signed.rules();
  }

  /// Today, in the collaborative's time zone.
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), rules().timeZone());
  }

  /// What each agency may do today.
  public Eligibility eligibility() {
    return new Eligibility(rules(), today());
  }

  /// Takes over rules that were enrolled since.
  ///
  /// @return whether there were any
  public synchronized boolean refresh() {
    SignedRules held = signed;
    if (file.installed() instanceof Parsed.Valid<Optional<SignedRules>>(Optional<SignedRules> found) && found.isPresent()
        && file.offer(Optional.of(held), found.get()) instanceof RulesFile.Offer.Accepted(SignedRules newer, List<String> _)
        && servable.test(newer.rules())) {
      signed = newer;
      return true;
    }
    return false;
  }

  /// The root certificate below which every certificate stands.
  public X509Certificate authority() {
    return rules().authorityCertificate();
  }

  @Override
  public Optional<AgencyId> agencyOf(X509Certificate certificate) {
    byte[] key = certificate.getPublicKey().getEncoded();
    return named(certificate).flatMap(agency -> rules().member(agency)).filter(member -> Arrays.equals(member.card().spki(), key))
        .map(member -> member.agency());
  }

  /// The one agency that a certificate names.
  private static Optional<AgencyId> named(X509Certificate certificate) {
    try {
      @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null || names.size() != 1) {
        return Optional.empty();
      }
      List<?> name = names.iterator().next();
      if (Integer.valueOf(URI).equals(name.get(0)) && name.get(1) instanceof String uri && uri.startsWith(AGENCY_URI)
          && AgencyId.parse(uri.substring(AGENCY_URI.length())) instanceof Parsed.Valid<AgencyId>(AgencyId agency)) {
        return Optional.of(agency);
      }
    } catch (CertificateParsingException e) {
      // A certificate that names nobody.
    }
    return Optional.empty();
  }
}
