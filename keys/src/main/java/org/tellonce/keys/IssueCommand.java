package org.tellonce.keys;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys issue`: answers one certificate request.
@Command(name = "issue", description = "Issues the certificate that an agency or the server requested.")
final class IssueCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "REQUEST.csr", description = "The request.")
  private @Nullable Path request;

  @Option(names = "--dir", required = true, paramLabel = "COORDINATOR", description = "The coordinator's folder with issuing.key and issuing.pem.")
  private @Nullable Path folder;

  @Option(names = "--card", paramLabel = "card.json", description = "The card that came with an agency's request.")
  private @Nullable Path cardFile;

  @Option(names = "--out", required = true, paramLabel = "CERT.pem", description = "Where the certificate goes.")
  private @Nullable Path target;

  @Option(names = "--days", defaultValue = "90", paramLabel = "DAYS", description = "How long it holds, 1 to 90 days (default: 90).")
  private int days;

  IssueCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    if (days < 1 || days > Authority.LEAF_DAYS) {
      throw new ParameterException(line, "--days is 1 to " + Authority.LEAF_DAYS);
    }
    Path certificateFile = requireNonNull(target);
    CertificateRequest asked = new CertificateRequestFile(requireNonNull(request)).read().orStop(ExitCode.DATA_REFUSED);
    Optional<AgencyCard> card = card(asked);
    AtomicFile.refuseExisting(List.of(certificateFile));
    X509Certificate issued = issue(asked, line.getErr());
    var out = line.getOut();
    String until = ", until " + issued.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate() + ".";
    switch (asked.holder()) {
      case Holder.Agency(AgencyId id) -> {
        out.println(certificateFile + ": the certificate of agency " + id + until);
        card.ifPresent(shown -> out.println("card of " + id + ", " + shown.fingerprint()));
      }
      case Holder.Server(List<String> hosts, List<String> addresses) -> {
        String names = Stream.concat(hosts.stream(), addresses.stream()).collect(joining(", "));
        out.println(certificateFile + ": the certificate of server " + names + until);
        out.println("server.csr, " + Fingerprint.of(asked.key().getEncoded()));
      }
    }
    out.println(
        "Next: have the sender of the request read you these words over the telephone (init showed them) before you hand the certificate out.");
  }

  private X509Certificate issue(CertificateRequest asked, PrintWriter err) {
    try (IssuingCa ca = IssuingCa.open(new IssuingFolder(requireNonNull(folder)), clock, random)) {
      if (ca.isRevoked(asked.key())) {
        throw new Stop(ExitCode.KEY, request + ": its key was revoked, for good; nothing was issued. "
            + (asked.holder() instanceof Holder.Agency
                ? "The agency makes new keys (tellonce agency init in an empty folder), its new card goes into new rules"
                : "The operator makes a new key and request (tellonce server init)"));
      }
      ca.notice().ifPresent(err::println);
      Issued issued = ca.issue(asked, days);
      new CertificateFile(requireNonNull(target)).create(issued.chain());
      return issued.certificate();
    }
  }

  /// The words that are compared are those of the whole card, so an agency's request comes with one, of the same agency and key.
  private Optional<AgencyCard> card(CertificateRequest asked) {
    if (!(asked.holder() instanceof Holder.Agency(AgencyId agency))) {
      return Optional.empty();
    }
    if (cardFile == null) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "the request of an agency comes with its card: --card card.json");
    }
    AgencyCard card = new CardFile(cardFile).read();
    if (!card.agency().equals(agency) || !Arrays.equals(card.spki(), asked.key().getEncoded())) {
      throw new Stop(ExitCode.DATA_REFUSED, cardFile + ": not the card of the agency and key that " + request + " is for; nothing was issued");
    }
    return Optional.of(card);
  }
}
