package org.tellonce.agency.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A person's names, folded to `a`–`z`. **Plaintext**.
///
/// @param givenNames G: whole given name, first word, preferred names, full names that a nickname can stand for; each once
/// @param surnames F: whole family name, then its words; each once, at most three
/// @param wholeGivenName all words of the given name (or of the first preferred name) joined
/// @param secondGivenName the first word or a preferred name, where it differs from the whole
/// @param wholeSurname all words of the family name joined
/// @param surnamePart the family name's first word of two or more letters
/// @param middleName joined, two letters or more
/// @param middleInitial one letter
/// @see "encoding.md, Names"
public record Names(List<String> givenNames, List<String> surnames, Optional<String> wholeGivenName, Optional<String> secondGivenName,
    Optional<String> wholeSurname, Optional<String> surnamePart, Optional<String> middleName, Optional<String> middleInitial) {

  public Names {
    givenNames = List.copyOf(givenNames);
    surnames = List.copyOf(surnames);
  }

  /// Each pair of a given name and a surname alone, otherwise the same: what of a person each of them would find. Surnames that are parts of the whole stand before it.
  List<Names> pairs() {
    List<String> parts = new ArrayList<>(surnames);
    if (parts.size() > 1) {
      parts.add(parts.removeFirst());
    }
    List<Names> pairs = new ArrayList<>();
    for (List<String> given : alone(givenNames)) {
      alone(parts).forEach(surname -> pairs.add(new Names(given, surname, wholeGivenName, secondGivenName, wholeSurname, surnamePart, middleName,
          middleInitial)));
    }
    return pairs;
  }

  private static List<List<String>> alone(List<String> names) {
    return names.isEmpty() ? List.of(names) : names.stream().map(List::of).toList();
  }

  @Override
  public String toString() {
    return "Names[redacted]";
  }
}
