package org.tellonce.agency.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tellonce.agency.person.Address;
import org.tellonce.agency.person.Guardian;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Person;

/// What a pass can be made of. A part has one value for each given name (G), one for each surname (F), or just one.
///
/// @see "encoding.md, Codes; Passes"
enum Part {
  YEAR("y", Source.FACT, fact(p -> p.birthDate().year().map(String::valueOf))),
  MONTH("m", Source.FACT, fact(p -> p.birthDate().month())),
  MONTH_DAY("md", Source.FACT, fact(p -> p.birthDate().monthAndDayUnordered())),
  GIVEN("g", Source.GIVEN, each(Names::givenNames, name -> name)),
  GIVEN_START_1("g1", Source.GIVEN, each(Names::givenNames, name -> Codes.start(name, 1))),
  GIVEN_START_2("g2", Source.GIVEN, each(Names::givenNames, name -> Codes.start(name, 2))),
  GIVEN_START_3("g3", Source.GIVEN, each(Names::givenNames, name -> Codes.start(name, 3))),
  GIVEN_SOUNDEX("sg", Source.GIVEN, each(Names::givenNames, Codes::soundex)),
  GIVEN_REFINED("rg", Source.GIVEN, each(Names::givenNames, Codes::refinedSoundex)),
  SURNAME("f", Source.SURNAME, each(Names::surnames, name -> name)),
  SURNAME_START_3("f3", Source.SURNAME, each(Names::surnames, name -> Codes.start(name, 3))),
  SURNAME_SOUNDEX("sf", Source.SURNAME, each(Names::surnames, Codes::soundex)),
  SURNAME_REFINED("rf", Source.SURNAME, each(Names::surnames, Codes::refinedSoundex)),
  MIDDLE_INITIAL("mi", Source.FACT, fact(p -> p.names().middleInitial())),
  HOUSE("house", Source.FACT, fact(p -> p.address().map(Address::house))),
  STREET_START("str3", Source.FACT, fact(p -> p.address().map(Address::streetStart))),
  STREET("street", Source.FACT, fact(p -> p.address().map(Address::streetCore))),
  ZIP("zip", Source.FACT, fact(Person::zip)),
  PHONE("phone", Source.FACT, fact(Person::phone)),
  GUARDIAN_GIVEN("gg", Source.FACT, fact(p -> p.guardian().map(Guardian::givenName))),
  GUARDIAN_SURNAME("gf", Source.FACT, fact(p -> p.guardian().map(Guardian::surname))),
  GUARDIAN_GIVEN_SOUNDEX("sgg", Source.FACT, fact(p -> p.guardian().map(g -> Codes.soundex(g.givenName())))),
  GUARDIAN_SURNAME_SOUNDEX("sgf", Source.FACT, fact(p -> p.guardian().map(g -> Codes.soundex(g.surname())))),
  SSN4("ssn4", Source.FACT, fact(Person::ssn4)),
  SCHOOL("school", Source.FACT, fact(Person::schoolId));

  /// Which list a part's values follow.
  enum Source {
    GIVEN,
    SURNAME,
    FACT
  }

  private static final Map<String, Part> BY_WORD = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Part::word, part -> part));

  private final String word;
  private final Source source;
  private final Function<Person, List<String>> values;

  Part(String word, Source source, Function<Person, List<String>> values) {
    this.word = word;
    this.source = source;
    this.values = values;
  }

  /// The part of this word.
  ///
  /// @throws IllegalArgumentException if there is none
  static Part of(String word) {
    Part part = BY_WORD.get(word);
    if (part == null) {
      throw new IllegalArgumentException("no part of a pass is called " + word);
    }
    return part;
  }

  /// How it is called in the table of passes.
  String word() {
    return word;
  }

  Source source() {
    return source;
  }

  /// Its name for people to read: `given first 3 letters`.
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ').replaceFirst("start ([0-9])$", "first $1 letters");
  }

  /// Whether it is neither of a name nor of the birth: an address, a telephone number, a guardian, a number.
  boolean isContact() {
    return source == Source.FACT && this != YEAR && this != MONTH && this != MONTH_DAY && this != MIDDLE_INITIAL;
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
