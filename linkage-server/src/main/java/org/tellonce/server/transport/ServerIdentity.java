package org.tellonce.server.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;

/// Who the server is to its clients: its private key, and the certificates that the collaborative's CA gave it. Newer ones may take their place while it runs.
///
/// @see "keys.md, Certificates"
public final class ServerIdentity extends X509ExtendedKeyManager {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final String ALIAS = "server";

  private final PrivateKey key;
  private volatile List<X509Certificate> chain;

  private ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = chain;
  }

  /// The private key of a pair in PEM, PKCS #8, without a password.
  public static String keyPem(KeyPair pair) {
    return Pem.block("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /// A request for a certificate of these hosts and addresses in PEM, PKCS #10.
  public static String requestPem(KeyPair pair, List<String> names, SecureRandom random) {
    try {
      var generalNames = names.stream().map(name -> new GeneralName(ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName,
          name))
          .toArray(GeneralName[]::new);
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(generalNames));
      String first = names.getFirst();
      var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, first.substring(0, Math.min(64, first.length()))).build();
      var request = new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic())
          .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
          .build(new JcaContentSignerBuilder(P256.SIGNATURE).setSecureRandom(random).build(pair.getPrivate()));
      return Pem.block("CERTIFICATE REQUEST", request.getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("a request of our own can be encoded and signed", e);
    }
  }

  /// A request for a new certificate of this key and the names of the present one.
  String requestPem(SecureRandom random) {
    X509Certificate own = certificate();
    return requestPem(new KeyPair(own.getPublicKey(), key), names(own), random);
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names.stream().filter(name -> Integer.valueOf(GeneralName.dNSName).equals(name.getFirst())
          || Integer.valueOf(GeneralName.iPAddress).equals(name.getFirst())).map(name -> String.valueOf(name.getLast())).toList();
    } catch (CertificateParsingException e) {
      throw new IllegalStateException("a certificate that was read has names that can be read", e);
    }
  }

  /// From now on shows newer certificates of the same key, the server's own first.
  void take(List<X509Certificate> newer) {
    chain = List.copyOf(newer);
  }

  /// The identity in two files: the key, mode 0600, and the certificates, the server's own first; perhaps it is over.
  public static Parsed<ServerIdentity> load(Path keyFile, Path certificateFile, Instant now, SecureRandom random) {
    var problems = new ArrayList<Problem>();
    Optional<PrivateKey> key = key(keyFile, problems);
    List<X509Certificate> chain = certificates(certificateFile, problems);
    if (key.isPresent() && !chain.isEmpty()) {
      X509Certificate own = chain.getFirst();
      if (!P256.belongTogether(key.get(), own.getPublicKey(), random)) {
        problems.add(new Problem(certificateFile.toString(), "is not the certificate of " + keyFile, "the coordinator issues one for server.csr"));
      }
      if (now.isBefore(own.getNotBefore().toInstant())) {
        problems.add(new Problem(certificateFile.toString(), "is not valid yet", "check the clock of this machine"));
      }
    }
    return Parsed.of(problems, () -> new ServerIdentity(key.orElseThrow(), chain));
  }

  /// Until when the server's certificate holds.
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /// The server's own certificate.
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// The certificates above the server's own.
  public List<X509Certificate> authorities() {
    List<X509Certificate> present = chain;
    return present.subList(1, present.size());
  }

  private static Optional<PrivateKey> key(Path file, List<Problem> problems) {
    return switch (new PrivateKeyFile(file, PrivateKeyFile.Kind.TLS).read()) {
      case Parsed.Valid<PrivateKey>(PrivateKey key) -> Optional.of(key);
      case Parsed.Rejected<PrivateKey>(List<Problem> found) -> {
        problems.addAll(found);
        yield Optional.empty();
      }
    };
  }

  /// The server's own certificate in its file, valid or not.
  public static Parsed<X509Certificate> own(Path certificateFile) {
    var problems = new ArrayList<Problem>();
    List<X509Certificate> chain = certificates(certificateFile, problems);
    return Parsed.of(problems, chain::getFirst);
  }

  private static List<X509Certificate> certificates(Path file, List<Problem> problems) {
    try {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      List<X509Certificate> certificates = found.stream().map(X509Certificate.class::cast).toList();
      if (certificates.isEmpty()) {
        problems.add(new Problem(file.toString(), "holds no certificate"));
      }
      return certificates;
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), "cannot be read (" + e.getClass().getSimpleName() + ")",
          "the coordinator issues it for server.csr: tellonce keys issue server.csr"));
    } catch (CertificateException e) {
      problems.add(new Problem(file.toString(), "not certificates in PEM"));
    }
    return List.of();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return keyType.equals("EC") ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return keyType.equals("EC") ? ALIAS : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return null;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
