package org.tellonce.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.CallHandler;
import org.tellonce.server.transport.Door;

/// The route table.
final class HttpApi {
  /// What a target that can be decoded does not hold: a `%` without two hexadecimal digits.
  private static final Pattern MALFORMED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Map<Route, CallHandler> handlers;

  /// @throws IllegalArgumentException if a route has no handler
  HttpApi(Map<Route, CallHandler> handlers) {
    this.handlers = new EnumMap<>(handlers);
    if (handlers.size() != Route.values().length) {
      throw new IllegalArgumentException("every route has its handler");
    }
  }

  /// The routes behind a door; every other path leads nowhere.
  Router router(Vertx vertx, Door door) {
    Router router = Router.router(vertx);
    router.route().handler(context -> {
      if (MALFORMED.matcher(context.request().uri()).find()) {
        door.malformed(context);
      } else {
        context.next();
      }
    });
    handlers.forEach((route, handler) -> router.route(HttpMethod.valueOf(route.method()), path(route)).handler(door.to(route, handler)));
    for (String path : handlers.keySet().stream().map(HttpApi::path).distinct().toList()) {
      List<String> methods = Arrays.stream(Route.values()).filter(route -> path(route).equals(path)).map(Route::method).distinct().toList();
      router.route(path).handler(context -> door.nowhere(context, methods));
    }
    router.route().handler(context -> door.nowhere(context, List.of()));
    router.route().failureHandler(door::failed);
    for (int status : new int[] {400, 404, 405, 500}) {
      router.errorHandler(status, door::failed);
    }
    return router;
  }

  /// The router writes places as `:id`.
  private static String path(Route route) {
    return route.template().replaceAll("\\{([a-z]+)}", ":$1");
  }
}
