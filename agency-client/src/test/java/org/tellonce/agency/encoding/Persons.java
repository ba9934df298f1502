package org.tellonce.agency.encoding;

import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.person.Address;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Guardian;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Person;

/// Invented persons for the tests of this room.
final class Persons {

  private Persons() {}

  /// Everything is known.
  static Person robin() {
    return new Person(names("robin", "quillfeather"), born(2009, 3, 14), Optional.of(new Address("12", "willowbank", "90012")), Optional.of("90012"),
        Optional.of(
            "2135550100"),
        Optional.of("4821"), Optional.of("hx20931"), Optional.of(new Guardian("marta", "quillfeather")));
  }

  /// Only the given name and surname are known.
  static Person nameOnly(String given, String surname) {
    return new Person(names(given, surname), BirthDate.MISSING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional
        .empty(), Optional
            .empty());
  }

  /// A name and a date of birth.
  static Person named(Names names, BirthDate born) {
    return new Person(names, born, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Nothing is known.
  static Person nobody() {
    Names none = new Names(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional
        .empty());
    return named(none, BirthDate.MISSING);
  }

  /// One given name, one surname.
  static Names names(String given, String surname) {
    return new Names(List.of(given), List.of(surname), Optional.of(given), Optional.empty(), Optional.of(surname), Optional.of(surname), Optional
        .empty(),
        Optional.empty());
  }

  /// A whole date of birth.
  static BirthDate born(int year, int month, int day) {
    return new BirthDate(Optional.of(year), Optional.of(MonthDay.of(month, day)));
  }
}
