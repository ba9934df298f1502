package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What must be found nowhere: every protected cell of rosters in every form in which it might escape, and secrets. Small and capital letters are the same.
final class Needles {
  /// What *no plaintext leaves* means.
  static final List<String> PROTECTED = List.of("local_id", "given_name", "middle_name", "family_name", "suffix", "preferred_name", "date_of_birth",
      "address",
      "city", "zip", "phone", "guardian_name", "ssn_last4", "school_id");

  private static final int KEY = 4;
  private static final int LONG_ENOUGH = 9;
  private static final List<String> DATE_FORMS = List.of("yyyy-MM-dd", "yyyy-dd-MM", "yyyyMMdd", "MM/dd/yyyy", "M/d/yyyy", "dd.MM.yyyy", "MMddyyyy",
      "ddMMyyyy", "yyyy/MM/dd");

  private static final class Needle {
    /// To be named by when it is found.
    private final String what;
    private final byte[] bytes;
    /// Whether it counts only if it stands alone: a few digits occur in every longer number.
    private final boolean bounded;

    Needle(String what, byte[] bytes, boolean bounded) {
      this.what = what;
      this.bytes = bytes;
      this.bounded = bounded;
    }
  }

  private final Map<Integer, List<Needle>> byBeginning = new HashMap<>();
  private int count;

  /// Every protected cell of a roster.
  void addRow(TestRow row) {
    for (String column : PROTECTED) {
      String cell = row.cell(column);
      if (!cell.isEmpty()) {
        forms(column, cell).forEach(form -> add(column + " of a row, as " + form.length() + " characters", form.getBytes(UTF_8), isDigits(form)
            && form
                .length() < LONG_ENOUGH));
      }
    }
  }

  /// A secret: its bytes, and as text.
  void addSecret(String what, byte[] secret) {
    add(what + ", raw", secret, false);
    add(what + ", hex", HexFormat.of().formatHex(secret).getBytes(ISO_8859_1), false);
    add(what + ", base64", Base64.getEncoder().withoutPadding().encode(secret), false);
    add(what + ", base64url", Base64.getUrlEncoder().withoutPadding().encode(secret), false);
  }

  /// The forms of a cell: as it stands, without marks over letters, joined, its words, digits only, and bytes as hex and base64.
  private static Set<String> forms(String column, String cell) {
    Set<String> forms = new TreeSet<>();
    String plain = Normalizer.normalize(cell, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    for (String text : List.of(cell, plain)) {
      forms.add(text);
      forms.add(text.replaceAll("[^\\p{L}\\p{N}]", ""));
      Arrays.stream(text.split("[^\\p{L}]+", -1)).filter(word -> word.length() > KEY).forEach(forms::add);
    }
    if (!column.equals("address")) {
      forms.add(plain.replaceAll("[^0-9]", ""));
    }
    if (column.equals("date_of_birth")) {
      DATE_FORMS.forEach(form -> forms.add(DateTimeFormatter.ofPattern(form, Locale.ROOT).format(LocalDate.parse(cell))));
    }
    if (cell.length() >= LONG_ENOUGH) {
      for (String text : List.of(cell, cell.toLowerCase(Locale.ROOT), cell.toUpperCase(Locale.ROOT))) {
        byte[] bytes = text.getBytes(UTF_8);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(new String(Base64.getEncoder().encode(Arrays.copyOf(bytes, bytes.length / 3 * 3)), ISO_8859_1));
      }
    }
    forms.removeIf(form -> form.length() < KEY);
    return forms;
  }

  private static boolean isDigits(String form) {
    return form.chars().allMatch(Character::isDigit);
  }

  private void add(String what, byte[] bytes, boolean bounded) {
    byte[] small = small(bytes);
    byBeginning.computeIfAbsent(beginning(small, 0), _ -> new ArrayList<>()).add(new Needle(what, small, bounded));
    count++;
  }

  int count() {
    return count;
  }

  /// What was found, without repeating it; empty is good.
  SortedSet<String> in(byte[] bytes) {
    byte[] hay = small(bytes);
    SortedSet<String> found = new TreeSet<>();
    for (int at = 0; at + KEY <= hay.length; at++) {
      List<Needle> possible = byBeginning.get(beginning(hay, at));
      if (possible != null) {
        for (Needle needle : possible) {
          int end = at + needle.bytes.length;
          if (end <= hay.length && Arrays.equals(hay, at, end, needle.bytes, 0, needle.bytes.length)
              && !(needle.bounded && (isPart(hay, at - 1) || isPart(hay, end)))) {
            found.add(needle.what + ", at byte " + at);
          }
        }
      }
    }
    return found;
  }

  /// Whether the byte beside a few digits makes them a part of something longer: a number, a token, base64.
  private static boolean isPart(byte[] hay, int at) {
    return at >= 0 && at < hay.length && (Character.isLetterOrDigit((char) hay[at]) && hay[at] > 0 || "+/_-.=:".indexOf(hay[at]) >= 0);
  }

  private static int beginning(byte[] bytes, int at) {
    return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
  }

  private static byte[] small(byte[] bytes) {
    byte[] small = bytes.clone();
    for (int i = 0; i < small.length; i++) {
      if (small[i] >= 'A' && small[i] <= 'Z') {
        small[i] = (byte) (small[i] + 'a' - 'A');
      }
    }
    return small;
  }
}
