package org.tellonce.agency.flags;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is to be said about the details that were typed: what has to be mended or added, or what was not compared. It holds nothing of what was typed.
///
/// @param details which it is about, where it is about some
/// @see "flags.md, Look-up, Minimum evidence"
public record Remark(Kind kind, List<Detail> details) {

  /// Each in the terminal's words; a page has words of its own.
  public enum Kind {
    NOTHING_TYPED("Nothing was typed that can be compared."),
    ALONE("{0} not enough."),
    ADD_NAME("Add a first name or a surname."),
    ADD_DATE_OR_ID("Add a date of birth (year and month at least), a school id or the last four digits of the Social Security number."),
    OR_ADD("Or add a {0}."),
    OR_ADD_WITH_YEAR("Or add a {0} and the year of birth."),
    YEAR_WOULD_DO("The year of birth alone would do beside two names."),
    /// What is missing where passes find nothing to compare by.
    TOO_COMMON(
        "These details alone fit too many people, so nobody could be found by them. Add the day of birth, an address, a phone number or a school id."),
    OTHER_SCRIPT("The {0} has a letter that cannot be compared. Write it in Latin letters."),
    PLACEHOLDER_NAME("The {0} is a word that stands for no name. Write the name, or leave it out."),
    IMPOSSIBLE_DATE("The date of birth cannot be read. Write 2009-03-14, 2009-03 or 2009."),
    FUTURE_DATE("The date of birth has not come yet. Mend it, or leave it out."),
    PLACEHOLDER_DATE("1 January 1900 stands for no date of birth. Leave it out."),
    UNUSABLE_PHONE("The phone number is none of ten digits that can be called. Mend it, or leave it out."),
    UNUSABLE_SSN4("The last four digits of the Social Security number are made up or not four. Mend them, or leave them out."),
    UNUSABLE_SCHOOL_ID("The school id is too short, too long, or one character again and again. Mend it, or leave it out."),
    FIRST_OF_JANUARY("1 January often stands for a day that nobody knows, so only the year was compared."),
    FACILITY_ADDRESS("Many families of your own roster live at this address, so it was not compared."),
    ADDRESS_UNUSED("The address was not compared: it needs a house number and a street."),
    ZIP_UNUSED("The ZIP code was not compared: it needs five digits."),
    GUARDIAN_UNUSED("The guardian's name was not compared: it needs a first name and a surname.");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /// How a key names it: `add-name`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Remark {
    details = List.copyOf(details);
  }

  public static Remark of(Kind kind, Detail... details) {
    return new Remark(kind, List.of(details));
  }

  /// Remarks as one text.
  static String text(List<Remark> remarks) {
    return remarks.stream().map(Remark::sentence).collect(Collectors.joining(" "));
  }

  /// In the terminal's words.
  public String sentence() {
    return kind.sentence.replace("{0}", kind == Kind.ALONE ? alone() : details.stream().map(Detail::wording).collect(Collectors.joining(", ")));
  }

  /// `A phone number alone is`
  private String alone() {
    List<String> what = details.stream().map(detail -> (detail == Detail.ADDRESS ? "an " : detail == Detail.SSN4 ? "the " : "a ") + detail.wording())
        .toList();
    String list = what.size() == 1 ? what.getFirst() : String.join(", ", what.subList(0, what.size() - 1)) + " and " + what.getLast();
    boolean one = what.size() == 1 && !details.contains(Detail.SSN4);
    return list.substring(0, 1).toUpperCase(Locale.ROOT) + list.substring(1) + " alone " + (one ? "is" : "are");
  }
}
