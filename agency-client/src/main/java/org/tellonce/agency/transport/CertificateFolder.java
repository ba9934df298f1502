package org.tellonce.agency.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.CertificateFile;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.CertificateRequestFile;
import org.tellonce.keys.Holder;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.transport.RenewalRequest;

/// The files of an agency's certificate: the request that asks for it, and the certificate itself.
///
/// @param request `agency.csr`
/// @param certificate `agency.pem`
/// @param journal told of every certificate of this client's own, before it is used
public record CertificateFolder(Path request, Path certificate, Consumer<X509Certificate> journal) {

  /// Where the certificate of before is kept.
  Path before() {
    return certificate.resolveSibling(certificate.getFileName() + ".before");
  }

  /// The request for a new certificate of the same key: the one that lies there, or, if that is of another key or gone, a new one.
  RenewalRequest request(TlsIdentity identity, SecureRandom random) {
    Optional<RenewalRequest> held = held(identity);
    if (held.isPresent()) {
      return held.get();
    }
    var pair = new KeyPair(identity.certificate().getPublicKey(), identity.signingKey());
    String pem = CertificateRequest.create(new Holder.Agency(identity.agency()), pair, random);
    if (!Files.exists(request, LinkOption.NOFOLLOW_LINKS)) {
      new CertificateRequestFile(request).create(pem);
    }
    return new RenewalRequest(pem);
  }

  private Optional<RenewalRequest> held(TlsIdentity identity) {
    var own = new CertificateRequest(new Holder.Agency(identity.agency()), identity.certificate().getPublicKey());
    if (!(new CertificateRequestFile(request).read() instanceof Parsed.Valid<CertificateRequest>(CertificateRequest asked)) || !asked.equals(own)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RenewalRequest(Files.readString(request, UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // With other line ends than ours, or with text around it.
      return Optional.empty();
    }
  }

  /// Puts a newer certificate into the place of the present one. Whatever cuts this off, a whole certificate lies there, and the next night goes on.
  void install(TlsIdentity present, List<X509Certificate> newer) {
    journal.accept(present.certificate());
    journal.accept(newer.getFirst());
    try {
      AtomicFile.PUBLIC.replace(before(), Files.readAllBytes(certificate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new CertificateFile(certificate).replace(newer);
  }
}
