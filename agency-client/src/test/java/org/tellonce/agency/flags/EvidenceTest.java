package org.tellonce.agency.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.protocol.Parsed;

class EvidenceTest {

  private static final String ENOUGH = "";

  private static TypedPerson typed(String... lines) {
    Map<Detail, List<String>> details = new EnumMap<>(Detail.class);
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      details.merge(Detail.of(parts[0]).orElseThrow(), List.of(parts[1]), (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream())
          .toList());
    }
    return TypedPerson.parse(details).orThrow();
  }

  private static Evidence evidence(String... lines) {
    TypedPerson typed = typed(lines);
    return new Evidence(typed, Normaliser.ofSuite(LocalDate.of(2026, 3, 1)).normalise(typed.row("x")));
  }

  private static String wanting(String... lines) {
    return Remark.text(evidence(lines).wanting());
  }

  @Test
  void aPhoneNumberAlone_isNotEnough() {
    assertThat(wanting("phone: 213-624-0100")).isEqualTo("A phone number alone is not enough. Add a first name or a surname.");
  }

  @Test
  void aFirstNameAlone_isNotEnough() {
    assertThat(wanting("given_name: Zebulon")).isEqualTo(
        "A first name alone is not enough. Add a date of birth (year and month at least), a school id or the last "
            + "four digits of the Social Security number. Or add a surname and the year of birth.");
    assertThat(wanting("given_name: Zebulon", "given_name: Zeb")).contains("The year of birth alone would do beside two names.");
  }

  @Test
  void aDateOfBirthAlone_isNotEnough() {
    assertThat(wanting("date_of_birth: 2009-03-14")).isEqualTo("A date of birth alone is not enough. Add a first name or a surname.");
  }

  @Test
  void nothing_isNotEnough() {
    assertThat(wanting()).startsWith("Nothing was typed");
    assertThat(wanting("sex: F")).startsWith("Nothing was typed");
  }

  @Test
  void aSchoolIdOrFourDigitsAlone_areNotEnough() {
    assertThat(wanting("school_id: HX-20931")).contains("Add a first name or a surname.");
    assertThat(wanting("ssn4: 4821")).startsWith("The last four digits of the Social Security number alone are not enough.");
    assertThat(wanting("school_id: HX-20931", "date_of_birth: 2009-03-14")).contains("Add a first name or a surname.");
  }

  @Test
  void aNameWithAWholeDate_isEnough() {
    assertThat(wanting("given_name: Zebulon", "date_of_birth: 2009-03-14")).isEqualTo(ENOUGH);
    assertThat(wanting("surname: Quillfeather", "date_of_birth: 2009-03-14")).isEqualTo(ENOUGH);
  }

  @Test
  void aNameWithYearAndMonth_isEnough() {
    assertThat(wanting("surname: Quillfeather", "date_of_birth: 2009-03")).isEqualTo(ENOUGH);
  }

  @Test
  void aNameWithAnId_isEnough() {
    assertThat(wanting("given_name: Zebulon", "school_id: HX-20931")).isEqualTo(ENOUGH);
    assertThat(wanting("surname: Quillfeather", "ssn4: 4821")).isEqualTo(ENOUGH);
  }

  @Test
  void twoNamesWithTheYear_areEnough_andOneIsNot() {
    assertThat(wanting("given_name: Zebulon", "surname: Quillfeather", "date_of_birth: 2009")).isEqualTo(ENOUGH);
    assertThat(wanting("surname: Quillfeather", "date_of_birth: 2009")).contains("Or add a first name.");
  }

  @Test
  void twoNamesWithoutADate_areNotEnough_norWithAPhoneNumber() {
    assertThat(wanting("given_name: Zebulon", "surname: Quillfeather")).startsWith("A first name and a surname alone are not enough.");
    assertThat(wanting("given_name: Zebulon", "surname: Quillfeather", "phone: 213-624-0100")).isNotEmpty();
  }

  @Test
  void firstOfJanuary_countsAsAYear_andSaysSo() {
    assertThat(wanting("surname: Quillfeather", "date_of_birth: 2009-01-01")).isNotEmpty();
    assertThat(evidence("given_name: Zebulon", "surname: Quillfeather", "date_of_birth: 2009-01-01").wanting()).isEmpty();
    assertThat(evidence("given_name: Zebulon", "surname: Quillfeather", "date_of_birth: 2009-01-01").notes()).extracting(Remark::sentence)
        .containsExactly(
            "1 January often stands for a day that nobody knows, so only the year was compared.");
  }

  @Test
  void whatCannotBeUsed_isMendedFirst() {
    assertThat(wanting("given_name: unknown", "surname: Quillfeather", "date_of_birth: 3/14/2009", "phone: 12")).isEqualTo(
        "The first name is a word that stands for no name. Write the name, or leave it out. The date of birth cannot be read. Write 2009-03-14, 2009-03 or 2009. "
            + "The phone number is none of ten digits that can be called. Mend it, or leave it out.");
    assertThat(wanting("given_name: Zebulon", "given_name: 太郎", "date_of_birth: 2009-03-14")).isEqualTo(
        "The first name has a letter that cannot be compared. Write it in Latin letters.");
    assertThat(wanting("given_name: Zebulon", "date_of_birth: 2031-03-14")).contains("has not come yet");
  }

  @Test
  void whatIsNotCompared_isTold() {
    assertThat(evidence("given_name: Zebulon", "date_of_birth: 2009-03-14", "address: general delivery", "guardian: Marta", "zip: 9").notes())
        .extracting(
            Remark::sentence).containsExactly("The address was not compared: it needs a house number and a street.",
                "The ZIP code was not compared: it needs five digits.",
                "The guardian's name was not compared: it needs a first name and a surname.");
  }

  @Test
  void aSentence_hasNothingOfWhatWasTyped() {
    assertThat(wanting("given_name: Zebulon", "phone: 12", "date_of_birth: 3/14/2009")).doesNotContain("Zebulon", "12,", "3/14");
    assertThat(evidence("given_name: Zebulon")).hasToString("Evidence[redacted]");
    assertThat(typed("given_name: Zebulon")).hasToString("TypedPerson[redacted]");
  }

  @Test
  void tooManyNames_orTooLongOnes_areRefused() {
    assertThat(TypedPerson.parse(Map.of(Detail.GIVEN_NAME, List.of("a;b;c;d;e;f;g")))).isInstanceOf(Parsed.Rejected.class);
    assertThat(TypedPerson.parse(Map.of(Detail.SURNAME, List.of("a".repeat(201))))).isInstanceOf(Parsed.Rejected.class);
    assertThat(TypedPerson.parse(Map.of(Detail.PHONE, List.of("1", "2")))).isInstanceOf(Parsed.Rejected.class);
  }
}
