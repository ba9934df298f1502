package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.keys.P256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys ca install`: takes what the custodians signed into use. Register and revocation list stay, so this year's key revokes what last year's issued.
/// A run that was killed is run again.
@Command(name = "install", description = "Puts the signed issuing CA beside its key, in the place of last year's.")
final class CaInstallCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder with issuing.pem and ca.pem that the custodians made.")
  private @Nullable Path signed;

  @Option(names = "--dir", required = true, paramLabel = "COORDINATOR", description = "The coordinator's folder.")
  private @Nullable Path folder;

  CaInstallCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    var from = new IssuingFolder(requireNonNull(signed));
    var place = new IssuingFolder(requireNonNull(folder));
    X509Certificate issuing = new CertificateFile(from.certificate()).read().orStop(ExitCode.DATA_REFUSED).getFirst();
    X509Certificate root = new CertificateFile(from.authority()).read().orStop(ExitCode.DATA_REFUSED).getLast();
    check(from, place, issuing, root);
    boolean first = !Files.exists(place.certificate());
    install(place, issuing, root);
    var out = requireNonNull(spec).commandLine().getOut();
    try (IssuingCa ca = IssuingCa.open(place, clock, random)) {
      boolean newList = ca.signAnew();
      out.println(place.path() + ": the issuing CA of " + Authority.collaborative(root) + ", until "
          + issuing.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate() + (first ? "." : ", in the place of the one before."));
      out.println("root, " + Fingerprint.of(root.getPublicKey().getEncoded()));
      if (newList) {
        out.println(place.revoked().path() + ": list " + ca.revoked().number()
            + ", signed anew; bring it to the operator (tellonce server enrol --revoked).");
      }
    }
    out.println("Next: answer requests (tellonce keys issue, keys renew); ca.pem goes with the certificates of agencies and server.");
  }

  private void check(IssuingFolder from, IssuingFolder place, X509Certificate issuing, X509Certificate root) {
    if (!IssuingCa.isBelow(issuing, root)) {
      throw new Stop(ExitCode.KEY, from.certificate() + ": not an issuing CA signed by the root in " + from.authority() + "; nothing was changed");
    }
    if (Files.exists(place.authority()) && !new CertificateFile(place.authority()).read().orStop(ExitCode.KEY).getLast().equals(root)) {
      throw new Stop(ExitCode.KEY, from.authority() + ": another root than the one in " + place.authority() + "; nothing was changed");
    }
    if (clock.instant().isAfter(issuing.getNotAfter().toInstant())) {
      throw new Stop(ExitCode.KEY, from.certificate() + ": is over; nothing was changed");
    }
    // After a crash the key may have its last name already.
    if (!fits(place.nextKey(), issuing) && !fits(place.key(), issuing)) {
      throw new Stop(ExitCode.KEY, from.certificate() + ": signed for another key than " + place.nextKey() + "; nothing was changed");
    }
  }

  private boolean fits(Path keyFile, X509Certificate issuing) {
    if (!Files.exists(keyFile)) {
      return false;
    }
    PrivateKey key = new PrivateKeyFile(keyFile).read("EC").orStop(ExitCode.KEY);
    return P256.belongTogether(key, issuing.getPublicKey(), random);
  }

  /// Each step leaves a folder that works as before, or one that names this command.
  private void install(IssuingFolder place, X509Certificate issuing, X509Certificate root) {
    AtomicFile.PUBLIC.replace(place.authority(), utf8(List.of(issuing, root)));
    AtomicFile.PUBLIC.replace(place.certificate(), utf8(List.of(issuing)));
    try {
      if (fits(place.nextKey(), issuing)) {
        Files.move(place.nextKey(), place.key(), StandardCopyOption.ATOMIC_MOVE);
      }
      if (!Files.exists(place.nextKey())) {
        Files.deleteIfExists(place.request());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(List<X509Certificate> certificates) {
    return CertificateFile.text(certificates).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
