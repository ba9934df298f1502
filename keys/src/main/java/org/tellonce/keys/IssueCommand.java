package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
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

  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The custodians' folder with issuing.key and issuing.pem.")
  private @Nullable Path folder;

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
    AtomicFile.refuseExisting(List.of(certificateFile));
    Authority issuing = new AuthorityFolder(requireNonNull(folder)).issuing(clock, random);
    X509Certificate issued = issuing.issue(asked, days);
    new CertificateFile(certificateFile).create(List.of(issued, issuing.certificate()));
    var out = line.getOut();
    String whom = switch (asked.holder()) {
      case Holder.Agency(var id) -> "agency " + id;
      case Holder.Server(var hosts, var addresses) -> "server " + String.join(", ", hosts) + (addresses.isEmpty() ? "" : " " + addresses);
    };
    out.println(certificateFile + ": the certificate of " + whom + ", until "
        + issued.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate() + ".");
    out.println("Its key in words: " + KeyWords.of(asked.key()));
    out.println("Next: have the sender of the request read you these words over the telephone before you hand the certificate out.");
  }
}
