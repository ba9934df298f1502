package org.tellonce.rehearsal.county;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each thing goes wrong in an agency's rows, out of 1, where it can: a nickname needs a name, exchanged days a day below 13.
///
/// @param shares by the words of `rates.csv`
record Rates(Map<String, Double> shares) {

  Rates {
    shares = Map.copyOf(shares);
  }

  /// The rates that lie beside this class, by agency.
  static Map<String, Rates> all() {
    List<String> lines;
    try (InputStream in = Rates.class.getResourceAsStream("rates.csv")) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: no rates.csv in it");
      }
      lines = new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
    Map<String, Rates> all = new HashMap<>();
    for (int column = 1; column < header.size(); column++) {
      Map<String, Double> shares = new HashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        shares.put(cells[0], Double.valueOf(cells[column]));
      }
      all.put(header.get(column), new Rates(shares));
    }
    return all;
  }

  double of(ErrorKind kind) {
    return of(kind.word());
  }

  /// @throws IllegalArgumentException if the table has no such word
  double of(String word) {
    Double share = shares.get(word);
    if (share == null) {
      throw new IllegalArgumentException("no rate of " + word);
    }
    return share;
  }
}
