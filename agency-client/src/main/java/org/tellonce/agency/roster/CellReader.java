package org.tellonce.agency.roster;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.Word;

/// Reads the cells of one line that are not about the person, and notes each that breaks a rule. Blanks around a cell do not count.
final class CellReader {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final int MONTH_LENGTH = 7;

  private final UnaryOperator<String> cells;
  private final List<Problem> problems = new ArrayList<>();

  /// @param cells a column's name → the text of its cell, empty if nothing stands there
  CellReader(UnaryOperator<String> cells) {
    this.cells = cells;
  }

  /// The problems so far, each naming its column.
  List<Problem> problems() {
    return problems;
  }

  void problem(String column, String rule) {
    problems.add(new Problem(column, rule));
  }

  /// What stands in a cell.
  Optional<String> text(String column) {
    String text = cells.apply(column).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /// `yes` or `no`, also as `y`, `n`, `true`, `false`, `1`, `0`.
  Optional<Boolean> yesNo(String column) {
    return text(column).flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "y", "true", "1" -> Optional.of(true);
      case "no", "n", "false", "0" -> Optional.of(false);
      default -> refused(column, "neither yes nor no");
    });
  }

  /// `yyyy-MM-dd`.
  Optional<LocalDate> date(String column) {
    return text(column).flatMap(text -> parsed(column, text));
  }

  private Optional<LocalDate> parsed(String column, String text) {
    try {
      return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : refused(column, "not a date (yyyy-MM-dd)");
    } catch (DateTimeException e) {
      return refused(column, "not a date of the calendar");
    }
  }

  /// The month of `yyyy-MM-dd` or `yyyy-MM`, not after a day.
  Optional<YearMonth> month(String column, LocalDate today) {
    Optional<LocalDate> first = text(column).flatMap(text -> text.length() == MONTH_LENGTH ? parsed(column, text + "-01") : parsed(column, text));
    return first.filter(day -> day.isAfter(today)).isPresent() ? refused(column, "after the day of the run") : first.map(YearMonth::from);
  }

  /// One of an enum's words; upper case, blanks and underscores count as lower case and hyphens.
  <T extends Word> Optional<T> word(String column, T[] words) {
    return text(column).flatMap(text -> {
      String plain = text.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
      Optional<T> found = Arrays.stream(words).filter(word -> word.word().equals(plain)).findFirst();
      return found.isPresent() ? found : refused(column, "none of " + Arrays.stream(words).map(Word::word).collect(Collectors.joining(", ")));
    });
  }

  /// Words of an enum with `;` between them; none if one of them is none of these.
  <T extends Word> List<T> words(String column, T[] words) {
    return text(column).map(text -> {
      List<T> found = new ArrayList<>();
      for (String one : text.split(";", -1)) {
        String plain = one.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
        Arrays.stream(words).filter(word -> word.word().equals(plain)).findFirst().or(() -> refused(column, "not "
            + Arrays.stream(words).map(Word::word).collect(Collectors.joining("; ")))).ifPresent(found::add);
      }
      return found;
    }).orElse(List.of());
  }

  private <T> Optional<T> refused(String column, String rule) {
    problem(column, rule);
    return Optional.empty();
  }
}
