package org.tellonce.rehearsal.night;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tellonce.agency.Main;

/// `tellonce agency desk` of one agency, in a thread of this process so that it goes by the clock of the test.
final class RunningDesk implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("the desk is at (http://127\\.0\\.0\\.1:[0-9]+)/");
  private static final Duration END = Duration.ofSeconds(30);

  private final StringWriter err = new StringWriter();
  private final Thread thread;
  private final String url;

  private RunningDesk(TestAgency agency, TestClock clock) throws IOException {
    PipedReader told = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(told), true);
    String[] words = {"desk", "--dir", agency.folder().toString(), "--port", "0"};
    thread = Thread.ofPlatform().name("desk of " + agency.id()).start(() -> Main.run(words, clock, TestCollaborative.RANDOM, InputStream
        .nullInputStream(), out, new PrintWriter(err, true), agency.folder()));
    String line = new BufferedReader(told).readLine();
    Matcher found = URL.matcher(line);
    if (!found.find()) {
      throw new AssertionError(line + err);
    }
    url = found.group(1);
  }

  /// Starts it, and waits until it says where it is.
  static RunningDesk of(TestAgency agency, TestClock clock) {
    try {
      return new RunningDesk(agency, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its address, without a path.
  String url() {
    return url;
  }

  /// What it told whoever started it of mistakes: nothing, if there was none.
  String err() {
    return err.toString();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(END)) {
        throw new AssertionError("the desk does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
