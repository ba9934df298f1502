package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.CallLimits;
import org.tellonce.server.transport.CallLog;
import org.tellonce.server.transport.TestClient;

/// What is let in reaches its room, and what every answer has.
class HttpApiTest extends ServedApi {
  @Test
  void signedCallOfAMember_reachesItsRoom() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = school.draft(Route.PART, bytes("{}"), "ab12", 3).send();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), UTF_8)).contains("PUT /v1/submissions/{id}/parts/{n} by school", "id=ab12 n=3", "after=- {}");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void everyRoute_isReachedByItsMethodAndPath() throws IOException, InterruptedException {
    for (Route route : Route.values()) {
      Object[] places = route.template().chars().filter(c -> c == '{').mapToObj(_ -> "7").toArray();
      HttpResponse<byte[]> response = school.draft(route, EMPTY, places).send();
      assertThat(new String(response.body(), UTF_8)).startsWith(route.method() + " " + route.template() + " by school");
    }
  }

  @Test
  void query_reachesTheRoom_andIsSigned() throws IOException, InterruptedException {
    HttpRequest request = school.draft("GET", "/v1/flags?after=12", EMPTY).build();

    assertThat(new String(school.send(request).body(), UTF_8)).contains("after=12");

    var other = HttpRequest.newBuilder(request, (_, _) -> true).uri(java.net.URI.create(base() + "/v1/flags?after=13")).build();
    assertThat(TestClient.code(school.send(other))).isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void oversizeBody_isRefused_whetherAnnouncedOrNot() throws IOException, InterruptedException {
    byte[] large = new byte[Route.OPENINGS.maxBodyBytes() + 1];

    assertThat(TestClient.code(school.draft(Route.OPENINGS, large).send())).isEqualTo(ProblemCode.TOO_LARGE);

    HttpRequest draft = school.draft(Route.OPENINGS, large).build();
    var chunked = HttpRequest.newBuilder(draft, (_, _) -> true)
        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))).build();
    assertThat(TestClient.code(school.send(chunked))).isEqualTo(ProblemCode.TOO_LARGE);
    assertThat(limits.running()).isZero();
  }

  @Test
  void bodyWhereNoneBelongs_isRefused() throws IOException, InterruptedException {
    assertThat(TestClient.code(school.draft(Route.COMMIT, bytes("{}"), "ab").send())).isEqualTo(ProblemCode.TOO_LARGE);
  }

  @Test
  void largestBody_isTaken() throws IOException, InterruptedException {
    byte[] large = new byte[Route.PART.maxBodyBytes()];
    Arrays.fill(large, (byte) 'x');

    assertThat(school.draft(Route.PART, large, "ab", 1).send().statusCode()).isEqualTo(200);
  }

  @Test
  void tooManyCallsAtOnce_areToldWhenToComeAgain() throws Exception {
    var entered = new CountDownLatch(2);
    var leave = new CountDownLatch(1);
    stopServer();
    clockOffset.set(Duration.ofSeconds(-5));
    start(new CallLimits.Bounds(8, 2, 10_000, 10_000), 0);
    clockOffset.set(Duration.ZERO);
    room.set(call -> {
      entered.countDown();
      try {
        assertThat(leave.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return echo(call);
    });
    try (TestClient busy = client(SCHOOL, "school"); TestClient shelter = client(SHELTER, "shelter")) {
      CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> status(busy));
      CompletableFuture<Integer> two = CompletableFuture.supplyAsync(() -> status(busy));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

      HttpResponse<byte[]> third = busy.draft(Route.COLLABORATIVE, EMPTY).send();
      assertThat(TestClient.code(third)).isEqualTo(ProblemCode.TOO_MANY);
      assertThat(third.headers().firstValue("Retry-After")).isPresent();
      CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> status(shelter));
      leave.countDown();

      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(two.get(20, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  private static int status(TestClient client) {
    try {
      return client.draft(Route.COLLABORATIVE, EMPTY).send().statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppingDoor_answersTemporarilyUnavailable() throws IOException, InterruptedException {
    door.stop();

    HttpResponse<byte[]> response = school.draft(Route.COLLABORATIVE, EMPTY).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  // --- everything else

  @Test
  void unknownPath_isNotFound() throws IOException, InterruptedException {
    for (String path : new String[] {"/", "/v1", "/v2/flags", "/v1/submissions/a/b", "/v1/openings/b", "/metrics",
        "/v1/flags/%2e%2e/openings/x"}) {
      assertThat(TestClient.code(school.draft("GET", path, EMPTY).send())).as(path).isEqualTo(ProblemCode.NOT_FOUND);
    }
  }

  @Test
  void targetThatCannotBeDecoded_isMalformed() throws Exception {
    var incidents = new ListAppender<ILoggingEvent>();
    incidents.start();
    var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(CallLog.INCIDENTS);
    logger.setLevel(Level.INFO);
    logger.addAppender(incidents);
    try {
      for (String target : new String[] {"/v1/flags?after=%zz", "/v1/flags?%", "/v1/submissions/%zz", "/v1/submissions/%", "/%e", "/v1/%C3%ZZ"}) {
        String answer = plain("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).as(target).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"code\":\"malformed\"",
            "\"where\":\"target\"");
      }
      assertThat(incidents.list).hasSize(6).allSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.INFO));
    } finally {
      logger.detachAppender(incidents);
      logger.setLevel(null);
    }
  }

  /// What comes back on a connection of its own until it is closed.
  private String plain(String request) throws Exception {
    try (SSLSocket socket = school.socket(server.actualPort())) {
      socket.getOutputStream().write(bytes(request));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void unknownMethod_isToldTheKnownOnes() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = school.draft("DELETE", "/v1/withdrawals", EMPTY).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.METHOD_NOT_ALLOWED);
    assertThat(response.headers().firstValue("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("POST", "GET");
  }

  @Test
  void mistakeOfOurs_isAnIncident_withoutItsMessage() throws IOException, InterruptedException {
    room.set(_ -> {
      throw new IllegalStateException("Quillon");
    });

    HttpResponse<byte[]> response = school.draft(Route.COLLABORATIVE, EMPTY).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.INTERNAL);
    assertThat(new String(response.body(), UTF_8)).doesNotContain("Quillon", "IllegalState");
    assertThat(limits.running()).isZero();
  }
}
