package org.tellonce.rehearsal.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tellonce.rehearsal.county.ErrorKind;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// How good the flags of one morning are, measured against the truth.
///
/// @param truth of that morning
/// @param due rows that should be flagged
/// @param flagged rows that are
record Findings(Truth truth, Set<Truth.Ref> due, Set<Truth.Ref> flagged) {
  private static final int CASES = 3;

  Findings {
    due = Set.copyOf(due);
    flagged = Set.copyOf(flagged);
  }

  static Findings of(Truth truth, Set<Truth.Ref> flagged) {
    return new Findings(truth, truth.due(), flagged);
  }

  /// Rows flagged as they should be.
  Set<Truth.Ref> found() {
    Set<Truth.Ref> found = new HashSet<>(due);
    found.retainAll(flagged);
    return found;
  }

  /// Rows that should be flagged and are not.
  Set<Truth.Ref> missed() {
    Set<Truth.Ref> missed = new HashSet<>(due);
    missed.removeAll(flagged);
    return missed;
  }

  /// Rows that are flagged though nobody else screened the young person, or though they have withdrawn.
  Set<Truth.Ref> wrong() {
    Set<Truth.Ref> wrong = new HashSet<>(flagged);
    wrong.removeAll(due);
    return wrong;
  }

  /// The figures, a line each.
  List<String> figures() {
    int found = found().size();
    int wrong = wrong().size();
    return List.of(String.format(Locale.ROOT,
        "%d rows should be flagged, for another agency has screened that young person; %d are: %.1f %% found, %d missed.", due.size(), found,
        100.0 * found / Math.max(1, due.size()), due.size() - found),
        String.format(Locale.ROOT,
            "%d rows are flagged in all; %d of these wrongly: %.2f %% false (agreed is 1 in 200, 0.50 %%, which one night of this size cannot show).",
            flagged
                .size(), wrong, 100.0 * wrong / Math.max(1,
                    flagged.size())));
  }

  /// Some cases by name, with what lies behind each: wrong flags first, then missed ones of different reasons.
  List<String> cases() {
    List<String> told = new ArrayList<>();
    sorted(wrong()).filter(truth::has).limit(1).forEach(ref -> told.add(wrongCase(ref)));
    Set<Set<ErrorKind>> reasons = new HashSet<>();
    List<Truth.Ref> missed = sorted(missed()).toList();
    for (boolean repeated : new boolean[] {false, true}) {
      for (Truth.Ref ref : missed) {
        Truth.Ref other = truth.screenedElsewhere(ref).getFirst();
        Set<ErrorKind> telling = telling(ref, other);
        if (told.size() < CASES && (reasons.add(telling) || repeated && told.stream().noneMatch(text -> text.contains(ref.localId())))) {
          told.add(missedCase(ref, other));
        }
      }
    }
    return told;
  }

  private static java.util.stream.Stream<Truth.Ref> sorted(Set<Truth.Ref> refs) {
    return refs.stream().sorted(Comparator.comparing(Truth.Ref::localId));
  }

  private String missedCase(Truth.Ref ref, Truth.Ref other) {
    return "missed: " + shown(ref) + " is " + shown(other) + ", screened there. " + whatDiffers(ref, other);
  }

  private String wrongCase(Truth.Ref ref) {
    String start = "wrong: " + shown(ref) + " is flagged. ";
    Optional<Truth.Ref> cause = cause(ref);
    return start + cause.map(other -> "Nobody else screened this young person; most like it is " + shown(other) + ", " + (truth.row(other)
        .householdId().equals(truth.row(ref)
            .householdId()) ? "a child of the same household" : "somebody else") + ". " + whatAgrees(ref, other)).orElse(
                "Nobody else screened this young person.");
  }

  /// The row elsewhere that is most like a wrongly flagged one.
  private Optional<Truth.Ref> cause(Truth.Ref ref) {
    return truth.showable().stream().filter(other -> !other.agency().equals(ref.agency()) && !agreeing(ref, other).isEmpty()).max(Comparator
        .comparingInt((
            Truth.Ref other) -> agreeing(ref, other).size()).thenComparing(Truth.Ref::localId));
  }

  private String shown(Truth.Ref ref) {
    RosterRow row = truth.row(ref);
    String born = row.cell(Field.DATE_OF_BIRTH);
    return "\"" + (row.cell(Field.GIVEN_NAME).strip() + ' ' + row.cell(Field.FAMILY_NAME).strip()).strip() + "\", " + (born.isEmpty()
        ? "no date of birth" : "born " + born) + " (" + ref
            .localId() + ", " + HarborCounty.name(ref.agency()) + ")";
  }

  private String whatDiffers(Truth.Ref ref, Truth.Ref other) {
    return "Here: " + words(truth.row(ref).errors()) + ". There: " + words(truth.row(other).errors()) + ". " + whatAgrees(ref, other);
  }

  private String whatAgrees(Truth.Ref ref, Truth.Ref other) {
    List<String> agreeing = agreeing(ref, other);
    return agreeing.isEmpty() ? "No field is the same in both rows." : "The two rows agree in: " + String.join(", ", agreeing) + ".";
  }

  private List<String> agreeing(Truth.Ref ref, Truth.Ref other) {
    RosterRow a = truth.row(ref);
    RosterRow b = truth.row(other);
    return List.of(Field.GIVEN_NAME, Field.FAMILY_NAME, Field.DATE_OF_BIRTH, Field.ADDRESS, Field.PHONE, Field.GUARDIAN_NAME, Field.SSN_LAST4,
        Field.SCHOOL_ID).stream().filter(field -> !plain(
            a, field).isEmpty() && plain(a, field).equals(plain(b, field))).map(field -> field.column().replace('_', ' ')).toList();
  }

  /// A cell without what writing adds: capitals, strokes, the order of a guardian's names.
  private static String plain(RosterRow row, Field field) {
    return Arrays.stream(row.cell(field).toUpperCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)).filter(word -> !word.isEmpty()).sorted().collect(
        Collectors.joining(field
            == Field.PHONE ? "" : " "));
  }

  private static String words(Set<ErrorKind> kinds) {
    List<String> words = kinds.stream().filter(Findings::isTelling).map(kind -> kind.word().replace('_', ' ').replace("dob", "date of birth").replace(
        "ssn", "SSN")).toList();
    return words.isEmpty() ? "as it should be" : String.join(", ", words);
  }

  private Set<ErrorKind> telling(Truth.Ref ref, Truth.Ref other) {
    Set<ErrorKind> kinds = new HashSet<>(truth.row(ref).errors());
    kinds.addAll(truth.row(other).errors());
    kinds.removeIf(kind -> !isTelling(kind) || kind.word().startsWith("address") || kind.word().startsWith("phone") || kind.word().startsWith(
        "guardian"));
    return kinds;
  }

  private static boolean isTelling(ErrorKind kind) {
    return switch (kind) {
      case CASE, PUNCTUATION, WHITESPACE, DIACRITICS_DROPPED, SUFFIX, SSN_MISSING, MIDDLE_MISSING, MIDDLE_INITIAL, SEX_MISSING, SEX_WRONG -> false;
      default -> true;
    };
  }
}
