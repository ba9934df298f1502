package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.CertificatePath;
import org.tellonce.protocol.keys.CertificateTerm;

/// Which certificates are refused before their end (X.509 CRL, version 2), signed by an issuing CA of the collaborative. A value: whoever has one knows that its signature
/// was good.
///
/// @param number rises with each list
/// @param digest SHA-256 of its DER
/// @param revoked each serial number with when it was revoked
/// @param until when the issuing CA ends that signed it
/// @param root digest of the root certificate below which it stands: numbers begin anew with a new root
/// @see "keys.md, Certificates; RFC 5280, 5"
public record RevocationList(long number, Digest digest, Map<BigInteger, Instant> revoked, Instant until, Digest root) {
  /// How long a file may be.
  public static final int MAX_BYTES = 1 << 22;

  /// No certificate lives longer: a serial number that was revoked so long ago may be left out.
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final int CRL_SIGN = 6;
  private static final String TYPE = "X509 CRL";
  private static final Problem FORGED = new Problem("", "not signed by an issuing CA below the root in the rules",
      "the coordinator makes it: tellonce keys revoke");

  public RevocationList {
    revoked = Map.copyOf(revoked);
  }

  /// The list in a PEM file, then the certificate of the issuing CA; or why it is refused.
  ///
  /// @param root of the rules
  public static Parsed<RevocationList> parse(byte[] pem, X509Certificate root, Instant now) {
    X509CRL list = null;
    List<X509Certificate> certificates = new ArrayList<>();
    try (var reader = new PemReader(new StringReader(new String(pem, US_ASCII)))) {
      var factory = CertificateFactory.getInstance("X.509");
      for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        if (block.getType().equals(TYPE) && list == null) {
          list = (X509CRL) factory.generateCRL(new ByteArrayInputStream(block.getContent()));
        } else {
          certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
        }
      }
      return list == null ? refused("holds no revocation list") : of(list, certificates, root, now);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
      return refused("not a revocation list and certificates in PEM");
    }
  }

  /// By which the list in a PEM file is known, whoever signed it; of what holds none, a digest that no list has.
  static Digest digest(byte[] pem) {
    try (var reader = new PemReader(new StringReader(new String(pem, US_ASCII)))) {
      PemObject block = reader.readPemObject();
      return Digest.of(block != null && block.getType().equals(TYPE) ? block.getContent() : pem);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return Digest.of(pem);
    }
  }

  private static Parsed<RevocationList> of(X509CRL list, List<X509Certificate> certificates, X509Certificate root, Instant now)
      throws IOException, GeneralSecurityException {
    Optional<X509Certificate> signer = certificates.stream().filter(certificate -> isSigner(certificate, list, certificates, root, now)).findFirst();
    if (signer.isEmpty()) {
      return new Parsed.Rejected<>(List.of(FORGED));
    }
    byte[] number = list.getExtensionValue(Extension.cRLNumber.getId());
    Set<String> critical = list.getCriticalExtensionOIDs();
    if (number == null || critical != null && !critical.isEmpty()) {
      return refused("not a whole list with a number");
    }
    BigInteger value = ASN1Integer.getInstance(JcaX509ExtensionUtils.parseExtensionValue(number)).getValue();
    if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(CanonicalJson.MAX_INTEGER)) > 0) {
      return refused("its number is too large");
    }
    if (list.getThisUpdate().toInstant().isAfter(now.plus(CLOCKS_DIFFER))) {
      return refused("was made later than now: check the clock of this machine");
    }
    Map<BigInteger, Instant> revoked = new TreeMap<>();
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(entry -> revoked.put(entry.getSerialNumber(), entry.getRevocationDate().toInstant()));
    }
    return new Parsed.Valid<>(new RevocationList(value.longValueExact(), Digest.of(list.getEncoded()), revoked, CertificateTerm.of(signer.get())
        .until(), rootOf(root)));
  }

  private static boolean isSigner(X509Certificate certificate, X509CRL list, List<X509Certificate> known, X509Certificate root, Instant now) {
    boolean[] usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0 || usage == null || !usage[CRL_SIGN] || certificate.equals(root)
        || !certificate.getSubjectX500Principal().equals(list.getIssuerX500Principal())) {
      return false;
    }
    try {
      list.verify(certificate.getPublicKey());
    } catch (GeneralSecurityException e) {
      return false;
    }
    var target = new X509CertSelector();
    target.setCertificate(certificate);
    return !CertificatePath.find(target, known, List.of(root), CertificateTerm.of(certificate).last(now)).isEmpty();
  }

  /// By which a root stands in a list.
  public static Digest rootOf(X509Certificate root) {
    try {
      return Digest.of(root.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /// Whether a certificate stands in it: by its serial number alone, which is 127 random bits.
  public boolean revokes(X509Certificate certificate) {
    return revoked.containsKey(certificate.getSerialNumber());
  }

  /// Whether the issuing CA that signed it is over: nobody makes a list with it any more.
  public boolean isOver(Instant now) {
    return now.isAfter(until);
  }

  /// Why it may not take the place of an earlier list, if so. One below another root may: no certificate of the earlier one is let in any more.
  public Optional<Problem> misfit(RevocationList earlier, Instant now) {
    if (!root.equals(earlier.root)) {
      return Optional.empty();
    }
    if (number < earlier.number) {
      return problem("number " + number + " is below the installed " + earlier.number);
    }
    if (number == earlier.number) {
      return digest.equals(earlier.digest) ? Optional.empty() : problem("another list of number " + number
          + " is installed; a change needs a higher number");
    }
    return earlier.revoked.entrySet().stream().filter(entry -> entry.getValue().plus(LONGEST).isAfter(now)).map(Map.Entry::getKey).filter(
        serial -> !revoked.containsKey(serial)).sorted().findFirst().flatMap(serial -> problem("leaves out the serial number " + serial.toString(16)
            + ", which list " + earlier.number + " revoked; it may stand in it until " + LONGEST.toDays() + " days later"));
  }

  private static Optional<Problem> problem(String rule) {
    return Optional.of(new Problem("", rule, "ask the coordinator for the newest list"));
  }

  private static Parsed<RevocationList> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }
}
