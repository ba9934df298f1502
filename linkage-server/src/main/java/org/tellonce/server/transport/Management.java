package org.tellonce.server.transport;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The port for the operator's own tools: `/live`, `/ready`, `/metrics`. On the loopback address only, without TLS.
public final class Management {
  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final PrometheusMeterRegistry metrics;
  private final BooleanSupplier ready;
  private final Supplier<List<String>> state;

  /// @param ready whether calls would be answered now
  /// @param state by which rules, a line each, for people
  public Management(Vertx vertx, PrometheusMeterRegistry metrics, BooleanSupplier ready, Supplier<List<String>> state) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.ready = ready;
    this.state = state;
  }

  /// Opens the port.
  ///
  /// @param port 0 for any that is free
  public Future<HttpServer> listen(int port) {
    return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(30)).requestHandler(this::answer).listen(port, LOOPBACK);
  }

  private void answer(HttpServerRequest request) {
    var response = request.response().putHeader("Content-Type", "text/plain; charset=utf-8");
    switch (request.path()) {
      case "/live" -> response.end("live\n");
      case "/ready" -> {
        boolean now = ready.getAsBoolean();
        response.setStatusCode(now ? 200 : 503).end((now ? "ready\n" : "not ready\n") + String.join("\n", state.get()) + "\n");
      }
      case "/metrics" -> response.end(metrics.scrape());
      case null, default -> response.setStatusCode(404).end("only /live, /ready and /metrics\n");
    }
  }
}
