package org.tellonce.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.keys.P256;

/// Who issues the collaborative's certificates: the offline root issues the issuing CA once a year, this one the agencies and the server.
///
/// @see "keys.md, Certificates; RFC 5280"
public final class Authority {
  /// How long an agency's or a server's certificate holds at most.
  public static final int LEAF_DAYS = 90;
  private static final int ISSUING_DAYS = 365;
  private static final int ROOT_DAYS = 3650;
  /// The clocks of two machines may differ by this much.
  private static final Duration BACK = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 127;

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final InstantSource clock;
  private final SecureRandom random;

  /// The authority of this key and certificate.
  ///
  /// @throws IllegalArgumentException if they do not belong together
  public Authority(PrivateKey key, X509Certificate certificate, InstantSource clock, SecureRandom random) {
    if (!P256.belongTogether(key, certificate.getPublicKey(), random)) {
      throw new IllegalArgumentException("key and certificate do not belong together");
    }
    this.key = key;
    this.certificate = certificate;
    this.clock = clock;
    this.random = random;
  }

  /// A new root, signed by itself.
  ///
  /// @param collaborative its name, up to 40 characters
  public static Authority root(String collaborative, InstantSource clock, SecureRandom random) {
    KeyPair pair = P256.newPair(random);
    X500Name name = name(collaborative, collaborative + " root");
    var extensions = new Extensions(new BasicConstraints(1), KeyUsage.keyCertSign | KeyUsage.cRLSign, null, null);
    X509Certificate own = sign(new Subject(name, pair.getPublic()), end(clock, ROOT_DAYS), extensions,
        new Issuer(name, pair.getPublic(), pair.getPrivate()), clock, random);
    return new Authority(pair.getPrivate(), own, clock, random);
  }

  /// A new issuing CA with its key, for a program that holds both sides in memory.
  public Authority issuing() {
    KeyPair pair = P256.newPair(random);
    return new Authority(pair.getPrivate(), issuing(pair.getPublic()), clock, random);
  }

  /// The certificate of an issuing CA, for one year, which can issue no other CA. It has the same name every year: one issuer, whose key changes.
  ///
  /// @throws IllegalArgumentException if this is no root
  X509Certificate issuing(PublicKey issuingKey) {
    if (certificate.getBasicConstraints() < 1) {
      throw new IllegalArgumentException("only a root signs an issuing CA");
    }
    X500Name name = name(collaborative(), collaborative() + " issuing");
    var extensions = new Extensions(new BasicConstraints(0), KeyUsage.keyCertSign | KeyUsage.cRLSign, null, null);
    return sign(new Subject(name, issuingKey), endAfter(ISSUING_DAYS), extensions, issuer(), clock, random);
  }

  /// A certificate for what was requested, ending with this authority's own at the latest.
  ///
  /// @param days 1 to 90
  /// @throws IllegalArgumentException for other days, or if this is the root, whose key stays offline
  public X509Certificate issue(CertificateRequest request, int days) {
    if (days < 1 || days > LEAF_DAYS) {
      throw new IllegalArgumentException("a certificate holds 1 to 90 days");
    }
    if (certificate.getBasicConstraints() != 0) {
      throw new IllegalArgumentException("only an issuing CA issues certificates");
    }
    KeyPurposeId purpose = switch (request.holder()) {
      case Holder.Agency _ -> KeyPurposeId.id_kp_clientAuth;
      case Holder.Server _ -> KeyPurposeId.id_kp_serverAuth;
    };
    var extensions = new Extensions(new BasicConstraints(false), KeyUsage.digitalSignature, purpose, request.holder());
    var subject = new Subject(name(collaborative(), commonName(request.holder().name())), request.key());
    return sign(subject, endAfter(days), extensions, issuer(), clock, random);
  }

  /// When a certificate would end that is made now for so many days: with this authority's own at the latest.
  Instant endAfter(int days) {
    Instant wanted = end(clock, days);
    Instant own = end();
    return wanted.isBefore(own) ? wanted : own;
  }

  /// When this authority ends.
  Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /// This authority's own certificate.
  public X509Certificate certificate() {
    return certificate;
  }

  /// This authority's own key.
  PrivateKey key() {
    return key;
  }

  /// The collaborative's name.
  public String collaborative() {
    return collaborative(certificate);
  }

  /// The name of the collaborative whose root or issuing CA has this certificate.
  static String collaborative(X509Certificate certificate) {
    return organisation(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
  }

  /// The organisation of a subject; empty if it has none.
  static String organisation(X500Name subject) {
    var names = subject.getRDNs(BCStyle.O);
    return names.length == 0 ? "" : names[0].getFirst().getValue().toString();
  }

  /// What of a name fits into a common name; the subject alternative names hold it whole.
  static String commonName(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64);
  }

  private record Subject(X500Name name, PublicKey key) {}

  private record Issuer(X500Name name, PublicKey key, PrivateKey privateKey) {}

  private record Extensions(BasicConstraints constraints, int keyUsage, @Nullable KeyPurposeId purpose,
      @Nullable Holder holder) {}

  private Issuer issuer() {
    return new Issuer(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()), certificate.getPublicKey(), key);
  }

  private static X509Certificate sign(Subject subject, Instant end, Extensions extensions, Issuer issuer, InstantSource clock,
      SecureRandom random) {
    try {
      var serial = new BigInteger(SERIAL_BITS, random).setBit(0);
      Date start = Date.from(clock.instant().minus(BACK).truncatedTo(ChronoUnit.SECONDS));
      var builder = new JcaX509v3CertificateBuilder(issuer.name(), serial, start, Date.from(end), subject.name(), subject.key());
      var identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, extensions.constraints());
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(extensions.keyUsage()));
      builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subject.key()));
      builder.addExtension(Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuer.key()));
      if (extensions.purpose() != null) {
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(extensions.purpose()));
      }
      if (extensions.holder() != null) {
        builder.addExtension(Extension.subjectAlternativeName, false, extensions.holder().generalNames());
      }
      var signer = new JcaContentSignerBuilder(P256.SIGNATURE).setSecureRandom(random).build(issuer.privateKey());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of our own can be encoded and signed", e);
    }
  }

  private static Instant end(InstantSource clock, int days) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(days, ChronoUnit.DAYS);
  }

  /// The subject of a collaborative's root or issuing CA.
  static X500Name name(String organisation, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, organisation).addRDN(BCStyle.CN, commonName).build();
  }
}
