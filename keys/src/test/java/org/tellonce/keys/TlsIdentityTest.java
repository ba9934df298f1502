package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.P256;

class TlsIdentityTest {
  @TempDir
  private Path folder;
  private final Instant now = Instant.now();
  private final TestPki pki = new TestPki(() -> now);

  private TlsIdentity open(TlsIdentity.Files files, Instant when) {
    return TlsIdentity.open(files, () -> when, pki.random);
  }

  private void refused(TlsIdentity.Files files, Instant when, String... words) {
    assertThatThrownBy(() -> open(files, when)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains(words);
    });
  }

  @Test
  void filesOfOneAgency_areItsIdentity() {
    TlsIdentity identity = open(pki.write(folder, TestPki.AGENCY), now);

    assertThat(identity.agency()).isEqualTo(TestPki.CHILD_WELFARE);
    assertThat(P256.belongTogether(identity.signingKey(), identity.certificate().getPublicKey(), pki.random)).isTrue();
    assertThat(identity.term().isDue(now)).isFalse();
    assertThat(identity.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void issuingCaMissingBesideTheCertificate_isTakenFromTheAuthority() throws IOException {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);
    var leaf = new CertificateFile(files.certificate()).read().orThrow().getFirst();
    Files.delete(files.certificate());
    new CertificateFile(files.certificate()).create(List.of(leaf));

    assertThat(open(files, now).certificate()).isEqualTo(leaf);
  }

  @Test
  void key0644_isRefused() throws IOException {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));

    refused(files, now, "agency.key: open to its group or others");
  }

  @Test
  void expired_notYetValid_areTold_withWhatToDo() {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);

    refused(files, now.plus(Duration.ofDays(91)), "agency.pem: expired on ", "agency.csr");
    refused(files, now.minus(Duration.ofDays(1)), "agency.pem: is not valid yet", "clock");
  }

  @Test
  void expired_isReadForItsRenewal() {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);

    TlsIdentity over = TlsIdentity.readAlsoOver(files, () -> now.plus(Duration.ofDays(91)), pki.random).orThrow();

    assertThat(over.term().isOver(now.plus(Duration.ofDays(91)))).isTrue();
    assertThat(over.agency()).isEqualTo(TestPki.CHILD_WELFARE);
  }

  @Test
  void successor_isOfTheSameKeyAgencyAndRoot_andEndsLater() {
    TlsIdentity identity = open(pki.write(folder, TestPki.AGENCY), now);
    KeyPair own = new KeyPair(identity.certificate().getPublicKey(), identity.signingKey());
    Instant later = now.plus(Duration.ofDays(60));
    Authority then = new Authority(pki.issuing.key(), pki.issuing.certificate(), () -> later, pki.random);
    var renewed = then.issue(pki.request(TestPki.AGENCY, own), Authority.LEAF_DAYS);
    var root = Optional.of(pki.root.certificate());

    assertThat(identity.successor(List.of(renewed), root, later).orThrow()).containsExactly(renewed, pki.issuing.certificate());
    assertThat(identity.successor(List.of(renewed), Optional.empty(), later)).isInstanceOf(Parsed.Valid.class);
    notOne(identity, then.issue(pki.request(TestPki.AGENCY, P256.newPair(pki.random)), 90), root, later, "is of another key");
    notOne(identity, then.issue(pki.request(TestPki.LOCALHOST, own), 90), root, later, "not a certificate of this agency");
    notOne(identity, then.issue(pki.request(new Holder.Agency(new AgencyId("clinic")), own), 90), root, later, "not a certificate of this agency");
    notOne(identity, then.issue(pki.request(TestPki.AGENCY, own), 30), root, later, "does not end later");
    notOne(identity, renewed, root, now, "does not hold now");
    notOne(identity, renewed, Optional.of(new TestPki(() -> now).root.certificate()), later, "was not issued under the root");
    var stranger = new TestPki(() -> later);
    notOne(identity, stranger.issue(TestPki.AGENCY, own), root, later, "was not issued under the root");
    notOne(identity, stranger.issue(TestPki.AGENCY, own), Optional.of(stranger.root.certificate()), later, "was not issued under the root");
  }

  private static void notOne(TlsIdentity identity, X509Certificate offered, Optional<X509Certificate> root, Instant when, String words) {
    assertThat(identity.successor(List.of(offered), root, when)).isInstanceOfSatisfying(Parsed.Rejected.class, rejected -> assertThat(rejected
        .problems()
        .toString()).contains(words));
  }

  @Test
  void anotherCollaborativesCa_isRefused_evenOfTheSameName() throws IOException {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);
    var stranger = new TestPki(() -> now);
    Files.delete(files.authority());
    new CertificateFile(files.authority()).create(List.of(stranger.issuing.certificate(), stranger.root.certificate()));

    refused(files, now, "agency.pem: was not issued under the root in");
  }

  @Test
  void anotherKey_orAServersCertificate_isRefused() throws IOException {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);
    Files.delete(files.key());
    new PrivateKeyFile(files.key()).create(P256.newPair(pki.random).getPrivate());
    refused(files, now, "agency.pem: is not the certificate of ", "agency.key");

    Path other = Files.createDirectory(folder.resolve("server"));
    refused(pki.write(other, TestPki.LOCALHOST), now, "not a certificate of an agency's client");
  }

  @Test
  void everyMissingOrBrokenFile_isToldAtOnce() throws IOException {
    Files.writeString(folder.resolve("agency.pem"), "hello");
    var files = new TlsIdentity.Files(folder.resolve("agency.key"), folder.resolve("agency.pem"), folder.resolve("ca.pem"));

    refused(files, now, "agency.key: no such file", "agency.pem: ", "ca.pem: no such file");
  }

  @Test
  void keyOfAnotherForm_isRefused_andNotRepeated() throws IOException {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);
    Files.writeString(files.key(), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

    refused(files, now, "agency.key: not one EC key in PEM");
    assertThat(TlsIdentity.read(files, () -> now, pki.random).toString()).doesNotContain("c2VjcmV0");
  }

  @Test
  void overARealSocket_bothSidesAreKnown_andTls13IsSpoken() throws Exception {
    TlsIdentity identity = open(pki.write(folder, TestPki.AGENCY), now);

    assertThat(get(identity, pki, pki, TestPki.LOCALHOST, "TLSv1.3")).isEqualTo("URI tellonce:agency:child_welfare TLSv1.3");
  }

  @Test
  void serverOfAnotherCa_withAClientsCertificate_orForAnotherHost_isRefused() {
    TlsIdentity identity = open(pki.write(folder, TestPki.AGENCY), now);
    var stranger = new TestPki(() -> now);

    assertThatThrownBy(() -> get(identity, pki, stranger, TestPki.LOCALHOST, "TLSv1.3")).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> get(identity, pki, pki, TestPki.AGENCY, "TLSv1.3")).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> get(identity, pki, pki, new Holder.Server(List.of("harbor.example"), List.of()), "TLSv1.3"))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void serverThatOnlySpeaksTls12_isRefused() {
    TlsIdentity identity = open(pki.write(folder, TestPki.AGENCY), now);

    assertThatThrownBy(() -> get(identity, pki, pki, TestPki.LOCALHOST, "TLSv1.2")).isInstanceOf(SSLException.class);
  }

  @Test
  void serversCertificate_isJudgedByTheClockThatWasHandedIn() {
    TlsIdentity.Files files = pki.write(folder, TestPki.AGENCY);
    var clock = new java.util.concurrent.atomic.AtomicReference<>(now);
    TlsIdentity identity = TlsIdentity.open(files, clock::get, pki.random);

    assertThatCode(() -> get(identity, pki, pki, TestPki.LOCALHOST, "TLSv1.3")).doesNotThrowAnyException();
    clock.set(now.plus(Duration.ofDays(91)));
    assertThatThrownBy(() -> get(identity, pki, pki, TestPki.LOCALHOST, "TLSv1.3")).isInstanceOf(SSLException.class);
  }

  /// Asks a server on the loopback that was issued by `issuer` and trusts clients of `trusted`; it answers with whom it sees.
  private static String get(TlsIdentity identity, TestPki trusted, TestPki issuer, Holder holder, String protocol) throws Exception {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(trusted, issuer, holder)) {
      @Override
      public void configure(HttpsParameters parameters) {
        var tls = new SSLParameters(null, new String[] {protocol});
        tls.setNeedClientAuth(true);
        parameters.setSSLParameters(tls);
      }
    });
    server.createContext("/", exchange -> {
      try (exchange) {
        var session = ((HttpsExchange) exchange).getSSLSession();
        var seen = (java.security.cert.X509Certificate) session.getPeerCertificates()[0];
        String uri = seen.getSubjectAlternativeNames().iterator().next().get(1).toString();
        byte[] body = ("URI " + uri + " " + session.getProtocol()).getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } catch (java.security.cert.CertificateParsingException e) {
        throw new IOException(e);
      }
    });
    server.start();
    try (var client = identity.httpClient().connectTimeout(Duration.ofSeconds(10)).build()) {
      var request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.getAddress().getPort() + "/")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext context(TestPki trusted, TestPki issuer, Holder holder) throws Exception {
    var pair = P256.newPair(issuer.random);
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("server", pair.getPrivate(), new char[0],
        new Certificate[] {issuer.issue(holder, pair), issuer.issuing.certificate()});
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", trusted.root.certificate());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), issuer.random);
    return context;
  }
}
