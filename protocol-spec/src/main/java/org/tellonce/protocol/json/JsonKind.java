package org.tellonce.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// How one kind of value is read out of JSON: `date`, `list of members`. Tells every problem with its place: `members[2].agreement.ends: not a date (yyyy-MM-dd)`.
///
/// @param <T> what it is in Java
@FunctionalInterface
public interface JsonKind<T> {

  /// A date, `2026-03-31`.
  JsonKind<LocalDate> DATE = checked("not a date (yyyy-MM-dd)", 10, text -> {
    try {
      return text.matches("\\d{4}-\\d\\d-\\d\\d") ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  });

  /// A month, `2026-03`.
  JsonKind<YearMonth> MONTH = checked("not a month (yyyy-MM)", 7, text -> {
    try {
      return text.matches("\\d{4}-\\d\\d") ? Optional.of(YearMonth.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  });

  /// `true` or `false`.
  JsonKind<Boolean> YES_NO = (node, place, problems) -> node.isBoolean() ? Optional.of(node.booleanValue())
      : refuse(place, "not true or false", problems);

  /// A time, to the second: seconds since 1970, UTC.
  JsonKind<Instant> TIME = (node, place, problems) -> integer(0, CanonicalJson.MAX_INTEGER >> 16).read(node, place, problems).map(
      Instant::ofEpochSecond);

  /// 64 lower-case hexadecimal digits.
  JsonKind<Digest> DIGEST = parsed(Digest::parse);

  /// The value, or nothing after adding what is wrong to the problems.
  Optional<T> read(JsonNode node, String place, List<Problem> problems);

  /// The value that bytes from outside are, or all the problems.
  ///
  /// @param maxBytes how long they may be
  default Parsed<T> parse(byte[] bytes, int maxBytes) {
    return switch (CanonicalJson.parse(bytes, maxBytes)) {
      case Parsed.Valid<JsonNode>(JsonNode node) -> parse(node);
      case Parsed.Rejected<JsonNode>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
    };
  }

  /// The value that a JSON value is, or all the problems.
  default Parsed<T> parse(JsonNode node) {
    List<Problem> problems = new ArrayList<>();
    Optional<T> value = read(node, "", problems);
    return Parsed.of(problems, value::orElseThrow);
  }

  private static <T> Optional<T> refuse(String place, String rule, List<Problem> problems) {
    problems.add(new Problem(place, rule));
    return Optional.empty();
  }

  /// Any text that is not empty.
  ///
  /// @param max how many UTF-16 code units it may have
  static JsonKind<String> text(int max) {
    return checked("empty", max, text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
  }

  /// One line that people read, in pages and in spreadsheets: no white space at its ends, no control or formatting character, and nothing that a spreadsheet
  /// would take for a formula.
  ///
  /// @param max how many UTF-16 code units it may have
  static JsonKind<String> line(int max) {
    return (node, place, problems) -> {
      Optional<String> text = text(max).read(node, place, problems);
      Optional<String> flaw = text.flatMap(Lines::flaw);
      return flaw.isPresent() ? refuse(place, flaw.get(), problems) : text;
    };
  }

  /// A text that matches a pattern as a whole.
  ///
  /// @param rule what to say if not
  static JsonKind<String> matching(Pattern pattern, String rule) {
    return checked(rule, 1_000, text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty());
  }

  /// A text that a function turns into something, or not.
  ///
  /// @param rule what to say if not
  /// @param max how many UTF-16 code units it may have
  static <T> JsonKind<T> checked(String rule, int max, Function<String, Optional<T>> function) {
    return (node, place, problems) -> {
      if (!node.isTextual()) {
        return refuse(place, "not a text", problems);
      }
      if (node.textValue().length() > max) {
        return refuse(place, "longer than " + max + " characters", problems);
      }
      Optional<T> value = function.apply(node.textValue());
      return value.isPresent() ? value : refuse(place, rule, problems);
    };
  }

  /// A text that a type's own `parse` reads.
  static <T> JsonKind<T> parsed(Function<String, Parsed<T>> parse) {
    return (node, place, problems) -> {
      if (!node.isTextual()) {
        return refuse(place, "not a text", problems);
      }
      return switch (parse.apply(node.textValue())) {
        case Parsed.Valid<T>(T value) -> Optional.of(value);
        case Parsed.Rejected<T>(List<Problem> found) -> {
          found.forEach(p -> problems.add(new Problem(place, p.rule(), p.remedy())));
          yield Optional.empty();
        }
      };
    };
  }

  /// One of the words of an enum.
  static <E extends Enum<E> & Word> JsonKind<E> word(Class<E> type) {
    Words words = Words.of(type);
    return checked(words.rule(), 100, text -> words.find(text).map(type::cast));
  }

  /// One or more words of an enum, in the order of its constants, none twice: one set has one text.
  static <E extends Enum<E> & Word> JsonKind<List<E>> words(Class<E> type) {
    JsonKind<List<E>> list = list(1, type.getEnumConstants().length, word(type));
    return (node, place, problems) -> {
      Optional<List<E>> words = list.read(node, place, problems);
      return words.isPresent() && !isAscending(words.get()) ? refuse(place, "not in this order, none twice: " + Words.of(type).listed(), problems)
          : words;
    };
  }

  private static <E extends Comparable<E>> boolean isAscending(List<E> values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i).compareTo(values.get(i - 1)) <= 0) {
        return false;
      }
    }
    return true;
  }

  /// A whole number.
  static JsonKind<Long> integer(long min, long max) {
    return (node, place, problems) -> node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= min && node.longValue() <= max
        ? Optional.of(node.longValue())
        : refuse(place, "not a whole number from " + min + " to " + max, problems);
  }

  /// A whole number that fits an `int`.
  static JsonKind<Integer> count(int min, int max) {
    return (node, place, problems) -> integer(min, max).read(node, place, problems).map(Long::intValue);
  }

  /// Bytes as base64url without padding.
  ///
  /// @param lengthBytes how many there must be
  static JsonKind<byte[]> bytes(int lengthBytes) {
    return checked("not " + lengthBytes + " bytes as base64url without padding", (lengthBytes * 4 + 2) / 3, text -> {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        // The decoder takes padding and stray bits; one value has one text.
        return bytes.length == lengthBytes && base64(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    });
  }

  /// Bytes as the text that [#bytes] reads.
  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// An object, read key by key; a key that the function did not ask for is a problem.
  static <T> JsonKind<T> object(Function<JsonReader, Optional<T>> read) {
    return (node, place, problems) -> node instanceof ObjectNode object ? read.apply(new JsonReader(object, place, problems))
        : refuse(place, "not an object", problems);
  }

  /// A list of one kind.
  ///
  /// @param min how many elements there must be
  /// @param max how many there may be
  static <T> JsonKind<List<T>> list(int min, int max, JsonKind<T> kind) {
    return (node, place, problems) -> {
      if (!node.isArray()) {
        return refuse(place, "not a list", problems);
      }
      if (node.size() < min || node.size() > max) {
        return refuse(place, "not " + min + " to " + max + " elements", problems);
      }
      int before = problems.size();
      List<T> elements = new ArrayList<>(node.size());
      for (int i = 0; i < node.size(); i++) {
        kind.read(node.get(i), place + "[" + i + "]", problems).ifPresent(elements::add);
      }
      return problems.size() > before ? Optional.empty() : Optional.of(Collections.unmodifiableList(elements));
    };
  }

  /// An object whose keys are free within a pattern and whose values are of one kind.
  ///
  /// @param rule what to say of a key that does not match
  static <T> JsonKind<SortedMap<String, T>> map(int min, int max, Pattern keys, String rule, JsonKind<T> kind) {
    return (node, place, problems) -> {
      if (!node.isObject()) {
        return refuse(place, "not an object", problems);
      }
      if (node.size() < min || node.size() > max) {
        return refuse(place, "not " + min + " to " + max + " keys", problems);
      }
      int before = problems.size();
      SortedMap<String, T> map = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (keys.matcher(entry.getKey()).matches()) {
          String inner = JsonReader.inside(place, entry.getKey());
          kind.read(entry.getValue(), inner, problems).ifPresent(value -> map.put(entry.getKey(), value));
        } else {
          problems.add(new Problem(place, rule));
        }
      }
      return problems.size() > before ? Optional.empty() : Optional.of(Collections.unmodifiableSortedMap(map));
    };
  }
}
