package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/// Runs `tellonce agency …` and keeps what it prints.
public final class Terminal {
  private final Path incidents;
  private InputStream in = InputStream.nullInputStream();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  public Terminal(Path incidents) {
    this.incidents = incidents;
  }

  /// What stands on standard input from now on.
  public void type(String text) {
    in = new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /// @return the exit code
  public int run(Instant now, Object... args) {
    out = new StringWriter();
    err = new StringWriter();
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    return Main.run(words, () -> now, new SecureRandom(), in, new PrintWriter(out, true), new PrintWriter(err, true), incidents);
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
