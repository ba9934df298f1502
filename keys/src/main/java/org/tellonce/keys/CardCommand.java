package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.P256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys card`: what the rules hold of an agency's key.
@Command(name = "card", description = "Shows or writes the card of an agency, from its request or certificate.")
final class CardCommand implements Runnable {
  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "REQUEST.csr|CERT.pem", description = "The agency's request or certificate.")
  private @Nullable Path source;

  @Option(names = "--out", paramLabel = "card.json", description = "Where the card goes (default: the terminal).")
  private @Nullable Path target;

  @Override
  public void run() {
    Path file = requireNonNull(source);
    AgencyCard card = isRequest(file) ? ofRequest(file) : ofCertificate(file);
    String json = CanonicalJson.pretty(card.toJson());
    var out = requireNonNull(spec).commandLine().getOut();
    if (target == null) {
      out.print(json);
    } else {
      AtomicFile.refuseExisting(List.of(target));
      AtomicFile.PUBLIC.create(target, json.getBytes(UTF_8));
      out.println(target + ": the card of agency " + card.agency() + ".");
    }
    out.println("In words: " + String.join(" ", card.fingerprint().words()));
    out.println("Next: have the agency read you these words over the telephone, then put the card into the rules.");
  }

  private static boolean isRequest(Path file) {
    try {
      return Files.isRegularFile(file) && Files.readString(file, StandardCharsets.ISO_8859_1).contains("BEGIN CERTIFICATE REQUEST");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AgencyCard ofRequest(Path file) {
    CertificateRequest request = new CertificateRequestFile(file).read().orStop(ExitCode.DATA_REFUSED);
    return card(file, request.holder(), request.key().getEncoded());
  }

  private static AgencyCard ofCertificate(Path file) {
    X509Certificate certificate = new CertificateFile(file).read().orStop(ExitCode.DATA_REFUSED).getFirst();
    Holder holder = Holder.of(certificate).in(file.toString()).orStop(ExitCode.DATA_REFUSED);
    byte[] spki = certificate.getPublicKey().getEncoded();
    if (P256.publicKey(spki).isEmpty()) {
      throw new Stop(ExitCode.DATA_REFUSED, file + ": its key is not on the curve P-256");
    }
    return card(file, holder, spki);
  }

  private static AgencyCard card(Path file, Holder holder, byte[] spki) {
    return switch (holder) {
      case Holder.Agency(AgencyId id) -> AgencyCard.of(id, spki);
      case Holder.Server _ -> throw new Stop(ExitCode.DATA_REFUSED, file + ": of a server; a server has no card");
    };
  }
}
