package org.tellonce.agency.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.tellonce.agency.TestCustodians;
import org.tellonce.keys.Authority;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.Holder;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.transport.ContentDigest;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.RequestSignature;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignatureCheck;
import org.tellonce.protocol.transport.SignatureInput;

/// A [FakeServer] behind mutual TLS 1.3 on this machine. Each request's signature is checked.
public final class LoopbackServer implements AutoCloseable {
  private final FakeServer fake;
  private final HttpsServer https;

  private LoopbackServer(FakeServer fake, HttpsServer https) {
    this.fake = fake;
    this.https = https;
  }

  public static LoopbackServer start(FakeServer fake, TestCustodians custodians) throws IOException, GeneralSecurityException {
    HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new MutualTls(context(custodians)));
    LoopbackServer server = new LoopbackServer(fake, https);
    https.createContext("/", server::handle);
    https.start();
    return server;
  }

  public String url() {
    return "https://localhost:" + https.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().toString();
      Optional<Route> route = Arrays.stream(Route.values()).filter(r -> r.method().equals(exchange.getRequestMethod())
          && exchange.getRequestURI().getPath().matches(r.template().replaceAll("\\{[a-z]+}", "[A-Za-z0-9_-]+"))).findFirst();
      ServerAnswer answer = !isSigned((HttpsExchange) exchange, path, body) ? refused(ProblemCode.WRONG_SIGNATURE)
          : route.isEmpty() ? refused(ProblemCode.NOT_FOUND)
              : fake.call(route.get(), path, body);
      int status = answer instanceof ServerAnswer.Refused(ProblemDocument problem) ? problem.code().status() : 200;
      byte[] bytes = answer instanceof ServerAnswer.Refused(ProblemDocument problem) ? problem.toBytes() : answer.orStop("");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static boolean isSigned(HttpsExchange exchange, String path, byte[] body) throws IOException {
    var headers = exchange.getRequestHeaders();
    String target = RequestSignature.targetUri(headers.getFirst("Host"), path);
    return RequestSignature.verify(exchange.getRequestMethod(), target, body, headers.getFirst(ContentDigest.HEADER),
        headers.getFirst(SignatureInput.HEADER), headers.getFirst(RequestSignature.HEADER),
        exchange.getSSLSession().getPeerCertificates()[0].getPublicKey()) instanceof SignatureCheck.Signed;
  }

  private static ServerAnswer refused(ProblemCode code) {
    return new ServerAnswer.Refused(new ProblemDocument(code, "0123456789ab", List.of()));
  }

  @Override
  public void close() {
    https.stop(0);
  }

  /// The server's side of mutual TLS.
  static SSLContext context(TestCustodians custodians) throws IOException, GeneralSecurityException {
    KeyPair pair = P256.newPair(custodians.random);
    Holder holder = new Holder.Server(List.of("localhost"), List.of("127.0.0.1"));
    CertificateRequest request = CertificateRequest.parse(CertificateRequest.create(holder, pair, custodians.random)).orThrow();
    Certificate[] chain = {custodians.issuing.issue(request, Authority.LEAF_DAYS), custodians.issuing.certificate()};
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    store.setKeyEntry("server", pair.getPrivate(), new char[0], chain);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, new char[0]);
    trusted.setCertificateEntry("root", custodians.root.certificate());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), custodians.random);
    return context;
  }

  private static final class MutualTls extends HttpsConfigurator {
    private MutualTls(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setNeedClientAuth(true);
      tls.setProtocols(new String[] {"TLSv1.3"});
      parameters.setSSLParameters(tls);
    }
  }
}
