package org.tellonce.benchmarks.parts;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.SizeClass;

/// A part of the linkage that can be left out.
sealed interface Part {

  /// How it stands in the table: `pass 7 (given first 2 letters, surname, month day)`.
  String words();

  /// Nothing is left out: what the others are set against.
  record Nothing() implements Part {
    @Override
    public String words() {
      return "nothing";
    }
  }

  /// A pass: none of its inputs becomes a row.
  ///
  /// @param components what it is made of, for people to read
  record Pass(int number, String components) implements Part {
    @Override
    public String words() {
      return "pass " + number + " (" + components + ")";
    }
  }

  /// Segments of the body: they count as missing in every body.
  record Segments(String words, Set<Segment> segments) implements Part {
    public Segments {
      segments = Set.copyOf(segments);
    }
  }

  /// A step of training or of the decision.
  enum Step implements Part {
    /// No match over a record of a third agency.
    CLOSURE("closure over a third agency"),
    /// The evidence is taken for the log-odds.
    FIRST_CALIBRATION("first calibration"),
    /// The probability of the vector alone is taken for that in context.
    SECOND_CALIBRATION("second calibration (context)"),
    /// Neither rivals nor strangers speak against a candidate.
    COMPETITION("competition (rivals, strangers)"),
    /// Whatever is probable enough is likely.
    TWIN_RULE("twin rule");

    private final String words;

    Step(String words) {
      this.words = words;
    }

    @Override
    public String words() {
      return words;
    }
  }

  /// All rows of the table, in order; the first leaves out nothing, and every pass of the class and every segment is in one of the others at least.
  static List<Part> all(SizeClass sizeClass) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Nothing());
    SortedMap<Integer, String> passes = Passes.words(sizeClass);
    passes.forEach((number, components) -> parts.add(new Pass(number, components)));
    Map<String, Set<Segment>> groups = new LinkedHashMap<>();
    Set<Segment> presence = EnumSet.noneOf(Segment.class);
    for (Segment segment : Segment.values()) {
      groups.computeIfAbsent(together(segment.name()), _ -> EnumSet.noneOf(Segment.class)).add(segment);
      if (segment.name().startsWith("HAS_")) {
        presence.add(segment);
      }
    }
    groups.forEach((words, segments) -> parts.add(new Segments(words, segments)));
    parts.add(new Segments("all segments of presence", presence));
    parts.addAll(List.of(Step.values()));
    return parts;
  }

  /// Which segments make sense together only: the two halves that give a year, month and day, which may be exchanged.
  private static String together(String segment) {
    return switch (segment) {
      case "HALF_YEAR_DOWN", "HALF_YEAR_UP" -> "segments half years";
      case "MONTH", "DAY" -> "segments month, day";
      default -> "segment " + segment.toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
