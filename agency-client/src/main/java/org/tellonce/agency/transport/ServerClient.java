package org.tellonce.agency.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.tellonce.keys.TlsIdentity;
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
  private final HttpClient http;

  /// @param server `https://host:port`, without a path
  public ServerClient(URI server, TlsIdentity identity, InstantSource clock, SecureRandom random) {
    this.server = server;
    this.identity = identity;
    this.clock = clock;
    this.random = random;
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
    HttpRequest request = HttpRequest.newBuilder(URI.create(target)).timeout(ANSWER)
        .method(route.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
        .header(ContentDigest.HEADER, signature.contentDigest()).header(SignatureInput.HEADER, signature.signatureInput())
        .header(RequestSignature.HEADER, signature.signature()).build();
    return answer(route, request);
  }

  private ServerAnswer answer(Route route, HttpRequest request) {
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        boolean done = response.statusCode() / 100 == 2;
        return answer(done, response.statusCode(), read(body, done ? route.maxAnswerBytes() : ProblemDocument.MAX_BYTES));
      }
    } catch (SSLException e) {
      throw new Stop(ExitCode.NETWORK, server + ": no secure connection (" + e.getClass().getSimpleName()
          + "); if it lasts: ca.pem and agency.pem must be of the collaborative that the server belongs to, "
          + "or the server's certificate is not for the name in agency.toml (server.url)");
    } catch (IOException e) {
      throw new Stop(ExitCode.NETWORK, server + ": could not be reached, or the connection broke (" + e.getClass().getSimpleName()
          + "); run the same command again later");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop(ExitCode.NETWORK, "interrupted while waiting for the server");
    }
  }

  /// No more of an answer than its route can need: whatever is at the other end must not fill this machine's memory.
  private byte[] read(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new Stop(ExitCode.NETWORK, server + ": answered more than the " + most
          + " bytes that such an answer may have; is this the linkage server? (server.url in agency.toml) Else tell the operator");
    }
    return bytes;
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

  @Override
  public void close() {
    http.close();
  }
}
