package org.tellonce.server.transport;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.tellonce.protocol.agreements.AgencyId;

/// The connections that are open: how many, of whom, and for how long each may stand still. One agency cannot take the places of the others, and who sends or
/// reads too slowly is let go; but while an answer is worked on, however long, its connection stays.
///
/// | a connection that | is closed after |
/// |---|---|
/// | has no request on it, or one whose head is not whole | the limit |
/// | has a request that is not read whole | the limit from its head on |
/// | waits for its answer | never |
/// | has an answer that is not fetched | the limit, and the time its bytes take at the slowest pace |
public final class Connections {

  /// The bounds.
  ///
  /// @param most connections of all
  /// @param mostPerAgency connections of one agency; those with a certificate that the rules do not name count as one agency together
  /// @param still how long a connection may stand still
  /// @param slowest the bytes a second at which an answer must be fetched
  public record Bounds(int most, int mostPerAgency, Duration still, int slowest) {
    public Bounds {
      if (most < 1 || mostPerAgency < 1 || still.toMillis() < 1 || slowest < 1) {
        throw new IllegalArgumentException("a server that takes no connection is none");
      }
    }
  }

  private final Vertx vertx;
  private final Members members;
  private final Bounds bounds;
  private final Map<HttpConnection, Open> open = new HashMap<>();

  /// Bounds on connections of which there are none yet.
  ///
  /// @param members whose certificates count for which agency
  public Connections(Vertx vertx, Members members, Bounds bounds) {
    this.vertx = vertx;
    this.members = members;
    this.bounds = bounds;
  }

  /// One of them, and the timer that will close it.
  private final class Open {
    private final HttpConnection connection;
    private final Optional<AgencyId> agency;
    private Optional<Long> timer = Optional.empty();

    Open(HttpConnection connection) {
      this.connection = connection;
      this.agency = agency(connection);
    }

    void closeAfter(long millis) {
      stay();
      timer = Optional.of(vertx.setTimer(millis, _ -> connection.close()));
    }

    void stay() {
      timer.ifPresent(vertx::cancelTimer);
      timer = Optional.empty();
    }
  }

  /// Takes a connection after its handshake, or closes it because there are too many.
  void take(HttpConnection connection) {
    var taken = new Open(connection);
    synchronized (open) {
      if (open.size() >= bounds.most || open.values().stream().filter(other -> other.agency.equals(taken.agency)).count() >= bounds.mostPerAgency) {
        connection.close();
        return;
      }
      open.put(connection, taken);
    }
    taken.closeAfter(bounds.still.toMillis());
    connection.closeHandler(_ -> {
      taken.stay();
      synchronized (open) {
        open.remove(connection);
      }
    });
  }

  /// The way of a request, with an eye on its connection.
  Handler<HttpServerRequest> watching(Handler<HttpServerRequest> handler) {
    return request -> {
      Optional<Open> found = find(request.connection());
      if (found.isEmpty()) {
        // One too many, which is being closed.
        return;
      }
      Open on = found.get();
      on.closeAfter(bounds.still.toMillis());
      request.end().onSuccess(_ -> {
        if (!request.response().ended()) {
          on.stay();
        }
      });
      request.response().endHandler(_ -> on.closeAfter(bounds.still.toMillis() + 1_000 * request.response().bytesWritten() / bounds.slowest));
      handler.handle(request);
    };
  }

  /// How many are open.
  public int count() {
    synchronized (open) {
      return open.size();
    }
  }

  private Optional<Open> find(HttpConnection connection) {
    synchronized (open) {
      return Optional.ofNullable(open.get(connection));
    }
  }

  private Optional<AgencyId> agency(HttpConnection connection) {
    try {
      return connection.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate ? members.agencyOf(certificate) : Optional
          .empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
