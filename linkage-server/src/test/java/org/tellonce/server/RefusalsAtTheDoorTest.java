package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.CallLimits;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// Connections and requests of whom the rules do not name, or that are not as they were signed.
class RefusalsAtTheDoorTest extends ServedApi {
  private static final List<Route> ROUTES = Arrays.stream(Route.values()).filter(route -> !route.template().contains("{")).toList();

  @Test
  void noCertificate_isRefusedByTls() {
    assertRefusedByTls(client(null, "school"));
  }

  @Test
  void certificateOfAnotherCa_isRefusedByTls() {
    assertRefusedByTls(client(new TestPki().agency("school"), "school"));
  }

  @Test
  void expiredCertificateOfNobody_isRefusedByTls() {
    assertRefusedByTls(client(PKI.expiredAgency("school"), "school"));
  }

  @Test
  void selfSignedCertificate_isRefusedByTls() {
    assertRefusedByTls(client(PKI.selfSigned("school"), "school"));
  }

  @Test
  void certificateSignedByAnAgency_isRefusedByTls() {
    assertRefusedByTls(client(PKI.signedByAgency("school", SHELTER), "school"));
  }

  @Test
  void certificateForServers_isRefusedByTls() {
    assertRefusedByTls(client(PKI.agencyForServers("school"), "school"));
  }

  @Test
  void certificateOnAnotherCurve_isRefusedByTls() {
    assertRefusedByTls(client(PKI.agencyOnP384("school"), "school"));
  }

  @Test
  void certificateThatExpires_isGoodForItsRenewalOnly_onAnOpenConnectionAndOnANewOne() throws IOException, InterruptedException {
    assertThat(school.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);

    clockOffset.set(Duration.ofDays(91));

    try (TestClient again = client(SCHOOL, "school")) {
      for (TestClient client : List.of(school, again)) {
        for (Route route : ROUTES) {
          HttpResponse<byte[]> answer = client.draft(route, EMPTY).created(clock.instant()).send();
          if (route == Route.RENEWALS) {
            assertThat(answer.statusCode()).isEqualTo(200);
          } else {
            assertThat(TestClient.code(answer)).as(route.name()).isEqualTo(ProblemCode.CERTIFICATE_EXPIRED);
          }
        }
      }
    }
  }

  @Test
  void revokedCertificate_isGoodForNothing_onAnOpenConnectionAndOnANewOne() throws IOException, InterruptedException {
    assertThat(school.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);

    revoked.set(Set.of(SCHOOL.certificate()));

    try (TestClient again = client(SCHOOL, "school"); TestClient shelter = client(SHELTER, "shelter")) {
      for (TestClient client : List.of(school, again)) {
        for (Route route : ROUTES) {
          assertThat(TestClient.code(client.draft(route, EMPTY).send())).as(route.name()).isEqualTo(ProblemCode.CERTIFICATE_REVOKED);
        }
      }
      assertThat(shelter.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void certificateThatTheRulesDoNotName_isNoMember() throws IOException, InterruptedException {
    try (TestClient stranger = client(PKI.agency("school"), "school")) {
      assertThat(TestClient.code(stranger.draft(Route.COLLABORATIVE, EMPTY).send())).isEqualTo(ProblemCode.NOT_A_MEMBER);
    }
  }

  @Test
  void olderTls_isRefused() throws GeneralSecurityException, IOException {
    var trust = TrustManagerFactory.getInstance("PKIX");
    var store = java.security.KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", PKI.root());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), RANDOM);
    try (var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.actualPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void plainHttp_isNotAnswered() throws IOException {
    try (var socket = new Socket("localhost", server.actualPort()); OutputStream out = socket.getOutputStream()) {
      out.write(bytes("GET /v1/collaborative HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/");
    }
  }

  // --- signatures

  @Test
  void unsignedCall_isRefused() throws IOException, InterruptedException {
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).unsigned().send())).isEqualTo(ProblemCode.UNSIGNED);
  }

  @Test
  void signatureOfAnotherAgency_isRefused() throws IOException, InterruptedException {
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).signedBy("shelter", SHELTER.key()).send()))
        .isEqualTo(ProblemCode.WRONG_SIGNATURE);
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).signedBy("school", SHELTER.key()).send()))
        .isEqualTo(ProblemCode.WRONG_SIGNATURE);
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).signedBy("shelter", SCHOOL.key()).send()))
        .isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void signatureThatCannotBeRead_isRefused() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(school.draft(Route.COLLABORATIVE, EMPTY).build(), (name, _) -> !name.equals("Signature-Input"))
        .header("Signature-Input", "tellonce=(").build();

    assertThat(TestClient.code(school.send(request))).isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void headerThatComesTwice_isRefused() throws IOException, InterruptedException {
    HttpRequest request = school.draft(Route.COLLABORATIVE, EMPTY).build();
    HttpRequest twice = HttpRequest.newBuilder(request, (_, _) -> true).header("Signature", request.headers().firstValue("Signature").orElseThrow())
        .build();

    assertThat(TestClient.code(school.send(twice))).isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void changedBody_isRefused() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = school.draft(Route.WITHDRAW, bytes("{\"a\":1}")).butSending(bytes("{\"a\":2}")).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.WRONG_DIGEST);
  }

  @Test
  void staleCall_isRefused_onBothSidesOfTheWindow() throws IOException, InterruptedException {
    Instant now = InstantSource.system().instant();
    for (Duration off : new Duration[] {Duration.ofSeconds(-130), Duration.ofSeconds(130)}) {
      assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).created(now.plus(off)).send())).isEqualTo(ProblemCode.STALE);
    }
  }

  @Test
  void callSignedBeforeTheServersStart_isRefused() throws IOException, InterruptedException {
    Instant beforeStart = InstantSource.system().instant().minusSeconds(20);

    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).created(beforeStart).send())).isEqualTo(ProblemCode.STALE);
  }

  @Test
  void replayedCall_isRefused() throws IOException, InterruptedException {
    HttpRequest request = school.draft(Route.COLLABORATIVE, EMPTY).build();

    assertThat(school.send(request).statusCode()).isEqualTo(200);
    assertThat(TestClient.code(school.send(request))).isEqualTo(ProblemCode.REPLAYED);
  }

  @Test
  void nonceOfAnotherAgency_isNoReplay() throws IOException, InterruptedException {
    Nonce nonce = Nonce.random(RANDOM);
    try (TestClient shelter = client(SHELTER, "shelter")) {
      assertThat(school.draft(Route.COLLABORATIVE, EMPTY).nonce(nonce).send().statusCode()).isEqualTo(200);
      assertThat(shelter.draft(Route.COLLABORATIVE, EMPTY).nonce(nonce).send().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void callReplayedAcrossARestart_isRefused_evenFromAClockThatIsAhead() throws IOException, InterruptedException {
    int port = server.actualPort();
    HttpRequest now = school.draft(Route.COLLABORATIVE, EMPTY).build();
    HttpRequest ahead = school.draft(Route.COLLABORATIVE, EMPTY).created(InstantSource.system().instant().plusSeconds(100)).build();
    assertThat(school.send(now).statusCode()).isEqualTo(200);
    assertThat(school.send(ahead).statusCode()).isEqualTo(200);

    stopServer();
    clockOffset.set(Duration.ofSeconds(2));
    start(new CallLimits.Bounds(8, 4, 10_000, 10_000), port);

    // The same address as before, so that the signatures themselves still hold.
    try (TestClient again = client(SCHOOL, "school")) {
      assertThat(TestClient.code(again.send(now))).isEqualTo(ProblemCode.STALE);
      assertThat(TestClient.code(again.send(ahead))).isEqualTo(ProblemCode.REPLAYED);
    }
  }

  // --- bounds
}
