package org.tellonce.keys;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Runs `tellonce keys …` and keeps what it prints.
final class Terminal {
  private final Path incidents;
  private Custody custody = Custody.cheap(Prompt.NOBODY);
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  Terminal(Path incidents) {
    this.incidents = incidents;
  }

  /// What commands about shares work with from now on.
  Terminal with(Custody other) {
    custody = other;
    return this;
  }

  /// Somebody who answers these from now on, one after the other.
  Terminal answering(String... answers) {
    var left = new ArrayDeque<>(List.of(answers));
    custody = Custody.cheap(new Prompt() {
      @Override
      public String secret(String question) {
        return line(question);
      }

      @Override
      public String line(String question) {
        return left.remove();
      }

      @Override
      public boolean isAnswered() {
        return true;
      }
    });
    return this;
  }

  /// @return the exit code
  int run(Instant now, Object... args) {
    out = new StringWriter();
    err = new StringWriter();
    String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    return Main.run(words, () -> now, new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), incidents, custody);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
