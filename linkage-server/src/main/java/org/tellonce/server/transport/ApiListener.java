package org.tellonce.server.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.Router;
import java.util.Set;

/// The socket that agencies call: TLS 1.3 with a client certificate, HTTP/1.1, bounded in [Connections] and header sizes.
///
/// @see "transport.md, Connection"
public final class ApiListener {
  private static final int HANDSHAKE_SECONDS = 10;

  private final Vertx vertx;
  private final ServerIdentity identity;
  private final ClientTrust trust;
  private final Connections connections;

  /// A listener that does not listen yet.
  public ApiListener(Vertx vertx, ServerIdentity identity, ClientTrust trust, Connections connections) {
    this.vertx = vertx;
    this.identity = identity;
    this.trust = trust;
    this.connections = connections;
  }

  /// Opens the socket.
  ///
  /// @param port 0 for any that is free
  public Future<HttpServer> listen(Router router, String address, int port) {
    var options = new HttpServerOptions().setSsl(true).setUseAlpn(false).setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setClientAuth(ClientAuth.REQUIRED).setKeyCertOptions(KeyCertOptions.wrap(identity)).setTrustOptions(TrustOptions.wrap(trust))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS).setHandle100ContinueAutomatically(true)
        .setCompressionSupported(false).setDecompressionSupported(false);
    // What TLS and HTTP refuse is no incident: strangers must not be able to fill the log.
    return vertx.createHttpServer(options).exceptionHandler(_ -> {
    }).connectionHandler(connections::take).requestHandler(connections.watching(router)).listen(port, address);
  }
}
