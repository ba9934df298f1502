package org.tellonce.agency.flags;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Noted;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.person.Warning;
import org.tellonce.agency.roster.Column;

/// Whether what was typed of a young person is enough to look them up, in plain sentences without any of it. **Plaintext**: prints as `[redacted]`.
///
/// @param typed as it was typed
/// @param normalised what of it can be compared
/// @see "flags.md, Look-up, Minimum evidence"
record Evidence(TypedPerson typed, Normalised normalised) {

  /// What is missing where passes find nothing to compare by.
  static final String TOO_COMMON =
      "These details alone fit too many people, so nobody could be found by them. Add the day of birth, an address, a phone number or a school"
          + " id.";

  private static final String MORE_THAN_A_NAME =
      "Add a date of birth (year and month at least), a school id or the last four digits of the Social Security number.";
  private static final int YEAR_AND_MONTH = "yyyy-MM".length();

  /// What has to be mended or added before anything is asked; nothing if it is enough.
  List<String> wanting() {
    List<String> wanting = new ArrayList<>();
    normalised.warnings().forEach(noted -> refusal(noted).ifPresent(wanting::add));
    return wanting.isEmpty() ? lacking() : wanting;
  }

  /// What was typed and is not compared, though nothing has to be mended for it.
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Noted noted : normalised.warnings()) {
      switch (noted.warning()) {
        case FIRST_OF_JANUARY -> notes.add("1 January often stands for a day that nobody knows, so only the year was compared.");
        case FACILITY_ADDRESS -> notes.add("Many families of your own roster live at this address, so it was not compared.");
        default -> {
        }
      }
    }
    unused().forEach((detail, why) -> notes.add("The " + detail.wording() + " was not compared: " + why + "."));
    return notes;
  }

  private Map<Detail, String> unused() {
    Map<Detail, String> unused = new EnumMap<>(Detail.class);
    Person person = normalised.person();
    boolean facility = normalised.warnings().stream().anyMatch(noted -> noted.warning() == Warning.FACILITY_ADDRESS);
    if (has(Detail.ADDRESS) && person.address().isEmpty() && !facility) {
      unused.put(Detail.ADDRESS, "it needs a house number and a street");
    }
    if (has(Detail.ZIP) && person.zip().isEmpty() && !facility) {
      unused.put(Detail.ZIP, "it needs five digits");
    }
    if (has(Detail.GUARDIAN) && person.guardian().isEmpty()) {
      unused.put(Detail.GUARDIAN, "it needs a first name and a surname");
    }
    return unused;
  }

  private boolean has(Detail detail) {
    return !typed.texts(detail).isEmpty();
  }

  /// A typed thing that cannot be used is mended or left out, never passed over: the empty answer would reassure.
  private static Optional<String> refusal(Noted noted) {
    String what = Detail.of(noted.column() == Column.PREFERRED_NAME ? Column.GIVEN_NAME : noted.column()).map(Detail::wording).orElse("detail");
    return switch (noted.warning()) {
      case OTHER_SCRIPT -> Optional.of("The " + what + " has a letter that cannot be compared. Write it in Latin letters.");
      case PLACEHOLDER_NAME -> Optional.of("The " + what + " is a word that stands for no name. Write the name, or leave it out.");
      case IMPOSSIBLE_DATE -> Optional.of("The date of birth cannot be read. Write 2009-03-14, 2009-03 or 2009.");
      case FUTURE_DATE -> Optional.of("The date of birth has not come yet. Mend it, or leave it out.");
      case PLACEHOLDER_DATE -> Optional.of("1 January 1900 stands for no date of birth. Leave it out.");
      case UNUSABLE_PHONE -> Optional.of("The phone number is none of ten digits that can be called. Mend it, or leave it out.");
      case UNUSABLE_SSN4 -> Optional.of("The last four digits of the Social Security number are made up or not four. Mend them, or leave them out.");
      case UNUSABLE_SCHOOL_ID -> Optional.of("The school id is too short, too long, or one character again and again. Mend it, or leave it out.");
      case FIRST_OF_JANUARY, FACILITY_ADDRESS -> Optional.empty();
    };
  }

  /// A name, and beside it a birth date, an id, or a second name with the year.
  private List<String> lacking() {
    Person person = normalised.person();
    boolean given = person.names().wholeGivenName().isPresent();
    boolean surname = person.names().wholeSurname().isPresent();
    boolean year = person.birthDate().year().isPresent();
    if (!given && !surname) {
      return List.of(alone() + "Add a first name or a surname.");
    }
    boolean month = person.birthDate().monthDay().isPresent() || year && typed.texts(Detail.DATE_OF_BIRTH).getFirst().length() == YEAR_AND_MONTH;
    boolean id = person.ssn4().isPresent() || person.schoolId().isPresent();
    if (month || id || year && names() > 1) {
      return List.of();
    }
    return List.of(alone() + MORE_THAN_A_NAME + (year ? " Or add " + (surname ? "a first name." : "a surname.")
        : names() > 1 ? " The year of birth alone would do beside two names." : " Or add " + (surname ? "a first name" : "a surname")
            + " and the year of birth."));
  }

  private int names() {
    return typed.texts(Detail.GIVEN_NAME).size() + typed.texts(Detail.SURNAME).size();
  }

  /// `A phone number alone is not enough. `
  private String alone() {
    List<String> what = typed.details().keySet().stream().filter(detail -> detail != Detail.SEX).map(detail -> (detail == Detail.ADDRESS ? "an "
        : detail == Detail.SSN4 ? "the " : "a ") + detail.wording()).toList();
    if (what.isEmpty()) {
      return "Nothing was typed that can be compared. ";
    }
    String list = what.size() == 1 ? what.getFirst() : String.join(", ", what.subList(0, what.size() - 1)) + " and " + what.getLast();
    return list.substring(0, 1).toUpperCase(Locale.ROOT) + list.substring(1) + " alone " + (what.size() == 1 && !typed.details().containsKey(
        Detail.SSN4)
            ? "is" : "are") + " not enough. ";
  }

  @Override
  public String toString() {
    return "Evidence[redacted]";
  }
}
