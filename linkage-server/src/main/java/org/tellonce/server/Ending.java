package org.tellonce.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.IntConsumer;

/// How the process ends when it is told to: gently, and if that takes too long, at once. Nothing is lost by it: what a transaction had not written whole is rolled
/// back when the database is opened next, and the agency was not answered, so its client does it again.
final class Ending implements Runnable {
  /// As a process that SIGTERM ended, which is also how a gentle end looks from outside.
  static final int STATUS = 128 + 15;

  /// For what follows the last call: sockets, the write-ahead file.
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final LinkageServer server;
  private final Duration limit;
  private final PrintWriter out;
  private final IntConsumer halt;

  /// @param limit for the calls that have begun
  /// @param halt ends the process with a status, whatever still runs in it
  Ending(LinkageServer server, Duration limit, PrintWriter out, IntConsumer halt) {
    this.server = server;
    this.limit = limit;
    this.out = out;
    this.halt = halt;
  }

  @Override
  public void run() {
    Thread closing = Thread.ofPlatform().name("close").daemon(true).start(server::close);
    try {
      if (closing.join(limit.plus(CLOSING))) {
        out.println("stopped");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    out.println("stopped in the middle of a call, after stop_seconds: nothing of it was kept, the agency's next run does it again");
    halt.accept(STATUS);
  }
}
