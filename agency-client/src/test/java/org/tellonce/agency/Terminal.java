package org.tellonce.agency;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/// Runs `tellonce agency …` and keeps what it prints.
public final class Terminal {
  private final Path incidents;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  public Terminal(Path incidents) {
    this.incidents = incidents;
  }

  /// @return the exit code
  public int run(Instant now, Object... args) {
    out = new StringWriter();
    err = new StringWriter();
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    return Main.run(words, () -> now, new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), incidents);
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }

  /// Everything that was shown.
  public String all() {
    return out.toString() + err;
  }
}
