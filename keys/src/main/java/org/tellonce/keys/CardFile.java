package org.tellonce.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.P256;

/// What an agency's card is read from: its request, its certificate, or the card in a file of its own.
///
/// @see "keys.md, Agency card"
record CardFile(Path path) {

  /// The card.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file holds none
  AgencyCard read() {
    String start = text();
    if (start.contains("BEGIN CERTIFICATE REQUEST")) {
      CertificateRequest request = new CertificateRequestFile(path).read().orStop(ExitCode.DATA_REFUSED);
      return card(request.holder(), request.key().getEncoded());
    }
    if (start.stripLeading().startsWith("{")) {
      return AgencyCard.parse(start.getBytes(StandardCharsets.ISO_8859_1)).in(path.toString()).orStop(ExitCode.DATA_REFUSED);
    }
    X509Certificate certificate = new CertificateFile(path).read().orStop(ExitCode.DATA_REFUSED).getFirst();
    Holder holder = Holder.of(certificate).in(path.toString()).orStop(ExitCode.DATA_REFUSED);
    byte[] spki = certificate.getPublicKey().getEncoded();
    if (P256.publicKey(spki).isEmpty()) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": its key is not on the curve P-256");
    }
    return card(holder, spki);
  }

  private String text() {
    try {
      return Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AgencyCard card(Holder holder, byte[] spki) {
    return switch (holder) {
      case Holder.Agency(AgencyId id) -> AgencyCard.of(id, spki);
      case Holder.Server _ -> throw new Stop(ExitCode.DATA_REFUSED, path + ": of a server; a server has no card");
    };
  }
}
