package org.tellonce.server.transport;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// A collaborative's certificates for tests: a root, an issuing CA, and whatever certificate a test needs, the wrong ones too.
public final class TestPki {
  /// A key and its certificates, the own one first.
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public X509Certificate certificate() {
      return chain.getFirst();
    }

    /// SubjectPublicKeyInfo in base64url, as an agency's card holds it.
    public String spki() {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(certificate().getPublicKey().getEncoded());
    }
  }

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Identity root;
  private final Identity issuing;

  public TestPki() {
    this.root = new Maker("root", null).authority(1).make();
    this.issuing = new Maker("issuing", root).authority(0).make();
  }

  public X509Certificate root() {
    return root.certificate();
  }

  public X509Certificate issuing() {
    return issuing.certificate();
  }

  /// The certificate of an agency's client.
  public Identity agency(String id) {
    return agencyMaker(id, issuing).make();
  }

  /// One whose 90 days are over since yesterday.
  public Identity expiredAgency(String id) {
    Instant yesterday = InstantSource.system().instant().minus(Duration.ofDays(1));
    return agencyMaker(id, issuing).valid(yesterday.minus(Duration.ofDays(90)), yesterday).make();
  }

  /// A later certificate of the same key, for the same agency or another.
  public X509Certificate renewed(Identity of, String id, Duration longer) {
    Instant until = of.certificate().getNotAfter().toInstant().plus(longer);
    var maker = agencyMaker(id, issuing).valid(of.certificate().getNotBefore().toInstant(), until);
    maker.held = new KeyPair(of.certificate().getPublicKey(), of.key());
    return maker.make().certificate();
  }

  /// A request for a certificate of a key, in PEM.
  public static String request(Identity of, GeneralName... names) {
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      var request = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=test"), of.certificate().getPublicKey())
          .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(of.key()));
      return pem("CERTIFICATE REQUEST", request.getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /// A revocation list as `tellonce keys revoke` writes it.
  ///
  /// @param number left out if it is negative
  public byte[] revocations(long number, Instant made, Map<BigInteger, Instant> revoked) {
    return revocations(issuing, number, made, revoked, new Extension[0]);
  }

  /// The same, signed by whomever.
  public byte[] revocations(Identity by, long number, Instant made, Map<BigInteger, Instant> revoked, Extension... more) {
    try {
      var builder = new JcaX509v2CRLBuilder(by.certificate(), Date.from(made));
      revoked.forEach((serial, when) -> builder.addCRLEntry(serial, Date.from(when), 0));
      if (number >= 0) {
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
      }
      for (Extension each : more) {
        builder.addExtension(each);
      }
      byte[] list = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.key())).getEncoded();
      return (pem("X509 CRL", list) + pem(by.certificate()) + pem(root.certificate())).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    } catch (IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /// The issuing CA with its key.
  public Identity issuer() {
    return issuing;
  }

  /// One that is good for servers only.
  public Identity agencyForServers(String id) {
    var maker = agencyMaker(id, issuing);
    maker.purpose = KeyPurposeId.id_kp_serverAuth;
    return maker.make();
  }

  /// One on another curve.
  public Identity agencyOnP384(String id) {
    var maker = agencyMaker(id, issuing);
    maker.curve = "secp384r1";
    return maker.make();
  }

  /// One that its holder has signed himself.
  public Identity selfSigned(String id) {
    return agencyMaker(id, null).make();
  }

  /// One that another agency, no CA, has signed.
  public Identity signedByAgency(String id, Identity agency) {
    return agencyMaker(id, agency).make();
  }

  /// The certificate of the server on this machine.
  public Identity server() {
    var maker = new Maker("localhost", issuing);
    maker.purpose = KeyPurposeId.id_kp_serverAuth;
    maker.names = new GeneralNames(new GeneralName[] {new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1")});
    return maker.make();
  }

  private static Maker agencyMaker(String id, Identity issuer) {
    var maker = new Maker(id, issuer);
    maker.purpose = KeyPurposeId.id_kp_clientAuth;
    maker.names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "tellonce:agency:" + id));
    return maker;
  }

  /// A certificate in PEM.
  public static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// A key in PEM, PKCS #8.
  public static String pem(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String type, byte[] der) {
    var out = new StringWriter();
    out.append("-----BEGIN ").append(type).append("-----\n").append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
        .append("\n-----END ").append(type).append("-----\n");
    return out.toString();
  }

  private static final class Maker {
    private final String name;
    private final Identity issuer;
    private int pathLength = -1;
    private KeyPair held;
    private KeyPurposeId purpose;
    private GeneralNames names;
    private String curve = "secp256r1";
    private Instant from = InstantSource.system().instant().minus(Duration.ofMinutes(5));
    private Instant until = from.plus(Duration.ofDays(90));

    Maker(String name, Identity issuer) {
      this.name = name;
      this.issuer = issuer;
    }

    Maker authority(int length) {
      this.pathLength = length;
      // No certificate outlives its issuer.
      this.until = from.plus(Duration.ofDays(365));
      return this;
    }

    Maker valid(Instant since, Instant to) {
      this.from = since;
      this.until = to;
      return this;
    }

    Identity make() {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve), RANDOM);
        KeyPair pair = held == null ? generator.generateKeyPair() : held;
        var subject = new X500Name("CN=" + name);
        X500Name issuerName = issuer == null ? subject : X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
        var builder = new JcaX509v3CertificateBuilder(issuerName, new BigInteger(100, RANDOM), Date.from(from), Date.from(until), subject, pair
            .getPublic());
        boolean ca = pathLength >= 0;
        builder.addExtension(Extension.basicConstraints, true, ca ? new BasicConstraints(pathLength) : new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        if (purpose != null) {
          builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        }
        if (names != null) {
          builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer == null ? pair.getPrivate() : issuer.key());
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        return new Identity(pair.getPrivate(), issuer == null || issuer.chain().size() == 1 && pathLength >= 0 ? List.of(certificate)
            : List.of(certificate, issuer.certificate()));
      } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
        throw new AssertionError(e);
      }
    }
  }
}
