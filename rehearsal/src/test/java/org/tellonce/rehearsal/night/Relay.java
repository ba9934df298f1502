package org.tellonce.rehearsal.night;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Stands between agencies and their server: a port that stays while the server comes and goes, and that can keep a connection waiting. With the certificates of
/// both sides it ends TLS, so that a test reads every byte that either of them receives.
final class Relay implements AutoCloseable {
  private final SocketFactory outside;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private volatile int target;
  private final AtomicBoolean holding = new AtomicBoolean();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile CountDownLatch firstByte = new CountDownLatch(1);

  private Relay(ServerSocketFactory inside, SocketFactory outside) throws IOException {
    this.outside = outside;
    this.listening = inside.createServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// One that passes bytes on and understands none of them.
  static Relay blind() {
    try {
      return new Relay(ServerSocketFactory.getDefault(), SocketFactory.getDefault());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One that reads along for one agency.
  ///
  /// @param server with the server's certificate and key
  /// @param agency with the agency's
  static Relay reading(SSLContext server, SSLContext agency) {
    try {
      return new Relay(server.getServerSocketFactory(), agency.getSocketFactory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where agencies call.
  int port() {
    return listening.getLocalPort();
  }

  /// The same, as it stands in `agency.toml`.
  String url() {
    return "https://localhost:" + port();
  }

  /// Where the server listens now.
  void target(int port) {
    target = port;
  }

  /// Every byte that went through in either direction; empty for a blind relay.
  byte[] seen() {
    synchronized (seen) {
      return seen.toByteArray();
    }
  }

  /// Nothing passes on the next connection that comes, until [#release()]; on others everything does.
  void holdNext() {
    held = new CountDownLatch(1);
    holding.set(true);
  }

  /// Lets the connection that was held go on.
  void release() {
    held.countDown();
  }

  /// A latch that opens with the next byte that comes from an agency.
  CountDownLatch nextByte() {
    var next = new CountDownLatch(1);
    firstByte = next;
    return next;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        CountDownLatch gate = holding.getAndSet(false) ? held : new CountDownLatch(0);
        Thread.ofVirtual().start(() -> connect(client, gate));
      } catch (IOException e) {
        // Closed: no more agencies.
      }
    }
  }

  private void connect(Socket client, CountDownLatch gate) {
    try {
      Socket server = outside.createSocket(InetAddress.getLoopbackAddress(), target);
      open.add(server);
      if (server instanceof SSLSocket tls) {
        tls.setSSLParameters(new SSLParameters(null, new String[] {"TLSv1.3"}));
      }
      Thread.ofVirtual().start(() -> pass(client, server, true, gate));
      pass(server, client, false, gate);
    } catch (IOException e) {
      close(client);
    }
  }

  private void pass(Socket from, Socket to, boolean fromAgency, CountDownLatch gate) {
    byte[] buffer = new byte[1 << 15];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (fromAgency) {
          firstByte.countDown();
        }
        gate.await();
        if (listening instanceof SSLServerSocket) {
          synchronized (seen) {
            seen.write(buffer, 0, length);
          }
        }
        out.write(buffer, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // One side has gone: so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    release();
    open.forEach(this::close);
  }
}
