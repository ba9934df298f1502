package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;

/// One line of the suite's table of passes.
///
/// @param number 1 to [Suite#PASSES]
/// @param components what it is made of, in order; a component of two parts is a set, written in byte order
/// @param limit the gate: `N · p(given) · p(surname)` at most this, in units of 10⁻¹²; [#NO_GATE] without one
/// @param given the one part that follows G, if there is one
/// @param surname the one part that follows F, if there is one
/// @see "encoding.md, Passes; tables.md, Passes"
record PassRule(int number, List<List<Part>> components, long limit, Optional<Part> given, Optional<Part> surname) {

  /// No name is too common.
  static final long NO_GATE = Long.MAX_VALUE;
  private static final int UNIT_DIGITS = 12;

  PassRule {
    components = components.stream().map(List::copyOf).toList();
  }

  /// The passes of a size class, by number.
  static List<PassRule> of(SizeClass sizeClass) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(Suite.passes(), UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).filter(cells -> cells[0].equals(sizeClass.id()))
          .map(cells -> of(Integer.parseInt(cells[1]), cells[2], cells[3])).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param components as they stand in the table: `{sg sf} md`
  /// @param gate a decimal number, or nothing
  private static PassRule of(int number, String components, String gate) {
    List<List<Part>> all = new ArrayList<>();
    List<Part> set = new ArrayList<>();
    for (String word : components.split(" ", -1)) {
      set.add(Part.of(word.replaceAll("[{}]", "")));
      if (!word.startsWith("{")) {
        all.add(List.copyOf(set));
        set.clear();
      }
    }
    long limit = gate.isEmpty() ? NO_GATE : new BigDecimal(gate).movePointRight(UNIT_DIGITS).longValueExact();
    return new PassRule(number, all, limit, following(Part.Source.GIVEN, all), following(Part.Source.SURNAME, all));
  }

  /// What the pass rests on.
  PassBasis basis() {
    List<Part> parts = components.stream().flatMap(List::stream).toList();
    if (parts.stream().anyMatch(Part::isContact)) {
      return PassBasis.CONTACT;
    }
    return parts.contains(Part.MONTH_DAY) ? PassBasis.BIRTH : PassBasis.NAME;
  }

  private static Optional<Part> following(Part.Source source, List<List<Part>> components) {
    return components.stream().flatMap(List::stream).filter(part -> part.source() == source).findFirst();
  }
}
