package org.tellonce.server.agreements;

import java.io.UncheckedIOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
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
  private final Function<Rules, List<Problem>> misfits;
  private final InstantSource clock;
  private volatile SignedRules signed;
  private volatile Optional<String> notTaken = Optional.empty();

  /// @param installed what the file holds at the start, verified
  /// @param misfits what keeps this program, as it runs, from serving by rules
  public CurrentRules(RulesFile file, SignedRules installed, Function<Rules, List<Problem>> misfits, InstantSource clock) {
    this.file = file;
    this.misfits = misfits;
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
  /// @param before told of them before they hold
  /// @return a line for the operator, once for each change: `rules 4 taken`, or why what lies there is not
  public synchronized Optional<String> refresh(Consumer<Rules> before) {
    Optional<String> notTakenBefore = notTaken;
    SignedRules held = signed;
    notTaken = whyNotTaken(before);
    return !signed.equals(held) ? Optional.of("rules " + rules().number() + " taken") : notTaken.filter(line -> !notTakenBefore.equals(Optional.of(
        line)));
  }

  /// Why what lies in the rules' file now is not what the server works by, if so.
  public Optional<String> notTaken() {
    return notTaken;
  }

  /// Takes what lies there, or says why not.
  private Optional<String> whyNotTaken(Consumer<Rules> before) {
    Parsed<Optional<SignedRules>> installed;
    try {
      installed = file.installed();
    } catch (UncheckedIOException e) {
      return Optional.of("rules not taken: " + file.path() + ": cannot be read");
    }
    return switch (installed) {
      case Parsed.Rejected<Optional<SignedRules>>(List<Problem> problems) -> Optional.of("rules not taken: " + line(problems));
      case Parsed.Valid<Optional<SignedRules>>(Optional<SignedRules> found) when found.isEmpty() ->
          Optional.of("rules not taken: " + file.path() + ": no such file; those of before hold until the server ends");
      case Parsed.Valid<Optional<SignedRules>>(Optional<SignedRules> found) -> switch (file.offer(Optional.of(signed), found.orElseThrow())) {
        case RulesFile.Offer.Same _ -> Optional.empty();
        case RulesFile.Offer.Refused(List<Problem> problems) -> notTaken(found.orElseThrow(), problems);
        case RulesFile.Offer.Accepted(SignedRules newer, List<String> _) -> {
          List<Problem> problems = misfits.apply(newer.rules());
          if (problems.isEmpty()) {
            before.accept(newer.rules());
            signed = newer;
            yield Optional.empty();
          }
          yield notTaken(newer, problems);
        }
      };
    };
  }

  private static Optional<String> notTaken(SignedRules offered, List<Problem> problems) {
    return Optional.of("rules " + offered.rules().number() + " not taken: " + line(problems));
  }

  private static String line(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
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
