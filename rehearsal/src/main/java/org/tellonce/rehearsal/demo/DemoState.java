package org.tellonce.rehearsal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// What the demo has to know when it is run again on the same folder: the county is made anew from its seed, night after night.
///
/// @param youth how many young people
/// @param seed of the county
/// @param port of the server
/// @param evenings of the nights so far; the last may have been cut off
/// @param done how many of them came to their end
record DemoState(int youth, long seed, int port, List<LocalDate> evenings, int done) {

  /// @throws IllegalArgumentException if there is no evening, or more are done than there are
  DemoState {
    evenings = List.copyOf(evenings);
    if (evenings.isEmpty() || done < 0 || done > evenings.size()) {
      throw new IllegalArgumentException("a demo has nights");
    }
  }

  /// The number of the night to be played, from 1: the one that was cut off, or the next.
  int night() {
    return done + 1;
  }

  /// The state for the night to be played.
  ///
  /// @param today its evening, if it has not begun before; never before an earlier one
  DemoState begun(LocalDate today) {
    if (evenings.size() > done) {
      return this;
    }
    List<LocalDate> more = new ArrayList<>(evenings);
    more.add(today.isBefore(evenings.getLast()) ? evenings.getLast() : today);
    return new DemoState(youth, seed, port, more, done);
  }

  DemoState ended() {
    return new DemoState(youth, seed, port, evenings, evenings.size());
  }

  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file is not ours
  static DemoState read(Path file) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, UTF_8)) {
      properties.load(in);
      List<LocalDate> evenings = Arrays.stream(properties.getProperty("evenings", "").split(",", -1)).map(LocalDate::parse).toList();
      return new DemoState(number(properties, "youth"), Long.parseLong(properties.getProperty("seed", "")), number(properties, "port"), evenings,
          number(properties,
              "done"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Stop(ExitCode.DATA_REFUSED, file + ": not a state of this demo (take another folder)");
    }
  }

  private static int number(Properties properties, String key) {
    return Integer.parseInt(properties.getProperty(key, ""));
  }

  void write(Path file) {
    String text = "# What tellonce demo remembers of this folder.\nyouth=" + youth + "\nseed=" + seed + "\nport=" + port + "\nevenings="
        + String.join(",", evenings.stream().map(LocalDate::toString).toList()) + "\ndone=" + done + '\n';
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
