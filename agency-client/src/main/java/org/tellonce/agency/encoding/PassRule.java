package org.tellonce.agency.encoding;

import static org.tellonce.agency.encoding.Part.GIVEN;
import static org.tellonce.agency.encoding.Part.GIVEN_REFINED;
import static org.tellonce.agency.encoding.Part.GIVEN_SOUNDEX;
import static org.tellonce.agency.encoding.Part.GIVEN_START;
import static org.tellonce.agency.encoding.Part.GUARDIAN_GIVEN;
import static org.tellonce.agency.encoding.Part.GUARDIAN_GIVEN_SOUNDEX;
import static org.tellonce.agency.encoding.Part.GUARDIAN_SURNAME;
import static org.tellonce.agency.encoding.Part.GUARDIAN_SURNAME_SOUNDEX;
import static org.tellonce.agency.encoding.Part.HOUSE;
import static org.tellonce.agency.encoding.Part.MONTH_DAY;
import static org.tellonce.agency.encoding.Part.PHONE;
import static org.tellonce.agency.encoding.Part.SCHOOL;
import static org.tellonce.agency.encoding.Part.SSN4;
import static org.tellonce.agency.encoding.Part.STREET_START;
import static org.tellonce.agency.encoding.Part.SURNAME;
import static org.tellonce.agency.encoding.Part.SURNAME_REFINED;
import static org.tellonce.agency.encoding.Part.SURNAME_SOUNDEX;
import static org.tellonce.agency.encoding.Part.YEAR;

import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.encoding.SizeClass;

/// One line of the spec's table of passes.
///
/// @param number 1 to 16
/// @param components what it is made of, in order; a component of two parts is a set, written in byte order
/// @param limit the gate: `N · p(given) · p(surname)` at most this, in units of 10⁻¹²; [#NO_GATE] without one
/// @param given the one part that follows G, if there is one
/// @param surname the one part that follows F, if there is one
/// @see "encoding.md, Passes"
record PassRule(int number, List<List<Part>> components, long limit, Optional<Part> given, Optional<Part> surname) {

  /// No name is too common.
  static final long NO_GATE = Long.MAX_VALUE;
  /// People are spread over about fourteen years of birth.
  private static final long YEARS = 14;
  private static final long TENTH = 100_000_000_000L;
  private static final long HUNDREDTH = 10_000_000_000L;

  /// The passes of a size class.
  static List<PassRule> of(SizeClass sizeClass) {
    return switch (sizeClass) {
      case UP_TO_50_000 -> List.of( //
          pass(1, one(YEAR), one(MONTH_DAY), one(GIVEN_START)), //
          pass(2, one(YEAR), one(MONTH_DAY), one(SURNAME_SOUNDEX)), //
          pass(3, set(GIVEN, SURNAME)).gate(TENTH), //
          pass(4, set(GIVEN_REFINED, SURNAME_REFINED)).gate(TENTH), //
          pass(5, set(GIVEN_SOUNDEX, SURNAME_SOUNDEX), one(MONTH_DAY)), //
          pass(6, one(GIVEN_START), one(SURNAME)).gate(HUNDREDTH), //
          pass(7, one(GIVEN_START), one(SURNAME), one(YEAR)).gate(YEARS * HUNDREDTH), //
          pass(8, one(GIVEN_SOUNDEX), one(HOUSE), one(STREET_START)), //
          pass(9, one(YEAR), one(HOUSE), one(STREET_START)), //
          pass(10, one(GIVEN_SOUNDEX), one(PHONE)), //
          pass(11, one(YEAR), one(PHONE)), //
          pass(12, one(MONTH_DAY), one(PHONE)), //
          pass(13, one(YEAR), set(GUARDIAN_GIVEN, GUARDIAN_SURNAME)), //
          pass(14, one(GIVEN_SOUNDEX), set(GUARDIAN_GIVEN_SOUNDEX, GUARDIAN_SURNAME_SOUNDEX)), //
          pass(15, one(SSN4), one(GIVEN_SOUNDEX)), //
          pass(16, one(SCHOOL)));
    };
  }

  /// What the pass rests on.
  PassBasis basis() {
    List<Part> parts = components.stream().flatMap(List::stream).toList();
    if (parts.stream().anyMatch(Part::isContact)) {
      return PassBasis.CONTACT;
    }
    return parts.contains(MONTH_DAY) ? PassBasis.BIRTH : PassBasis.NAME;
  }

  private static Optional<Part> following(Part.Source source, List<List<Part>> components) {
    return components.stream().flatMap(List::stream).filter(part -> part.source() == source).findFirst();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static PassRule pass(int number, List<Part>... components) {
    List<List<Part>> all = List.of(components);
    return new PassRule(number, all, NO_GATE, following(Part.Source.GIVEN, all), following(Part.Source.SURNAME, all));
  }

  private PassRule gate(long limit) {
    return new PassRule(number, components, limit, given, surname);
  }

  private static List<Part> one(Part part) {
    return List.of(part);
  }

  private static List<Part> set(Part first, Part second) {
    return List.of(first, second);
  }
}
