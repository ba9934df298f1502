package org.tellonce.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.P256;

/// The certificates that no longer count, by serial number. Each list has a higher number than the one before and holds all that stood there.
///
/// @param number 0 if nothing was revoked yet
/// @param serials when each was revoked
/// @see "keys.md, Revocation list; RFC 5280, section 5"
record RevocationList(BigInteger number, SortedMap<BigInteger, Instant> serials) {

  /// Before the first revocation.
  static final RevocationList NONE = new RevocationList(BigInteger.ZERO, Collections.emptySortedMap());

  RevocationList {
    serials = Collections.unmodifiableSortedMap(new TreeMap<>(serials));
  }

  boolean has(BigInteger serial) {
    return serials.containsKey(serial);
  }

  /// The next list: all of this one, and these. What stands here already keeps its day.
  RevocationList with(Collection<BigInteger> more, Instant now) {
    var all = new TreeMap<>(serials);
    more.forEach(serial -> all.putIfAbsent(serial, now.truncatedTo(ChronoUnit.SECONDS)));
    return new RevocationList(number.add(BigInteger.ONE), all);
  }

  /// The list as a CRL, the next one expected when its issuer ends.
  X509CRL signedBy(Authority issuing, Instant now, SecureRandom random) {
    try {
      X509Certificate issuer = issuing.certificate();
      var builder = new JcaX509v2CRLBuilder(issuer, Date.from(now.truncatedTo(ChronoUnit.SECONDS)));
      builder.setNextUpdate(issuer.getNotAfter());
      serials.forEach((serial, day) -> builder.addCRLEntry(serial, Date.from(day), 0));
      builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      var signer = new JcaContentSignerBuilder(P256.SIGNATURE).setSecureRandom(random).build(issuing.key());
      return new JcaX509CRLConverter().getCRL(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a list of our own can be encoded and signed", e);
    }
  }

  /// What a CRL holds; who signed it is for the caller to check.
  static Parsed<RevocationList> of(X509CRL crl) {
    byte[] extension = crl.getExtensionValue(Extension.cRLNumber.getId());
    if (extension == null) {
      return new Parsed.Rejected<>(List.of(new Problem("", "a revocation list without a number")));
    }
    var serials = new TreeMap<BigInteger, Instant>();
    if (crl.getRevokedCertificates() != null) {
      crl.getRevokedCertificates().forEach(entry -> serials.put(entry.getSerialNumber(), entry.getRevocationDate().toInstant()));
    }
    try {
      BigInteger number = ASN1Integer.getInstance(JcaX509ExtensionUtils.parseExtensionValue(extension)).getPositiveValue();
      return new Parsed.Valid<>(new RevocationList(number, serials));
    } catch (IOException | IllegalArgumentException e) {
      return new Parsed.Rejected<>(List.of(new Problem("", "a revocation list whose number cannot be read")));
    }
  }
}
