package org.tellonce.keys;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;

/// The coordinator's request (PKCS #10) that the root sign a new key of the issuing CA. It has no subject alternative name, so it never passes for an agency's or
/// a server's, nor one of theirs for it.
///
/// @param collaborative its name, the subject's organisation
/// @param key a key of [P256]
/// @see "keys.md, Certificates; RFC 2986"
record IssuingRequest(String collaborative, PublicKey key) {

  /// A new request in PEM.
  static String create(String collaborative, KeyPair pair, SecureRandom random) {
    try {
      var subject = Authority.name(collaborative, collaborative + " issuing");
      var request = new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic())
          .build(new JcaContentSignerBuilder(P256.SIGNATURE).setSecureRandom(random).build(pair.getPrivate()));
      return Pem.block(CertificateRequest.TYPE, request.getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("a request of our own can be encoded and signed", e);
    }
  }

  /// The request in a PEM text, or why it is refused.
  static Parsed<IssuingRequest> parse(String pem) {
    return CertificateRequest.signed(pem).flatMap(IssuingRequest::of);
  }

  private static Parsed<IssuingRequest> of(PKCS10CertificationRequest request) {
    if (request.getAttributes().length > 0) {
      return new Parsed.Rejected<>(List.of(new Problem("", "asks for names, so it is no issuing CA's",
          "tellonce keys issue answers the requests of agencies and the server")));
    }
    return new Parsed.Valid<>(new IssuingRequest(Authority.organisation(request.getSubject()), CertificateRequest.key(request)));
  }
}
