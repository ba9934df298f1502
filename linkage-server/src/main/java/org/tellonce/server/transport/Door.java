package org.tellonce.server.transport;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.ContentDigest;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.RequestSignature;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignatureCheck;
import org.tellonce.protocol.transport.SignatureInput;
import org.tellonce.protocol.transport.SignedRequest;

/// Lets requests in, one after the other through the same steps: certificate → member → limits → body → worker → signature → room; and lets every answer out:
/// a result or a problem document, a line of the log, a figure of the metrics.
///
/// @see "transport.md"
public final class Door {
  private static final int BUSY_SECONDS = 1;
  private static final int STOPPING_SECONDS = 30;
  private static final int DRAIN_BYTES = 1 << 20;
  /// Answers of ticked routes leave at multiples of it after their request was read.
  private static final long TICK_NANOS = 300_000_000;
  /// Their bodies are filled up to multiples of it.
  private static final int FILLED_BYTES = 4_096;

  private final Admission admission;
  private final BiConsumer<AgencyId, X509Certificate> admissions;
  private final CallLimits limits;
  private final NonceMemory nonces;
  private final ExecutorService workers;
  private final CallLog log;
  private final SecureRandom random;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /// @param admission with which certificates calls may be made
  /// @param admissions told of each caller and its certificate before the call is answered
  /// @param workers a bounded pool that rejects what it cannot take
  public Door(Admission admission, BiConsumer<AgencyId, X509Certificate> admissions, CallLimits limits, NonceMemory nonces, ExecutorService workers,
      CallLog log, SecureRandom random) {
    this.admission = admission;
    this.admissions = admissions;
    this.limits = limits;
    this.nonces = nonces;
    this.workers = workers;
    this.log = log;
    this.random = random;
  }

  /// The way to one call.
  public Handler<RoutingContext> to(Route route, CallHandler handler) {
    return context -> new Visit(context, route, handler).begin();
  }

  /// The way to nothing: the path, or the path with this method, is none of ours.
  ///
  /// @param methods the methods that the path has
  public void nowhere(RoutingContext context, List<String> methods) {
    if (!methods.isEmpty()) {
      context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
    }
    new Visit(context, null, _ -> Answer.refused(ProblemCode.NOT_FOUND))
        .refuse(Answer.refused(methods.isEmpty() ? ProblemCode.NOT_FOUND : ProblemCode.METHOD_NOT_ALLOWED));
  }

  /// The way back for a target that cannot be decoded.
  public void malformed(RoutingContext context) {
    new Visit(context, null, _ -> Answer.refused(ProblemCode.MALFORMED))
        .refuse(Answer.refused(ProblemCode.MALFORMED, "target", "a % is not followed by two hexadecimal digits"));
  }

  /// The one failure handler: what was thrown on the way.
  public void failed(RoutingContext context) {
    var visit = new Visit(context, null, _ -> Answer.refused(ProblemCode.INTERNAL));
    if (context.failure() != null) {
      visit.mistake(context.failure());
    } else {
      visit.refuse(Answer.refused(context.statusCode() == 400 ? ProblemCode.MALFORMED : ProblemCode.NOT_FOUND));
    }
  }

  /// From now on every new call is answered *temporarily unavailable*.
  public void stop() {
    stopping.set(true);
  }

  /// How long it is to the next tick, in whole milliseconds and at least one.
  ///
  /// @param elapsedNanos since the request was read
  static long millisToTick(long elapsedNanos) {
    return (TICK_NANOS - elapsedNanos % TICK_NANOS + 999_999) / 1_000_000;
  }

  /// A body with spaces behind it, so that its length tells nothing.
  static byte[] filled(byte[] body) {
    byte[] filled = Arrays.copyOf(body, (body.length + FILLED_BYTES - 1) / FILLED_BYTES * FILLED_BYTES);
    Arrays.fill(filled, body.length, filled.length, (byte) ' ');
    return filled;
  }

  private String incident() {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// One request on its way through the door.
  private final class Visit {
    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final @Nullable Route route;
    private final CallHandler handler;
    private final long began = System.nanoTime();
    private final Context eventLoop = Vertx.currentContext();
    private Optional<AgencyId> agency = Optional.empty();

    Visit(RoutingContext routing, @Nullable Route route, CallHandler handler) {
      this.routing = routing;
      this.request = routing.request();
      this.route = route;
      this.handler = handler;
    }

    void begin() {
      if (stopping.get()) {
        refuse(Answer.later(ProblemCode.UNAVAILABLE, STOPPING_SECONDS));
        return;
      }
      Optional<X509Certificate> certificate = Admission.certificate(request.sslSession());
      agency = certificate.flatMap(admission::agencyOf);
      Optional<Answer> refusal = certificate.flatMap(shown -> admission.refusal(shown, route));
      if (refusal.isPresent() || certificate.isEmpty() || agency.isEmpty()) {
        refuse(refusal.orElseGet(() -> Answer.refused(ProblemCode.NOT_A_MEMBER)));
        return;
      }
      switch (limits.enter(agency.get(), route != null && route.isLogged())) {
        case CallLimits.Wait(int seconds) -> refuse(Answer.later(ProblemCode.TOO_MANY, seconds));
        case CallLimits.Slot slot -> body(certificate.get(), agency.get(), slot);
      }
    }

    private void body(X509Certificate certificate, AgencyId caller, CallLimits.Slot slot) {
      int most = route == null ? 0 : route.maxBodyBytes();
      long announced = announced();
      if (announced > most) {
        slot.close();
        refuse(Answer.refused(ProblemCode.TOO_LARGE));
        return;
      }
      Buffer body = Buffer.buffer((int) Math.max(0, announced));
      var over = new AtomicBoolean();
      request.handler(chunk -> {
        if (over.get()) {
          return;
        }
        if (body.length() + chunk.length() > most) {
          over.set(true);
          slot.close();
          refuse(Answer.refused(ProblemCode.TOO_LARGE));
        } else {
          body.appendBuffer(chunk);
        }
      });
      request.exceptionHandler(_ -> slot.close());
      request.endHandler(_ -> {
        if (!over.get()) {
          work(certificate, caller, body.getBytes(), slot);
        }
      });
    }

    private void work(X509Certificate certificate, AgencyId caller, byte[] body, CallLimits.Slot slot) {
      try {
        long read = System.nanoTime();
        workers.execute(() -> {
          Runnable sending = sending(certificate, caller, body);
          if (route != null && route.isTicked()) {
            atTick(read, slot, sending);
          } else {
            // First on its way, then counted as over: a server that stops closes what stands behind it in the event loop.
            try (slot) {
              eventLoop.runOnContext(_ -> sending.run());
            }
          }
        });
      } catch (RejectedExecutionException e) {
        slot.close();
        send(Answer.later(ProblemCode.TOO_MANY, BUSY_SECONDS));
      }
    }

    /// The answer, or the mistake that came in its place, ready to be sent.
    private Runnable sending(X509Certificate certificate, AgencyId caller, byte[] body) {
      try {
        Answer answer = answer(certificate, caller, body);
        return () -> send(answer);
      } catch (RuntimeException | Error e) {
        return () -> mistake(e);
      }
    }

    /// Sends at the first tick that is not over, by the event loop's timer: no worker waits. The call counts as running until then, so that a server that stops waits
    /// for it.
    private void atTick(long read, CallLimits.Slot slot, Runnable sending) {
      eventLoop.runOnContext(_ -> eventLoop.owner().setTimer(millisToTick(System.nanoTime() - read), _ -> {
        try (slot) {
          sending.run();
        }
      }));
    }

    private Answer answer(X509Certificate certificate, AgencyId caller, byte[] body) {
      String target = RequestSignature.targetUri(Optional.ofNullable(request.getHeader(HttpHeaders.HOST)).orElse(""), request.uri());
      var check = RequestSignature.verify(request.method().name(), target, body, header(ContentDigest.HEADER), header(SignatureInput.HEADER),
          header(RequestSignature.HEADER), certificate.getPublicKey());
      return switch (check) {
        case SignatureCheck.Unsigned _ -> Answer.refused(ProblemCode.UNSIGNED);
        case SignatureCheck.Malformed(List<Problem> problems) -> Answer.refused(ProblemCode.WRONG_SIGNATURE, problems);
        case SignatureCheck.WrongSignature _ -> Answer.refused(ProblemCode.WRONG_SIGNATURE);
        case SignatureCheck.WrongDigest _ -> Answer.refused(ProblemCode.WRONG_DIGEST);
        case SignatureCheck.Signed(SignatureInput input, _) when !input.agency().equals(caller) -> Answer.refused(ProblemCode.WRONG_SIGNATURE,
            "keyid", "is not the agency of the certificate");
        case SignatureCheck.Signed(SignatureInput input, SignedRequest signed) -> switch (nonces.use(input)) {
          case STALE -> Answer.refused(ProblemCode.STALE);
          case REPLAYED -> Answer.refused(ProblemCode.REPLAYED);
          case FIRST -> admission.refusal(certificate, route).orElseGet(() -> {
            // A body may have taken its time: it is asked once more.
            admissions.accept(caller, certificate);
            return handler.answer(call(caller, certificate, body, signed));
          });
        };
      };
    }

    private Call call(AgencyId caller, X509Certificate certificate, byte[] body, SignedRequest signed) {
      if (route == null) {
        throw new IllegalStateException("only a route's visit comes this far");
      }
      Map<String, String> query = new HashMap<>();
      request.params().forEach((name, value) -> {
        if (!routing.pathParams().containsKey(name)) {
          query.putIfAbsent(name, value);
        }
      });
      return new Call(route, caller, certificate, routing.pathParams(), query, body, signed);
    }

    /// The value of a header; of one that comes several times all values, as RFC 9110 combines them.
    private @Nullable String header(String name) {
      List<String> values = request.headers().getAll(name);
      return values.isEmpty() ? null : String.join(", ", values);
    }

    /// Refuses before the body was read: what still comes is thrown away, up to a bound, so that the client gets to read the answer; then the connection ends.
    void refuse(Answer answer) {
      routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      if (request.isEnded() || announced() > DRAIN_BYTES + 4L * (route == null ? 0 : route.maxBodyBytes())) {
        send(answer);
        return;
      }
      long most = DRAIN_BYTES + 4L * (route == null ? 0 : route.maxBodyBytes());
      var sent = new AtomicBoolean();
      long[] seen = {0};
      Runnable once = () -> {
        if (sent.compareAndSet(false, true)) {
          send(answer);
        }
      };
      request.handler(chunk -> {
        seen[0] += chunk.length();
        if (seen[0] > most) {
          once.run();
        }
      });
      request.endHandler(_ -> once.run());
    }

    /// The length that the request names; -1 if it names none.
    private long announced() {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    private void send(Answer answer) {
      switch (answer) {
        case Answer.Done done -> write(200, done.mediaType(), done.body());
        case Answer.Refused(ProblemCode code, List<Problem> problems, int retryAfterSeconds) -> {
          String incident = incident();
          log.refused(incident, code);
          if (retryAfterSeconds > 0) {
            routing.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
          }
          write(code.status(), ProblemDocument.MEDIA_TYPE, new ProblemDocument(code, incident, problems).toBytes());
        }
      }
    }

    void mistake(Throwable thrown) {
      String incident = incident();
      log.mistake(incident, thrown);
      write(ProblemCode.INTERNAL.status(), ProblemDocument.MEDIA_TYPE, new ProblemDocument(ProblemCode.INTERNAL, incident, List.of()).toBytes());
    }

    private void write(int status, String mediaType, byte[] body) {
      HttpServerResponse response = routing.response();
      String template = route == null ? "-" : route.method() + " " + route.template();
      log.call(template, agency.map(AgencyId::value).orElse("-"), status, Duration.ofNanos(System.nanoTime() - began));
      if (response.ended() || response.closed()) {
        return;
      }
      response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType).putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader("X-Content-Type-Options", "nosniff").end(Buffer.buffer(route != null && route.isTicked() ? filled(body) : body));
    }
  }
}
