package org.tellonce.rehearsal.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Finds ports for the server: one for the agencies, and the next for the operator.
final class Ports {
  private static final int ATTEMPTS = 50;

  private Ports() {}

  /// A free port whose next is free, too.
  static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (var first = new ServerSocket(0)) {
        if (first.getLocalPort() < 65_535 && isFree(first.getLocalPort() + 1)) {
          return first.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no two free ports side by side");
  }

  static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
