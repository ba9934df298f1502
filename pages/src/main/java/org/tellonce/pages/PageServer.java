package org.tellonce.pages;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The socket that browsers call. Pages are made on worker threads; a request's body has at most 64 KiB.
public final class PageServer implements AutoCloseable {

  private static final int MOST_BODY = 64 * 1024;
  private static final int WORKERS = 8;
  private static final int IDLE_SECONDS = 60;
  private static final int START_SECONDS = 30;

  private final Vertx vertx;
  private final Whereabouts where;
  private final int port;

  private PageServer(Vertx vertx, Whereabouts where, int port) {
    this.vertx = vertx;
    this.where = where;
    this.port = port;
  }

  /// Opens the socket.
  ///
  /// @throws IllegalStateException if it cannot be opened: another program has the port, or certificate and key cannot be read
  public static PageServer start(Whereabouts where, PageDoor door) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
    var options = new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setCompressionSupported(false).setDecompressionSupported(false);
    where.tls().ifPresent(tls -> options.setSsl(true).setUseAlpn(false).setEnabledSecureTransportProtocols(Set.of("TLSv1.3")).setKeyCertOptions(
        new PemKeyCertOptions().addCertPath(tls.certificate().toString()).addKeyPath(tls.key().toString())));
    HttpServer server = vertx.createHttpServer(options).exceptionHandler(_ -> {
    });
    try {
      // The place names the port, which is known only when the socket is open; no browser knows it before.
      server.requestHandler(request -> read(vertx, door, PageDoor.Place.of(where, server.actualPort()), request));
      int port = server.listen(where.port(), where.address()).toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS)
          .actualPort();
      return new PageServer(vertx, where, port);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new IllegalStateException("the socket cannot be opened", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      vertx.close();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// The address to write into a browser.
  public String url() {
    String name = where.names().isEmpty() ? where.address() : where.names().getFirst();
    return where.scheme() + "://" + name + ":" + port + "/";
  }

  /// The port.
  public int port() {
    return port;
  }

  private static void read(Vertx vertx, PageDoor door, PageDoor.Place place, HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() <= MOST_BODY) {
        body.appendBuffer(chunk);
      } else if (!request.response().ended()) {
        write(request.response().putHeader("Connection", "close"), SecurityHeaders.on(Outgoing.text(413, "Too long.\n")));
      }
    });
    request.endHandler(_ -> {
      if (!request.response().ended()) {
        Incoming incoming = new Incoming(request.method().name(), request.path() == null ? "" : request.path(), headers(request), body.getBytes());
        vertx.executeBlocking(() -> door.answer(incoming, place), false).onComplete(answer -> write(request.response(), answer), _ -> write(
            request.response(), SecurityHeaders.on(Outgoing.text(500, "A mistake of ours.\n"))));
      }
    });
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }

  private static void write(HttpServerResponse response, Outgoing answer) {
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(answer.body()));
  }

  /// Ends it: requests that are under way are cut off.
  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
