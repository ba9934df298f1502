package org.tellonce.agency.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.transport.ContentDigest;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.RequestSignature;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignatureInput;

/// Talks to the linkage server: each request is signed anew with the key of the agency's certificate, over TLS 1.3 with that certificate.
///
/// @see "transport.md"
public final class ServerClient implements Server, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  /// A commit compares everything that is new: it may take a while.
  private static final Duration ANSWER = Duration.ofMinutes(30);

  private final URI server;
  private final TlsIdentity identity;
  private final InstantSource clock;
  private final SecureRandom random;
  private final CallJournal journal;
  private final Duration time;
  private final HttpClient http;

  /// @param server `https://host:port`, without a path
  /// @param journal told of every call
  public ServerClient(URI server, TlsIdentity identity, CallJournal journal, InstantSource clock, SecureRandom random) {
    this(server, identity, journal, clock, random, ANSWER);
  }

  /// @param time that a call may take, from its first byte to the last of its answer
  ServerClient(URI server, TlsIdentity identity, CallJournal journal, InstantSource clock, SecureRandom random, Duration time) {
    this.server = server;
    this.identity = identity;
    this.clock = clock;
    this.random = random;
    this.journal = journal;
    this.time = time;
    http = identity.httpClient().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
  }

  /// Who is calling.
  public TlsIdentity identity() {
    return identity;
  }

  @Override
  public ServerAnswer call(Route route, String path, byte[] body) {
    String target = RequestSignature.targetUri(server.getRawAuthority(), path);
    SignatureInput input = SignatureInput.of(identity.agency(), clock.instant(), Nonce.random(random));
    RequestSignature signature = RequestSignature.sign(route.method(), target, body, input, identity.signingKey());
    HttpRequest request = HttpRequest.newBuilder(URI.create(target))
        .method(route.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
        .header(ContentDigest.HEADER, signature.contentDigest()).header(SignatureInput.HEADER, signature.signatureInput())
        .header(RequestSignature.HEADER, signature.signature()).build();
    Digest signed = signature.request(route.method(), target, input).digest();
    journal.asked(route, path, signed, clock.instant());
    ServerAnswer answer = answer(route, request);
    if (answer instanceof ServerAnswer.Done done) {
      journal.answered(signed, Digest.of(done.body()), clock.instant());
    }
    return answer;
  }

  /// The time holds for all of the call: that of a request ends with the answer's headers, and a server that stalls behind them would hold the night's lock for ever.
  private ServerAnswer answer(Route route, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(request, info -> new BoundedBody(most(route, info.statusCode())));
    try {
      HttpResponse<byte[]> response = call.get(time.toMillis(), TimeUnit.MILLISECONDS);
      int most = most(route, response.statusCode());
      if (response.body().length > most) {
        throw new Stop(ExitCode.NETWORK, server + ": answered more than the " + most
            + " bytes that such an answer may have; is this the linkage server? (server.url in agency.toml) Else tell the operator");
      }
      return answer(isDone(response.statusCode()), response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop(ExitCode.NETWORK, "interrupted while waiting for the server");
    } finally {
      call.cancel(true);
    }
  }

  private static boolean isDone(int status) {
    return status / 100 == 2;
  }

  private static int most(Route route, int status) {
    return isDone(status) ? route.maxAnswerBytes() : ProblemDocument.MAX_BYTES;
  }

  private RuntimeException failed(@Nullable Throwable cause) {
    return switch (cause) {
      case SSLException e when isOver(e) -> new Stop(ExitCode.NETWORK, server
          + ": its certificate is over; tell the operator, whose server must renew it (or the clock of this machine is wrong)");
      case SSLException e -> new Stop(ExitCode.NETWORK, server + ": no secure connection (" + e.getClass().getSimpleName()
          + "); if it lasts: ca.pem and agency.pem must be of the collaborative that the server belongs to, "
          + "or the server's certificate is not for the name in agency.toml (server.url)");
      case IOException e -> unreachable(e);
      case null, default -> new IllegalStateException("the call failed", cause);
    };
  }

  /// Whether the other end has shown a certificate that is over.
  private static boolean isOver(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).anyMatch(CertificateExpiredException.class::isInstance);
  }

  private Stop unreachable(Exception e) {
    return new Stop(ExitCode.NETWORK, server + ": could not be reached, or the connection broke (" + e.getClass().getSimpleName()
        + "); run the same command again later");
  }

  private ServerAnswer answer(boolean done, int status, byte[] body) {
    if (done) {
      return new ServerAnswer.Done(body);
    }
    return switch (ProblemDocument.parse(body)) {
      case Parsed.Valid<ProblemDocument>(ProblemDocument problem) -> new ServerAnswer.Refused(problem);
      case Parsed.Rejected<ProblemDocument> _ -> throw new Stop(ExitCode.NETWORK,
          server + " answered " + status + " without saying why; is this the linkage server? (server.url in agency.toml)");
    };
  }

  /// Every call is over by now, or was given up: nothing is waited for.
  @Override
  public void close() {
    http.shutdownNow();
  }
}
