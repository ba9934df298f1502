package org.tellonce.keys;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/// Runs `tellonce keys …` and keeps what it prints.
final class Terminal {
  private final Path incidents;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  Terminal(Path incidents) {
    this.incidents = incidents;
  }

  /// @return the exit code
  int run(Instant now, Object... args) {
    out = new StringWriter();
    err = new StringWriter();
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    return Main.run(words, () -> now, new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), incidents);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
