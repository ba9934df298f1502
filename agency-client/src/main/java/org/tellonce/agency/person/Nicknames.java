package org.tellonce.agency.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.protocol.encoding.SuiteTables;

/// The full names that a nickname can stand for.
///
/// @see "tables.md, Nicknames"
final class Nicknames {

  private static final int FULL_NAMES = 3;

  private final Map<String, List<String>> fullNames = new HashMap<>();
  private final Set<String> withNicknames = new HashSet<>();

  private Nicknames() {}

  /// The table that comes with the suite, read once.
  static Nicknames ofSuite() {
    return OfSuite.NICKNAMES;
  }

  private static final class OfSuite {
    private static final Nicknames NICKNAMES = of(SuiteTables.PINNED);
  }

  /// A table from elsewhere.
  static Nicknames of(SuiteTables tables) {
    Nicknames nicknames = new Nicknames();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(tables.open("nicknames.csv"), UTF_8))) {
      lines.lines().skip(1).forEach(line -> {
        int comma = line.indexOf(',');
        nicknames.fullNames.computeIfAbsent(line.substring(0, comma), _ -> new ArrayList<>(FULL_NAMES)).add(line.substring(comma + 1));
        nicknames.withNicknames.add(line.substring(comma + 1));
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nicknames;
  }

  /// Whether a name is a nickname, or one that has nicknames.
  boolean isProne(String name) {
    return fullNames.containsKey(name) || withNicknames.contains(name);
  }

  /// At most three full names that the names a person is called by can stand for, other than the person's own.
  List<String> fullNames(Set<String> called, Set<String> own) {
    List<String> found = new ArrayList<>(FULL_NAMES);
    for (String nickname : called) {
      for (String name : fullNames.getOrDefault(nickname, List.of())) {
        if (found.size() < FULL_NAMES && !own.contains(name) && !found.contains(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }
}
