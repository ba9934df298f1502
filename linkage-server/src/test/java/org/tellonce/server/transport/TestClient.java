package org.tellonce.server.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.ContentDigest;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.RequestSignature;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignatureInput;

/// An agency's client for tests: real TLS over a real socket, and everything about a request can be made wrong.
public final class TestClient implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpClient http;
  private final SSLContext context;
  private final String base;
  private final String agency;
  private final PrivateKey key;

  /// @param base `https://localhost:PORT`
  /// @param identity whose certificate is shown; none if null
  /// @param agency the `keyid` of its signatures
  public TestClient(String base, X509Certificate root, TestPki.Identity identity, String agency) {
    this.base = base;
    this.agency = agency;
    this.key = identity == null ? null : identity.key();
    this.context = context(root, identity);
    this.http = HttpClient.newBuilder().sslContext(context).connectTimeout(Duration.ofSeconds(10)).build();
  }

  private static SSLContext context(X509Certificate root, TestPki.Identity identity) {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("root", root);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      var keys = KeyManagerFactory.getInstance("PKIX");
      var own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      if (identity != null) {
        own.setKeyEntry("own", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
      }
      keys.init(own, new char[0]);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), RANDOM);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A request before it is sent.
  public final class Draft {
    private final String method;
    private final String path;
    private byte[] body;
    private Instant created = InstantSource.system().instant();
    private Nonce nonce = Nonce.random(RANDOM);
    private String keyid = agency;
    private PrivateKey signer = key;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean signed = true;
    private byte[] bodySigned;

    private Draft(String method, String path, byte[] body) {
      this.method = method;
      this.path = path;
      this.body = body;
      this.bodySigned = body;
    }

    /// Signed at another time.
    public Draft created(Instant time) {
      this.created = time;
      return this;
    }

    /// Signed with a nonce of choice.
    public Draft nonce(Nonce value) {
      this.nonce = value;
      return this;
    }

    /// Signed by somebody else.
    public Draft signedBy(String agencyId, PrivateKey other) {
      this.keyid = agencyId;
      this.signer = other;
      return this;
    }

    /// Another body than the one signed.
    public Draft butSending(byte[] other) {
      this.body = other;
      return this;
    }

    public Draft unsigned() {
      this.signed = false;
      return this;
    }

    public Draft header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /// The request as it goes out; sending it twice is a replay.
    public HttpRequest build() {
      URI uri = URI.create(base + path);
      var builder = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).method(method,
          body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
      if (signed) {
        String target = RequestSignature.targetUri(uri.getRawAuthority(), path);
        var signature = RequestSignature.sign(method, target, bodySigned, SignatureInput.of(new AgencyId(keyid), created, nonce), signer);
        builder.header(ContentDigest.HEADER, signature.contentDigest()).header(SignatureInput.HEADER, signature.signatureInput())
            .header(RequestSignature.HEADER, signature.signature());
      }
      headers.forEach(builder::header);
      return builder.build();
    }

    public HttpResponse<byte[]> send() throws IOException, InterruptedException {
      return TestClient.this.send(build());
    }
  }

  /// A connection of its own, after the handshake, for what no HTTP client sends.
  public SSLSocket socket(int port) throws IOException {
    var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(30_000);
    socket.startHandshake();
    return socket;
  }

  public Draft draft(Route route, byte[] body, Object... places) {
    return new Draft(route.method(), route.path(places), body);
  }

  public Draft draft(String method, String path, byte[] body) {
    return new Draft(method, path, body);
  }

  public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofByteArray());
  }

  public CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofByteArray());
  }

  /// The code of an answer that is a problem document.
  public static ProblemCode code(HttpResponse<byte[]> response) {
    ProblemDocument document = ProblemDocument.parse(response.body()).orThrow();
    if (document.code().status() != response.statusCode()
        || !response.headers().firstValue("Content-Type").equals(java.util.Optional.of(ProblemDocument.MEDIA_TYPE))) {
      throw new AssertionError("not a problem document of its status: " + response);
    }
    return document.code();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
