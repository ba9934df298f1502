package org.tellonce.agency.encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.tellonce.agency.person.Address;
import org.tellonce.agency.person.Guardian;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Person;

/// What a pass can be made of. A part has one value for each given name (G), one for each surname (F), or just one.
///
/// @see "encoding.md, Codes; Passes"
enum Part {
  YEAR(Source.FACT, fact(p -> p.birthDate().year().map(String::valueOf))),
  MONTH_DAY(Source.FACT, fact(p -> p.birthDate().monthAndDayUnordered())),
  GIVEN(Source.GIVEN, each(Names::givenNames, name -> name)),
  GIVEN_START(Source.GIVEN, each(Names::givenNames, Codes::start)),
  GIVEN_SOUNDEX(Source.GIVEN, each(Names::givenNames, Codes::soundex)),
  GIVEN_REFINED(Source.GIVEN, each(Names::givenNames, Codes::refinedSoundex)),
  SURNAME(Source.SURNAME, each(Names::surnames, name -> name)),
  SURNAME_SOUNDEX(Source.SURNAME, each(Names::surnames, Codes::soundex)),
  SURNAME_REFINED(Source.SURNAME, each(Names::surnames, Codes::refinedSoundex)),
  HOUSE(Source.FACT, fact(p -> p.address().map(Address::house))),
  STREET_START(Source.FACT, fact(p -> p.address().map(Address::streetStart))),
  PHONE(Source.FACT, fact(Person::phone)),
  GUARDIAN_GIVEN(Source.FACT, fact(p -> p.guardian().map(Guardian::givenName))),
  GUARDIAN_SURNAME(Source.FACT, fact(p -> p.guardian().map(Guardian::surname))),
  GUARDIAN_GIVEN_SOUNDEX(Source.FACT, fact(p -> p.guardian().map(g -> Codes.soundex(g.givenName())))),
  GUARDIAN_SURNAME_SOUNDEX(Source.FACT, fact(p -> p.guardian().map(g -> Codes.soundex(g.surname())))),
  SSN4(Source.FACT, fact(Person::ssn4)),
  SCHOOL(Source.FACT, fact(Person::schoolId));

  /// Which list a part's values follow.
  enum Source {
    GIVEN,
    SURNAME,
    FACT
  }

  private final Source source;
  private final Function<Person, List<String>> values;

  Part(Source source, Function<Person, List<String>> values) {
    this.source = source;
    this.values = values;
  }

  Source source() {
    return source;
  }

  /// Its name for people to read: `given start`.
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Whether it is neither of a name nor of the birth: an address, a telephone number, a guardian, a number.
  boolean isContact() {
    return source == Source.FACT && this != YEAR && this != MONTH_DAY;
  }

  /// The values of a person: in the order of G or F, or one; none if missing.
  List<String> of(Person person) {
    return values.apply(person);
  }

  private static Function<Person, List<String>> fact(Function<Person, Optional<String>> fact) {
    return person -> fact.apply(person).map(List::of).orElse(List.of());
  }

  private static Function<Person, List<String>> each(Function<Names, List<String>> names, Function<String, String> code) {
    return person -> {
      List<String> all = names.apply(person.names());
      List<String> coded = new ArrayList<>(all.size());
      for (String name : all) {
        coded.add(code.apply(name));
      }
      return coded;
    };
  }
}
