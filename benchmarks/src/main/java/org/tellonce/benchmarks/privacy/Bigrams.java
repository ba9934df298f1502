package org.tellonce.benchmarks.privacy;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// The padded bigrams of a roster's row, each with its column's name before it.
final class Bigrams {
  /// What a record-level filter is made of.
  private static final List<Field> WHOLE_RECORD = List.of(Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.DATE_OF_BIRTH, Field.SEX,
      Field.ZIP);
  private static final List<Field> NAMES = List.of(Field.GIVEN_NAME, Field.FAMILY_NAME);

  private Bigrams() {}

  /// Of names, date of birth, sex and ZIP.
  static Set<String> ofRecord(RosterRow row) {
    return of(row, WHOLE_RECORD);
  }

  /// Of given and family name alone.
  static Set<String> ofNames(RosterRow row) {
    return of(row, NAMES);
  }

  /// How many letters given and family name have together.
  static int letters(RosterRow row) {
    return NAMES.stream().mapToInt(field -> letters(row, field).length()).sum();
  }

  private static Set<String> of(RosterRow row, List<Field> fields) {
    Set<String> bigrams = new LinkedHashSet<>();
    for (Field field : fields) {
      String letters = letters(row, field);
      if (!letters.isEmpty()) {
        String padded = '_' + letters + '_';
        for (int i = 0; i + 1 < padded.length(); i++) {
          bigrams.add(field.column() + ':' + padded.substring(i, i + 2));
        }
      }
    }
    return bigrams;
  }

  private static String letters(RosterRow row, Field field) {
    String plain = Normalizer.normalize(row.cell(field), Normalizer.Form.NFD).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    // Parts of a date stand apart, or the digits of a year would look like a month.
    return field == Field.DATE_OF_BIRTH ? String.join("|", Arrays.stream(row.cell(field).split("-", -1)).toList()) : plain;
  }
}
