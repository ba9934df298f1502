package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tellonce.protocol.encoding.Segment.ADDRESS;
import static org.tellonce.protocol.encoding.Segment.DAY;
import static org.tellonce.protocol.encoding.Segment.GIVEN_BIGRAMS;
import static org.tellonce.protocol.encoding.Segment.GIVEN_NAME;
import static org.tellonce.protocol.encoding.Segment.HALF_YEAR_DOWN;
import static org.tellonce.protocol.encoding.Segment.HALF_YEAR_UP;
import static org.tellonce.protocol.encoding.Segment.HAS_MIDDLE;
import static org.tellonce.protocol.encoding.Segment.HAS_MONTH_DAY;
import static org.tellonce.protocol.encoding.Segment.HAS_YEAR;
import static org.tellonce.protocol.encoding.Segment.HOUSE;
import static org.tellonce.protocol.encoding.Segment.MIDDLE_INITIAL;
import static org.tellonce.protocol.encoding.Segment.MIDDLE_NAME;
import static org.tellonce.protocol.encoding.Segment.MONTH;
import static org.tellonce.protocol.encoding.Segment.PHONE;
import static org.tellonce.protocol.encoding.Segment.RARE_GIVEN;
import static org.tellonce.protocol.encoding.Segment.RARE_SURNAME;
import static org.tellonce.protocol.encoding.Segment.SECOND_GIVEN_NAME;
import static org.tellonce.protocol.encoding.Segment.SSN4;
import static org.tellonce.protocol.encoding.Segment.SURNAME;
import static org.tellonce.protocol.encoding.Segment.SURNAME_BIGRAMS;
import static org.tellonce.protocol.encoding.Segment.ZIP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.Segment;

/// Each level at its border, and what a stored vector may be.
class AgreementVectorTest {
  private static final RecordRef A = TestBody.record("agency_a", 11);
  private static final RecordRef B = TestBody.record("agency_b", 4711);
  private static final PassShare NO_PASS = new PassShare(0);

  private final TestBody a = new TestBody(0);
  private final TestBody b = new TestBody(1);

  private AgreementVector vector() {
    var vector = AgreementVector.of(List.of(new SharedRow(a.row(A, NO_PASS), b.row(B, NO_PASS))));
    assertThat(AgreementVector.of(List.of(new SharedRow(b.row(B, NO_PASS), a.row(A, NO_PASS))))).isEqualTo(vector);
    return vector;
  }

  /// Five shared tags with so many common bits of two name segments each.
  private static AgreementVector overlaps(Segment ofA, Segment ofB, int... common) {
    List<SharedRow> rows = new ArrayList<>();
    for (int bits : common) {
      rows.add(new SharedRow(new TestBody(0).name(ofA, 0).row(A, NO_PASS), new TestBody(1).name(ofB, 16 - bits).row(B, NO_PASS)));
    }
    return AgreementVector.of(rows);
  }

  @Test
  void nothingAgrees_everyFieldHasItsLastLevel() {
    assertThat(vector()).isEqualTo(new AgreementVector(1, 0, GivenLevel.OTHER, SurnameLevel.OTHER, MiddleLevel.MISSING, BirthLevel.MISSING,
        AddressLevel.UNKNOWN,
        PhoneLevel.UNKNOWN, NumberLevel.MISSING, NumberLevel.MISSING, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"GIVEN_NAME, GIVEN_NAME", "GIVEN_NAME, SECOND_GIVEN_NAME", "SECOND_GIVEN_NAME, GIVEN_NAME"})
  void oneGivenNameIsAnother_isEqual(Segment ofA, Segment ofB) {
    a.fact(ofA, 1);
    b.fact(ofB, 1);
    assertThat(vector().given()).isEqualTo(GivenLevel.EQUAL);
  }

  @Test
  void equalNames_areRareIfBothSaySo() {
    agree("g", 'g', GIVEN_NAME, GIVEN_NAME, 1);
    a.name(SURNAME_BIGRAMS, 5).fact(RARE_GIVEN, 2).fact(RARE_SURNAME, 3);
    b.name(SURNAME_BIGRAMS, 5);
    assertThat(vector().given()).isEqualTo(GivenLevel.EQUAL);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.EQUAL);
    b.fact(RARE_GIVEN, 2);
    assertThat(vector().given()).isEqualTo(GivenLevel.EQUAL_RARE);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.EQUAL);
    b.fact(RARE_SURNAME, 3);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.EQUAL_RARE);
  }

  /// "maria jose" and "maria luisa": each whole name is in no table, and what they share is the most common of all.
  @Test
  void commonNameInTwoRareWholeNames_isSecond_notEqual() {
    agree("g", 'g', RARE_GIVEN, RARE_GIVEN, 2);
    a.fact(GIVEN_NAME, 1).fact(SECOND_GIVEN_NAME, 3);
    b.fact(GIVEN_NAME, 5).fact(SECOND_GIVEN_NAME, 3);
    assertThat(vector().given()).isEqualTo(GivenLevel.SECOND);
  }

  @Test
  void rareNamesThatDiffer_areNoEvidence() {
    agree("g", 'g', RARE_GIVEN, RARE_GIVEN, 1);
    agree("f", 'f', RARE_SURNAME, RARE_SURNAME, 2);
    assertThat(vector().given()).isEqualTo(GivenLevel.OTHER);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.OTHER);
  }

  @ParameterizedTest
  @CsvSource({"GIVEN_NAME, MIDDLE_NAME", "SECOND_GIVEN_NAME, MIDDLE_NAME", "MIDDLE_NAME, GIVEN_NAME", "MIDDLE_NAME, SECOND_GIVEN_NAME"})
  void givenNameIsTheOthersMiddleName_isMiddle(Segment ofA, Segment ofB) {
    a.fact(ofA, 1);
    b.fact(ofB, 1);
    assertThat(vector().given()).isEqualTo(GivenLevel.MIDDLE);
  }

  @Test
  void equalGivenNames_countBeforeMiddleNames() {
    a.fact(GIVEN_NAME, 1).fact(MIDDLE_NAME, 2);
    b.fact(GIVEN_NAME, 1).fact(SECOND_GIVEN_NAME, 2);
    assertThat(vector().given()).isEqualTo(GivenLevel.EQUAL);
  }

  @Test
  void namesExchanged_areSwappedInBothFields() {
    a.fact(GIVEN_NAME, 1).fact(SURNAME, 2);
    b.fact(GIVEN_NAME, 2).fact(SURNAME, 1);
    assertThat(vector().given()).isEqualTo(GivenLevel.SWAPPED);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.SWAPPED);
  }

  @Test
  void oneNameExchangedOnly_isNotSwapped() {
    a.fact(GIVEN_NAME, 1);
    b.fact(SURNAME, 1);
    assertThat(vector().given()).isEqualTo(GivenLevel.OTHER);
    b.fact(GIVEN_NAME, 2);
    a.fact(SURNAME, 3);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.OTHER);
  }

  @ParameterizedTest
  @CsvSource({"0, 4, SWAPPED", "0, 5, OTHER"})
  void bothNamesAcrossCloserThanSixTenths_areSwapped(int first, int shift, GivenLevel level) {
    // 12 of 16 common bits are c = .667, 11 are .583.
    a.name(GIVEN_BIGRAMS, first).name(SURNAME_BIGRAMS, 32);
    b.name(SURNAME_BIGRAMS, shift).name(GIVEN_BIGRAMS, 36);
    assertThat(vector().given()).isEqualTo(level);
    assertThat(vector().surname().name()).isEqualTo(level.name());
  }

  @Test
  void oneNameAcrossTooFar_isNotSwapped() {
    a.name(GIVEN_BIGRAMS, 0).name(SURNAME_BIGRAMS, 32);
    b.name(SURNAME_BIGRAMS, 0).name(GIVEN_BIGRAMS, 40);
    assertThat(vector().given()).isEqualTo(GivenLevel.OTHER);
    a.name(GIVEN_BIGRAMS, 8);
    b.name(GIVEN_BIGRAMS, 32);
    assertThat(vector().given()).isEqualTo(GivenLevel.OTHER);
  }

  @Test
  void crossedNames_areSwappedFromMoreThanElevenAndAFifthBitsATag() {
    assertThat(crossed(56)).isEqualTo(GivenLevel.OTHER);
    assertThat(crossed(57)).isEqualTo(GivenLevel.SWAPPED);
  }

  /// Five tags with so many common bits in all, for given name with surname and surname with given name.
  private static GivenLevel crossed(int bits) {
    List<SharedRow> rows = new ArrayList<>();
    for (int tag = 0; tag < 5; tag++) {
      int common = bits / 5 + (tag < bits % 5 ? 1 : 0);
      var one = new TestBody(0).name(GIVEN_BIGRAMS, 0).name(SURNAME_BIGRAMS, 32);
      var other = new TestBody(1).name(SURNAME_BIGRAMS, 16 - common).name(GIVEN_BIGRAMS, 48 - common);
      rows.add(new SharedRow(one.row(A, NO_PASS), other.row(B, NO_PASS)));
    }
    return AgreementVector.of(rows).given();
  }

  @ParameterizedTest
  @CsvSource({"16, CLOSE", "14, CLOSE", "13, NEAR", "11, NEAR", "10, FAR", "8, FAR", "7, OTHER", "0, OTHER"})
  void oneTag_levelsBeginAboveTheirBits(int common, String level) {
    assertThat(overlaps(GIVEN_BIGRAMS, GIVEN_BIGRAMS, common).given().name()).isEqualTo(level);
    assertThat(overlaps(SURNAME_BIGRAMS, SURNAME_BIGRAMS, common).surname().name()).isEqualTo(common == 16 ? "EQUAL" : level);
  }

  @ParameterizedTest
  @CsvSource({"66, CLOSE", "65, NEAR", "54, NEAR", "53, FAR", "39, FAR", "38, OTHER"})
  void fiveTags_levelsBeginAboveTheirBits(int bits, String level) {
    int[] common = {bits / 5, bits / 5, bits / 5, bits / 5, bits - 4 * (bits / 5)};
    assertThat(overlaps(GIVEN_BIGRAMS, GIVEN_BIGRAMS, common).given().name()).isEqualTo(level);
    assertThat(overlaps(SURNAME_BIGRAMS, SURNAME_BIGRAMS, common).surname().name()).isEqualTo(level);
  }

  @Test
  void surnameBigramsEqualInAllTagsButOne_isNotEqual() {
    assertThat(overlaps(SURNAME_BIGRAMS, SURNAME_BIGRAMS, 16, 16).surname()).isEqualTo(SurnameLevel.EQUAL);
    assertThat(overlaps(SURNAME_BIGRAMS, SURNAME_BIGRAMS, 16, 15).surname()).isEqualTo(SurnameLevel.CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"SURNAME, SURNAME", "SURNAME, MIDDLE_NAME", "MIDDLE_NAME, SURNAME"})
  void firstPartOfTheSurnameAgrees_isPart(Segment ofA, Segment ofB) {
    a.fact(ofA, 1);
    b.fact(ofB, 1);
    assertThat(vector().surname()).isEqualTo(SurnameLevel.PART);
  }

  @Test
  void middleName_levels() {
    assertThat(vector().middle()).isEqualTo(MiddleLevel.MISSING);
    a.fact(HAS_MIDDLE, 1);
    b.fact(HAS_MIDDLE, 1);
    assertThat(vector().middle()).isEqualTo(MiddleLevel.OTHER);
    a.fact(MIDDLE_INITIAL, 2);
    b.fact(MIDDLE_INITIAL, 2);
    assertThat(vector().middle()).isEqualTo(MiddleLevel.INITIAL);
    a.fact(MIDDLE_NAME, 3);
    b.fact(MIDDLE_NAME, 3);
    assertThat(vector().middle()).isEqualTo(MiddleLevel.EQUAL);
  }

  /// Which segments of a birth date agree: D and U the two halves of the year, m and d month and day, x month with day and y day with month, W whole dates, Y years
  /// known.
  @ParameterizedTest
  @CsvSource({"DUmdWY, EQUAL", "DUxyWY, EXCHANGED", "DmdWY, YEAR_OFF", "UmdWY, YEAR_OFF", "mdWY, DAY_MONTH", "DUmWY, YEAR_PART", "DUdWY, YEAR_PART",
      "DUWY, OTHER", "DUxWY, OTHER", "DUyWY, OTHER", "DxyWY, OTHER", "DmWY, OTHER", "mWY, OTHER", "dWY, OTHER", "WY, OTHER", "DUY, YEAR",
      "DUmdY, YEAR",
      "DY, NEAR_YEAR", "UY, NEAR_YEAR", "Y, YEAR_OTHER", "DUmdW, MISSING", "DUmd, MISSING", "W, MISSING"})
  void birth_levels(String agree, BirthLevel level) {
    agree(agree, 'D', HALF_YEAR_DOWN, HALF_YEAR_DOWN, 1);
    agree(agree, 'U', HALF_YEAR_UP, HALF_YEAR_UP, 2);
    agree(agree, 'm', MONTH, MONTH, 3);
    agree(agree, 'd', DAY, DAY, 4);
    agree(agree, 'x', MONTH, DAY, 5);
    agree(agree, 'y', DAY, MONTH, 6);
    agree(agree, 'W', HAS_MONTH_DAY, HAS_MONTH_DAY, 7);
    agree(agree, 'Y', HAS_YEAR, HAS_YEAR, 8);
    assertThat(vector().birth()).isEqualTo(level);
  }

  private void agree(String letters, char letter, Segment ofA, Segment ofB, int value) {
    if (letters.indexOf(letter) >= 0) {
      a.fact(ofA, value);
      b.fact(ofB, value);
    }
  }

  @Test
  void addresses_areEqual_orInHouseAndZip_orInTheZip_orUnknown() {
    agree("h", 'h', HOUSE, HOUSE, 1);
    assertThat(vector().address()).as("a house number says nothing alone").isEqualTo(AddressLevel.UNKNOWN);
    agree("z", 'z', ZIP, ZIP, 2);
    assertThat(vector().address()).isEqualTo(AddressLevel.HOUSE_AND_ZIP);
    b.fact(HOUSE, 3);
    assertThat(vector().address()).isEqualTo(AddressLevel.ZIP);
    agree("a", 'a', ADDRESS, ADDRESS, 4);
    assertThat(vector().address()).isEqualTo(AddressLevel.EQUAL);
  }

  @Test
  void phones_areEqualOrUnknown() {
    assertThat(vector().phone()).isEqualTo(PhoneLevel.UNKNOWN);
    a.fact(PHONE, 1);
    b.fact(PHONE, 1);
    assertThat(vector().phone()).isEqualTo(PhoneLevel.EQUAL);
  }

  @ParameterizedTest
  @CsvSource({"SSN4, HAS_SSN4", "SCHOOL, HAS_SCHOOL"})
  void numbers_areEqualOtherOrMissing(Segment number, Segment presence) {
    Field field = number == SSN4 ? Field.SSN4 : Field.SCHOOL;
    assertThat(vector().level(field)).isEqualTo(NumberLevel.MISSING);
    a.fact(presence, 1);
    b.fact(presence, 1);
    assertThat(vector().level(field)).isEqualTo(NumberLevel.OTHER);
    a.fact(number, 1);
    b.fact(number, 1);
    assertThat(vector().level(field)).isEqualTo(NumberLevel.EQUAL);
    assertThat(vector().level(field == Field.SSN4 ? Field.SCHOOL : Field.SSN4)).isEqualTo(NumberLevel.MISSING);
  }

  @Test
  void equalUnderOneTagOnly_isNotEqual() {
    var same = new SharedRow(new TestBody(0).fact(PHONE, 1).row(A, NO_PASS), new TestBody(1).fact(PHONE, 1).row(B, NO_PASS));
    var different = new SharedRow(new TestBody(0).fact(PHONE, 1).row(A, NO_PASS), new TestBody(1).fact(PHONE, 2).row(B, NO_PASS));
    assertThat(AgreementVector.of(List.of(same, same)).phone()).isEqualTo(PhoneLevel.EQUAL);
    assertThat(AgreementVector.of(List.of(same, different)).phone()).isEqualTo(PhoneLevel.UNKNOWN);
  }

  @Test
  void passes_areReadOffTheShares() {
    List<SharedRow> rows = new ArrayList<>();
    for (int pass : new int[] {1, 16, 16, 0}) {
      rows.add(new SharedRow(a.row(A, PassShare.of(pass, 77, A.token())), b.row(B, PassShare.of(pass, 77, B.token()))));
    }
    AgreementVector vector = AgreementVector.of(rows);
    assertThat(vector.shared()).isEqualTo(4);
    assertThat(vector.passes()).isEqualTo(0b1000_0000_0000_0001);
    assertThat(vector.agreesIn(1)).isTrue();
    assertThat(vector.agreesIn(2)).isFalse();
    assertThat(vector.agreesIn(15)).isFalse();
    assertThat(vector.agreesIn(16)).isTrue();
  }

  @Test
  void closeness_isZeroAtChanceAndOneAtEquality() {
    assertThat(overlaps(GIVEN_BIGRAMS, GIVEN_BIGRAMS, 4, 4).givenCloseness()).isZero();
    assertThat(overlaps(GIVEN_BIGRAMS, GIVEN_BIGRAMS, 16, 16).givenCloseness()).isEqualTo(1);
    assertThat(overlaps(GIVEN_BIGRAMS, GIVEN_BIGRAMS, 16, 4).givenCloseness()).isEqualTo(0.5);
    assertThat(overlaps(SURNAME_BIGRAMS, SURNAME_BIGRAMS, 16, 4).surnameCloseness()).isEqualTo(0.5);
    assertThat(overlaps(SURNAME_BIGRAMS, SURNAME_BIGRAMS, 16, 4).givenCloseness()).isNegative();
  }

  @Test
  void rowsOfOtherRecords_areRefused() {
    var pair = new SharedRow(a.row(A, NO_PASS), b.row(B, NO_PASS));
    assertThatIllegalArgumentException().isThrownBy(() -> AgreementVector.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> AgreementVector.of(List.of(pair, pair.exchanged())));
    assertThatIllegalArgumentException().isThrownBy(() -> AgreementVector.of(List.of(pair, new SharedRow(a.row(A, NO_PASS), b.row(TestBody.record(
        "agency_b",
        5), NO_PASS)))));
    assertThatIllegalArgumentException().isThrownBy(() -> AgreementVector.of(List.of(pair, new SharedRow(a.row(TestBody.record("agency_c", 11),
        NO_PASS), b
            .row(B, NO_PASS)))));
    assertThatIllegalArgumentException().isThrownBy(() -> AgreementVector.of(java.util.Collections.nCopies(17, pair)));
    assertThat(AgreementVector.of(java.util.Collections.nCopies(16, pair)).shared()).isEqualTo(16);
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertThat(with(16, 0xFFFF0, 256, 256).passes()).isEqualTo(0xFFFF0);
    assertThat(with(1, 0, 0, 16).surnameOverlap()).isEqualTo(16);
    for (int[] wrong : new int[][] {{0, 0, 0, 0}, {17, 0, 0, 0}, {16, 0x100000, 0, 0}, {1, -1, 0, 0}, {1, 0b11, 0, 0}, {1, 0, 17, 0}, {1, 0, 0, 17}, {
        1, 0, -1, 0},
        {1, 0, 0, -1}}) {
      assertThatIllegalArgumentException().as(Arrays.toString(wrong)).isThrownBy(() -> with(wrong[0], wrong[1], wrong[2], wrong[3]));
    }
  }

  private static AgreementVector with(int shared, int passes, int givenOverlap, int surnameOverlap) {
    return new AgreementVector(shared, passes, GivenLevel.EQUAL, SurnameLevel.EQUAL, MiddleLevel.EQUAL, BirthLevel.EQUAL, AddressLevel.EQUAL,
        PhoneLevel.EQUAL,
        NumberLevel.EQUAL, NumberLevel.EQUAL, givenOverlap, surnameOverlap);
  }

  @Test
  void storedVector_hasThePublishedBytes() {
    var vector = new AgreementVector(16, 0x88001, GivenLevel.EQUAL, SurnameLevel.PART, MiddleLevel.OTHER, BirthLevel.MISSING, AddressLevel.EQUAL,
        PhoneLevel.UNKNOWN,
        NumberLevel.OTHER, NumberLevel.MISSING, 256, 3);
    assertThat(vector.toBytes()).containsExactly(16, 0, 0x08, 0x80, 0x01, 2, 3, 2, 9, 0, 1, 1, 2, 1, 0, 0, 3);
    assertThat(AgreementVector.parse(vector.toBytes()).orThrow()).isEqualTo(vector);
  }

  @Test
  void damagedVector_isRejectedWithAllItsWrongLevels() {
    assertThat(AgreementVector.parse(new byte[16])).isInstanceOf(Parsed.Rejected.class);
    byte[] bytes = with(1, 0, 0, 0).toBytes();
    bytes[5] = 9;
    bytes[12] = -1;
    assertThat(AgreementVector.parse(bytes)).isEqualTo(new Parsed.Rejected<>(List.of(new Problem("vector, given", "no such level"), new Problem(
        "vector, school", "no such level"))));
    byte[] tooMany = with(1, 0, 0, 0).toBytes();
    tooMany[0] = 17;
    assertThat(AgreementVector.parse(tooMany)).isInstanceOf(Parsed.Rejected.class);
    byte[] negative = with(1, 0, 0, 0).toBytes();
    negative[13] = -1;
    assertThat(AgreementVector.parse(negative)).isInstanceOf(Parsed.Rejected.class);
  }
}
