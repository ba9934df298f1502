package org.tellonce.agency.person;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;

/// Takes the names out of a row, and the guardian's out of theirs.
///
/// @see "encoding.md, Names; Numbers and guardian"
final class NameRules {

  private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "miss", "mx", "dr");
  private static final Set<String> SUFFIXES = Set.of("jr", "sr", "ii", "iii", "iv");
  private static final Set<String> PARTICLES = Set.of("de", "del", "dela", "las", "los", "la", "da", "dos", "di", "du", "van", "von", "der", "den",
      "ter",
      "st", "san", "santa", "mc", "mac", "o", "al", "el");
  private static final Set<String> PLACEHOLDERS = Set.of("unknown", "unk", "none", "na", "n a", "not given", "no name", "noname", "nfn", "nln", "fnu",
      "lnu", "fnu lnu", "baby", "baby girl", "baby boy", "babygirl", "babyboy", "infant", "doe", "john doe", "jane doe", "test", "tester", "testing",
      "xx", "xxx", "refused", "declined", "anonymous", "tbd");
  private static final int SURNAMES = 3;

  private final Folding folding;
  private final Nicknames nicknames;

  NameRules(Folding folding, Nicknames nicknames) {
    this.folding = folding;
    this.nicknames = nicknames;
  }

  /// G, F and the single names of a row.
  Names names(Row row, Notes notes) {
    Words given = ofTwoLetters(words(row.cell(Column.GIVEN_NAME), Column.GIVEN_NAME, notes));
    Words middle = words(row.cell(Column.MIDDLE_NAME), Column.MIDDLE_NAME, notes);
    Words family = ofTwoLetters(words(row.cell(Column.FAMILY_NAME), Column.FAMILY_NAME, notes));

    Set<String> called = new LinkedHashSet<>(4);
    if (!given.isEmpty() && given.words().getFirst().length() > 1) {
      called.add(given.words().getFirst());
    }
    addPreferred(row.cell(Column.PREFERRED_NAME), called, notes);
    Set<String> own = new LinkedHashSet<>(4);
    if (!given.isEmpty()) {
      own.add(given.whole());
    }
    own.addAll(called);
    List<String> all = new ArrayList<>(own);
    all.addAll(nicknames.fullNames(called, own));
    Optional<String> whole = own.stream().findFirst();
    Optional<String> second = called.stream().filter(name -> !whole.equals(Optional.of(name))).findFirst();

    List<String> parts = family.words().stream().filter(word -> word.length() > 1).toList();
    Set<String> surnames = new LinkedHashSet<>(4);
    if (!family.isEmpty()) {
      surnames.add(family.whole());
    }
    surnames.addAll(parts);

    Words middleWords = middle.isEmpty() && !given.isEmpty() ? given.rest() : middle;
    String middleName = middleWords.whole();
    return new Names(all, surnames.stream().limit(SURNAMES).toList(), whole, second, //
        family.isEmpty() ? Optional.empty() : Optional.of(family.whole()), parts.stream().findFirst(), //
        middleName.length() > 1 ? Optional.of(middleName) : Optional.empty(), //
        middleName.isEmpty() ? Optional.empty() : Optional.of(middleName.substring(0, 1)));
  }

  /// First given and last family name of a guardian; both or neither.
  Optional<Guardian> guardian(String text, Notes notes) {
    int comma = text.indexOf(',');
    Words family;
    Words given;
    if (comma >= 0) {
      family = words(text.substring(0, comma), Column.GUARDIAN_NAME, notes);
      given = words(text.substring(comma + 1), Column.GUARDIAN_NAME, notes);
    } else {
      family = words(text, Column.GUARDIAN_NAME, notes);
      given = family.words().size() > 1 ? family : Words.NONE;
    }
    if (given.isEmpty() || family.isEmpty()) {
      return Optional.empty();
    }
    String first = given.words().getFirst();
    String last = family.words().getLast();
    return first.length() > 1 && last.length() > 1 ? Optional.of(new Guardian(first, last)) : Optional.empty();
  }

  private void addPreferred(String text, Set<String> called, Notes notes) {
    int from = 0;
    while (from < text.length()) {
      int semicolon = text.indexOf(';', from);
      int to = semicolon < 0 ? text.length() : semicolon;
      Words preferred = ofTwoLetters(words(text.substring(from, to), Column.PREFERRED_NAME, notes));
      if (!preferred.isEmpty()) {
        called.add(preferred.whole());
      }
      from = to + 1;
    }
  }

  /// Steps 1 to 4: the words of a name; none if it is missing.
  private Words words(String text, Column column, Notes notes) {
    if (text.isEmpty()) {
      return Words.NONE;
    }
    Words words = Words.of(folding.fold(text, column, notes).map(NameRules::withoutDigits).orElse("")) //
        .withoutFirst(TITLES).withoutLast(SUFFIXES).withPrefixes(PARTICLES);
    if (words.areOneOf(PLACEHOLDERS)) {
      notes.add(column, Warning.PLACEHOLDER_NAME);
      return Words.NONE;
    }
    return words;
  }

  /// A name whose whole has one letter is missing.
  private static Words ofTwoLetters(Words words) {
    return words.words().size() == 1 && words.words().getFirst().length() == 1 ? Words.NONE : words;
  }

  private static String withoutDigits(String folded) {
    StringBuilder out = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c > '9' || (c == ' ' && !out.isEmpty() && out.charAt(out.length() - 1) != ' ')) {
        out.append(c);
      }
    }
    if (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    return out.length() == folded.length() ? folded : out.toString();
  }
}
