package org.tellonce.agency.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.Word;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A table of a TOML file on its way in: each question for a key notes what is wrong with it, and [#finish] notes the keys that nobody asked for.
final class ConfigTable {

  private final TomlTable table;
  private final List<String> path;
  private final List<Problem> problems;
  private final Set<String> asked = new HashSet<>();

  /// @param problems where problems are noted
  ConfigTable(TomlTable table, List<Problem> problems) {
    this(table, List.of(), problems);
  }

  private ConfigTable(TomlTable table, List<String> path, List<Problem> problems) {
    this.table = table;
    this.path = path;
    this.problems = problems;
  }

  /// The table under a key; empty if it is not there.
  ConfigTable table(String key) {
    Object value = value(key);
    List<String> inner = new ArrayList<>(path);
    inner.add(key);
    if (value instanceof TomlTable found) {
      return new ConfigTable(found, inner, problems);
    }
    if (value != null) {
      problem(key, "not a table");
    }
    return new ConfigTable(Toml.parse(""), inner, problems);
  }

  /// The keys that are there, in alphabetical order.
  List<String> keys() {
    return table.keySet().stream().sorted().toList();
  }

  /// A text that is not blank.
  Optional<String> text(String key) {
    return switch (value(key)) {
      case null -> Optional.empty();
      case String text when !text.isBlank() -> Optional.of(text);
      case String _ -> missing(key, "blank");
      default -> missing(key, "not a text in quotes");
    };
  }

  /// A text that must be there.
  Optional<String> required(String key) {
    if (!table.contains(List.of(key))) {
      asked.add(key);
      problems.add(new Problem(where(key), "missing", "add it"));
      return Optional.empty();
    }
    return text(key);
  }

  /// A text that a `parse` turns into a value; its problems are noted here.
  <T> Optional<T> parsed(String key, Optional<String> text, Function<String, Parsed<T>> parse) {
    return text.flatMap(given -> switch (parse.apply(given)) {
      case Parsed.Valid<T>(T value) -> Optional.of(value);
      case Parsed.Rejected<T>(List<Problem> found) -> {
        found.forEach(one -> problems.add(one.in(where(key))));
        yield Optional.<T>empty();
      }
    });
  }

  /// One of an enum's words.
  <T extends Word> Optional<T> word(String key, T[] words) {
    return text(key).flatMap(given -> {
      Optional<T> found = Arrays.stream(words).filter(word -> word.word().equals(given)).findFirst();
      if (found.isEmpty()) {
        problem(key, "none of " + Arrays.stream(words).map(Word::word).collect(Collectors.joining(", ")));
      }
      return found;
    });
  }

  /// `true` or `false`.
  Optional<Boolean> flag(String key) {
    return switch (value(key)) {
      case null -> Optional.empty();
      case Boolean flag -> Optional.of(flag);
      default -> missing(key, "neither true nor false");
    };
  }

  /// A whole number.
  Optional<Integer> number(String key, int least, int most) {
    return switch (value(key)) {
      case null -> Optional.empty();
      case Long number when number >= least && number <= most -> Optional.of(number.intValue());
      default -> missing(key, "not a whole number from " + least + " to " + most);
    };
  }

  /// A date without quotes.
  Optional<LocalDate> date(String key) {
    return switch (value(key)) {
      case null -> Optional.empty();
      case LocalDate date -> Optional.of(date);
      default -> missing(key, "not a date (yyyy-MM-dd, without quotes)");
    };
  }

  /// A list of texts; empty if it is not there.
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    switch (value(key)) {
      case null -> {
      }
      case TomlArray array -> {
        for (Object one : array.toList()) {
          if (one instanceof String text && !text.isBlank()) {
            texts.add(text);
          } else {
            problem(key, "holds something that is not a text in quotes");
          }
        }
      }
      default -> problem(key, "not a list of texts: [\"…\", \"…\"]");
    }
    return texts;
  }

  /// All keys with the texts they hold.
  Map<String, String> textByKey() {
    Map<String, String> all = new TreeMap<>();
    keys().forEach(key -> text(key).ifPresent(text -> all.put(key, text)));
    return all;
  }

  /// Notes a problem with a key.
  void problem(String key, String rule) {
    problems.add(new Problem(where(key), rule));
  }

  /// Notes every key that nobody asked for.
  void finish() {
    for (String key : keys()) {
      if (!asked.contains(key)) {
        problems.add(new Problem(where(key), "unknown key", "see the sample that tellonce agency init writes"));
      }
    }
  }

  private <T> Optional<T> missing(String key, String rule) {
    problem(key, rule);
    return Optional.empty();
  }

  private @Nullable Object value(String key) {
    asked.add(key);
    return table.get(List.of(key));
  }

  private String where(String key) {
    List<String> whole = new ArrayList<>(path);
    whole.add(key);
    TomlPosition position = table.contains(List.of(key)) ? table.inputPositionOf(List.of(key)) : null;
    return (position == null ? "" : "line " + position.line() + ", ") + Toml.joinKeyPath(whole);
  }
}
