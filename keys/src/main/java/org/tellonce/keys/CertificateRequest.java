package org.tellonce.keys;

import java.io.IOException;
import java.io.StringReader;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;

/// A request for a certificate (PKCS #10) whose signature shows that the sender has the private key.
///
/// Only the key and the names are taken over; whatever else a request asks for is not read.
///
/// @param key a key of [P256]
/// @see "keys.md, Certificates; RFC 2986"
public record CertificateRequest(Holder holder, PublicKey key) {
  /// The type of a request's PEM block.
  static final String TYPE = "CERTIFICATE REQUEST";

  /// A new request in PEM.
  public static String create(Holder holder, KeyPair pair, SecureRandom random) {
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, holder.generalNames());
      var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, Authority.commonName(holder.name())).build();
      var request = new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic())
          .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
          .build(new JcaContentSignerBuilder(P256.SIGNATURE).setSecureRandom(random).build(pair.getPrivate()));
      return Pem.block(TYPE, request.getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("a request of our own can be encoded and signed", e);
    }
  }

  /// The request in a PEM text, or why it is refused.
  public static Parsed<CertificateRequest> parse(String pem) {
    return signed(pem).flatMap(CertificateRequest::of);
  }

  /// A request of any kind, if it is signed by its own key, a key of [P256].
  static Parsed<PKCS10CertificationRequest> signed(String pem) {
    try (var reader = new PemReader(new StringReader(pem))) {
      PemObject block = reader.readPemObject();
      if (block != null && block.getType().equals(TYPE)) {
        return signed(new PKCS10CertificationRequest(block.getContent()));
      }
    } catch (IOException | OperatorCreationException | PKCSException | IllegalArgumentException | IllegalStateException e) {
      // Bouncy Castle's ways to say: malformed.
    }
    return refused("not a certificate request in PEM (PKCS #10)");
  }

  private static Parsed<PKCS10CertificationRequest> signed(PKCS10CertificationRequest request)
      throws IOException, OperatorCreationException, PKCSException {
    Optional<PublicKey> key = P256.publicKey(request.getSubjectPublicKeyInfo().getEncoded());
    if (key.isEmpty()) {
      return refused("its key is not on the curve P-256");
    }
    if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key.get()))) {
      return refused("its signature does not fit its key: changed on its way, or made without the private key");
    }
    return new Parsed.Valid<>(request);
  }

  /// The key of a request that was found signed.
  static PublicKey key(PKCS10CertificationRequest request) {
    try {
      return P256.publicKey(request.getSubjectPublicKeyInfo().getEncoded()).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("a key that was read can be encoded", e);
    }
  }

  private static Parsed<CertificateRequest> of(PKCS10CertificationRequest request) {
    GeneralNames names;
    try {
      names = names(request).orElse(null);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused("not a certificate request in PEM (PKCS #10)");
    }
    if (names == null) {
      return refused("has no subject alternative name");
    }
    return Holder.parse(names).map(holder -> new CertificateRequest(holder, key(request)));
  }

  /// The subject alternative names that are asked for.
  static Optional<GeneralNames> names(PKCS10CertificationRequest request) {
    return Optional.ofNullable(request.getRequestedExtensions())
        .map(extensions -> GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName));
  }

  private static <T> Parsed<T> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule, "make a new one with tellonce agency init or tellonce server init")));
  }
}
