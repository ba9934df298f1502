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
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys ca sign`: the root signs the issuing CA's key of the year.
@Command(name = "sign", description = "Signs the coordinator's key with the root: the issuing CA of the year.")
final class CaSignCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "issuing.csr", description = "The coordinator's request.")
  private @Nullable Path request;

  @Option(names = "--dir", required = true, paramLabel = "CUSTODIANS", description = "The custodians' folder with root.key and root.pem.")
  private @Nullable Path folder;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where issuing.pem and ca.pem go, for the coordinator.")
  private @Nullable Path target;

  CaSignCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    IssuingRequest asked = new CertificateRequestFile(requireNonNull(request)).readIssuing().orStop(ExitCode.DATA_REFUSED);
    var answer = new IssuingFolder(requireNonNull(target));
    AtomicFile.refuseExisting(List.of(answer.certificate(), answer.authority()));
    Authority root = new RootFolder(requireNonNull(folder)).open(clock, random);
    if (!root.collaborative().equals(asked.collaborative())) {
      throw new Stop(ExitCode.DATA_REFUSED, request + ": not of the collaborative of root.pem, " + root.collaborative() + "; nothing was signed");
    }
    if (root.certificate().getPublicKey().equals(asked.key())) {
      throw new Stop(ExitCode.DATA_REFUSED, request + ": asks for the root's own key, which must not leave the custodians; nothing was signed");
    }
    X509Certificate issuing = root.issuing(asked.key());
    AtomicFile.createFolder(answer.path());
    new CertificateFile(answer.authority()).create(List.of(issuing, root.certificate()));
    new CertificateFile(answer.certificate()).create(List.of(issuing));
    var out = requireNonNull(spec).commandLine().getOut();
    out.println(answer.certificate() + ", " + answer.authority() + ": the issuing CA of " + root.collaborative() + ", until "
        + issuing.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate() + ".");
    out.println("issuing.csr, " + Fingerprint.of(asked.key().getEncoded()));
    out.println("Next: have the coordinator read you these words over the telephone (ca request showed them) before you hand the two files out");
    out.println("      (tellonce keys ca install); then take root.key offline: it is needed again in a year.");
  }
}
