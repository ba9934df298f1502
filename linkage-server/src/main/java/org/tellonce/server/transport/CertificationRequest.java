package org.tellonce.server.transport;

import java.io.IOException;
import java.io.StringReader;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;
import org.tellonce.protocol.transport.RenewalRequest;

/// What a PKCS #10 request asks for, by whoever has the private key: its signature was checked.
///
/// @param key on P-256
/// @param uris the URIs among its names
/// @param others how many names of other kinds it has
/// @param pem the request itself, written anew
/// @see "transport.md, Renewal; RFC 2986"
record CertificationRequest(PublicKey key, List<String> uris, int others, String pem) {

  CertificationRequest {
    uris = List.copyOf(uris);
  }

  /// The request in a PEM text, or why it is none.
  static Parsed<CertificationRequest> parse(String pem) {
    try (var reader = new PemReader(new StringReader(pem))) {
      PemObject block = reader.readPemObject();
      if (block != null && block.getType().equals(RenewalRequest.TYPE)) {
        return of(new PKCS10CertificationRequest(block.getContent()));
      }
    } catch (IOException | OperatorCreationException | PKCSException | IllegalArgumentException | IllegalStateException e) {
      // Bouncy Castle's ways to say: malformed.
    }
    return refused("not a certificate request (PKCS #10)");
  }

  private static Parsed<CertificationRequest> of(PKCS10CertificationRequest request) throws IOException, OperatorCreationException, PKCSException {
    Optional<PublicKey> key = P256.publicKey(request.getSubjectPublicKeyInfo().getEncoded());
    if (key.isEmpty()) {
      return refused("its key is not on the curve P-256");
    }
    if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key.get()))) {
      return refused("its signature does not fit its key");
    }
    GeneralNames names = request.getRequestedExtensions() == null ? null
        : GeneralNames.fromExtensions(request.getRequestedExtensions(), Extension.subjectAlternativeName);
    List<GeneralName> all = names == null ? List.of() : Arrays.asList(names.getNames());
    List<String> uris = all.stream().filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier).map(name -> name.getName().toString())
        .toList();
    return new Parsed.Valid<>(new CertificationRequest(key.get(), uris, all.size() - uris.size(), Pem.block(RenewalRequest.TYPE, request
        .getEncoded())));
  }

  private static Parsed<CertificationRequest> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("request", rule)));
  }
}
