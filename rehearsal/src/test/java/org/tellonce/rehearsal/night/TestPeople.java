package org.tellonce.rehearsal.night;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Young people whom nobody could meet by chance: every word of theirs is invented and stands nowhere else, so that a single one of them found where it must
/// not be is proof.
final class TestPeople {
  private static final List<String> BEGINNINGS = List.of("Zzyx", "Quub", "Vromp", "Kwex", "Jolx", "Plovv", "Thraq", "Gnibb", "Wuzz", "Fjorq");
  private static final List<String> MIDDLES = List.of("quil", "vazz", "jeb", "wok", "xim", "dunq", "fizz", "hexa", "luvv", "nyx");
  private static final List<String> ENDINGS = List.of("ombit", "aquor", "edzil", "uvvax", "ixolt", "ozzen", "ywick", "eqqua", "urjox", "affik");

  private final Random random;
  private int words;

  TestPeople(long seed) {
    this(seed, 0);
  }

  private TestPeople(long seed, int words) {
    this.random = new Random(seed);
    this.words = words;
  }

  /// People who are none of those given out so far: the same ones whenever it is asked between two of those.
  TestPeople others() {
    return new TestPeople(words, words);
  }

  /// A word that was not given out before.
  String word() {
    int n = words++;
    int mixed = (n * 617) % 1_000;
    String again = n < 1_000 ? "" : MIDDLES.get(n / 1_000 % 10);
    return BEGINNINGS.get(mixed / 100) + MIDDLES.get(mixed / 10 % 10) + again + ENDINGS.get(mixed % 10);
  }

  /// A person with every column that names one.
  TestRow person() {
    String given = word();
    String family = word();
    LocalDate born = LocalDate.of(2008, 1, 1).plusDays(random.nextInt(2_500));
    return TestRow.of(word().toLowerCase(Locale.ROOT) + "-" + digits(6)).with("given_name", given).with("middle_name", word())
        .with("family_name", family).with("preferred_name", word()).with("date_of_birth", born.toString()).with("sex", "F")
        .with("address", digits(4) + " " + word() + " Ave").with("city", word()).with("state", "CA").with("zip", "00" + digits(3))
        .with("phone", "(" + (200 + random.nextInt(700)) + ") " + (200 + random.nextInt(700)) + "-" + digits(4))
        .with("guardian_name", word() + " " + family).with("ssn_last4", "0" + digits(3)).with("school_id", "77" + digits(8));
  }

  /// Several of them.
  List<TestRow> persons(int count) {
    List<TestRow> persons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      persons.add(person());
    }
    return persons;
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }
}
