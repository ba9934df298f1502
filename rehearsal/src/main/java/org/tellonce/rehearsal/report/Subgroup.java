package org.tellonce.rehearsal.report;

import java.util.function.Predicate;
import org.tellonce.agency.encoding.RecordFacts;

/// Young people whose records are harder to find, as far as their rows tell. A pair of records belongs to a subgroup if one of the two does.
enum Subgroup {
  TWO_SURNAMES("a family name of two parts", RecordFacts::twoSurnames),
  OTHER_LANGUAGE("a language other than English", RecordFacts::otherLanguage),
  NO_BIRTH_DATE("no whole date of birth", RecordFacts::withoutWholeBirthDate),
  NICKNAME("a given name that has nicknames, or is one", RecordFacts::nicknameProne);

  private final String words;
  private final Predicate<RecordFacts> rule;

  Subgroup(String words, Predicate<RecordFacts> rule) {
    this.words = words;
    this.rule = rule;
  }

  /// What one of the two records has.
  String words() {
    return words;
  }

  /// Whether recall can be expected of it without the truth: not of those that one basis of passes can never catch.
  boolean isExpectable() {
    return this != NO_BIRTH_DATE;
  }

  boolean has(RecordFacts facts) {
    return rule.test(facts);
  }
}
