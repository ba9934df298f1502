package org.tellonce.agency.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.flags.Remark.Kind;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Noted;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Column;

/// Whether what was typed of a young person is enough to look them up, in remarks without any of it. **Plaintext**: prints as `[redacted]`.
///
/// @param typed as it was typed
/// @param normalised what of it can be compared
/// @see "flags.md, Look-up, Minimum evidence"
record Evidence(TypedPerson typed, Normalised normalised) {

  private static final int YEAR_AND_MONTH = "yyyy-MM".length();

  /// What has to be mended or added before anything is asked; nothing if it is enough.
  List<Remark> wanting() {
    List<Remark> wanting = new ArrayList<>();
    normalised.warnings().forEach(noted -> refusal(noted).ifPresent(wanting::add));
    return wanting.isEmpty() ? lacking() : wanting;
  }

  /// What was typed and is not compared, though nothing has to be mended for it.
  List<Remark> notes() {
    List<Kind> notes = new ArrayList<>();
    for (Noted noted : normalised.warnings()) {
      switch (noted.warning()) {
        case FIRST_OF_JANUARY -> notes.add(Kind.FIRST_OF_JANUARY);
        case FACILITY_ADDRESS -> notes.add(Kind.FACILITY_ADDRESS);
        default -> {
        }
      }
    }
    Person person = normalised.person();
    boolean facility = notes.contains(Kind.FACILITY_ADDRESS);
    if (has(Detail.ADDRESS) && person.address().isEmpty() && !facility) {
      notes.add(Kind.ADDRESS_UNUSED);
    }
    if (has(Detail.ZIP) && person.zip().isEmpty() && !facility) {
      notes.add(Kind.ZIP_UNUSED);
    }
    if (has(Detail.GUARDIAN) && person.guardian().isEmpty()) {
      notes.add(Kind.GUARDIAN_UNUSED);
    }
    return notes.stream().map(Remark::of).toList();
  }

  private boolean has(Detail detail) {
    return !typed.texts(detail).isEmpty();
  }

  /// A typed thing that cannot be used is mended or left out, never passed over: the empty answer would reassure.
  private static Optional<Remark> refusal(Noted noted) {
    return switch (noted.warning()) {
      case OTHER_SCRIPT -> Optional.of(about(Kind.OTHER_SCRIPT, noted));
      case PLACEHOLDER_NAME -> Optional.of(about(Kind.PLACEHOLDER_NAME, noted));
      case IMPOSSIBLE_DATE -> Optional.of(Remark.of(Kind.IMPOSSIBLE_DATE));
      case FUTURE_DATE -> Optional.of(Remark.of(Kind.FUTURE_DATE));
      case PLACEHOLDER_DATE -> Optional.of(Remark.of(Kind.PLACEHOLDER_DATE));
      case UNUSABLE_PHONE -> Optional.of(Remark.of(Kind.UNUSABLE_PHONE));
      case UNUSABLE_SSN4 -> Optional.of(Remark.of(Kind.UNUSABLE_SSN4));
      case UNUSABLE_SCHOOL_ID -> Optional.of(Remark.of(Kind.UNUSABLE_SCHOOL_ID));
      case FIRST_OF_JANUARY, FACILITY_ADDRESS -> Optional.empty();
    };
  }

  /// @throws java.util.NoSuchElementException if nobody can type what is noted
  private static Remark about(Kind kind, Noted noted) {
    return Remark.of(kind, Detail.of(noted.column() == Column.PREFERRED_NAME ? Column.GIVEN_NAME : noted.column()).orElseThrow());
  }

  /// A name, and beside it a birth date, an id, or a second name with the year.
  private List<Remark> lacking() {
    Person person = normalised.person();
    boolean given = person.names().wholeGivenName().isPresent();
    boolean surname = person.names().wholeSurname().isPresent();
    boolean year = person.birthDate().year().isPresent();
    if (!given && !surname) {
      return List.of(alone(), Remark.of(Kind.ADD_NAME));
    }
    boolean month = person.birthDate().monthDay().isPresent() || year && typed.texts(Detail.DATE_OF_BIRTH).getFirst().length() == YEAR_AND_MONTH;
    boolean id = person.ssn4().isPresent() || person.schoolId().isPresent();
    if (month || id || year && names() > 1) {
      return List.of();
    }
    Detail other = surname ? Detail.GIVEN_NAME : Detail.SURNAME;
    return List.of(alone(), Remark.of(Kind.ADD_DATE_OR_ID), year ? Remark.of(Kind.OR_ADD, other)
        : names() > 1 ? Remark.of(Kind.YEAR_WOULD_DO) : Remark.of(Kind.OR_ADD_WITH_YEAR, other));
  }

  private int names() {
    return typed.texts(Detail.GIVEN_NAME).size() + typed.texts(Detail.SURNAME).size();
  }

  private Remark alone() {
    List<Detail> what = typed.details().keySet().stream().filter(detail -> detail != Detail.SEX).toList();
    return what.isEmpty() ? Remark.of(Kind.NOTHING_TYPED) : new Remark(Kind.ALONE, what);
  }

  @Override
  public String toString() {
    return "Evidence[redacted]";
  }
}
