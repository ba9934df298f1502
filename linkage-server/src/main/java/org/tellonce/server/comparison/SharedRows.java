package org.tellonce.server.comparison;

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
import static org.tellonce.protocol.encoding.Segment.RARE_GIVEN;
import static org.tellonce.protocol.encoding.Segment.RARE_SURNAME;
import static org.tellonce.protocol.encoding.Segment.SECOND_GIVEN_NAME;
import static org.tellonce.protocol.encoding.Segment.SURNAME;
import static org.tellonce.protocol.encoding.Segment.SURNAME_BIGRAMS;
import static org.tellonce.protocol.encoding.Segment.ZIP;

import java.util.List;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.Suite;

/// Two records side by side under all the tags they share: which segments are equal, how much names overlap, and the levels that follow.
///
/// @see "comparison.md, Agreement vector"
record SharedRows(List<SharedRow> pairs) {

  /// The bounds of `c` as tenths of common bits for each shared tag: c > x is o > 16·(¼ + ¾·x) for each tag.
  private static final int CLOSE = 130;
  private static final int CROSSED = 112;
  private static final int NEAR = 106;
  private static final int FAR = 76;

  /// @throws IllegalArgumentException if there is no pair, there are more than a record has rows, or the pairs are not of the same two records
  SharedRows {
    pairs = List.copyOf(pairs);
    if (pairs.isEmpty() || pairs.size() > Suite.ROWS) {
      throw new IllegalArgumentException("two records share 1 to " + Suite.ROWS + " tags");
    }
    SharedRow first = pairs.getFirst();
    if (!pairs.stream().allMatch(pair -> sameRecord(pair.a(), first.a()) && sameRecord(pair.b(), first.b()))) {
      throw new IllegalArgumentException("the rows are not of the same two records");
    }
  }

  private static boolean sameRecord(IndexedRow row, IndexedRow other) {
    return row.agency().equals(other.agency()) && row.record().equals(other.record());
  }

  /// E(i, i).
  boolean equal(Segment segment) {
    return equal(segment, segment);
  }

  /// E(i, k): segment `ofA` of the one record is segment `ofB` of the other under all shared tags.
  boolean equal(Segment ofA, Segment ofB) {
    return pairs.stream().allMatch(pair -> pair.a().body().agrees(ofA, pair.b().body(), ofB));
  }

  /// Both E(i, k) and E(k, i).
  private boolean exchanged(Segment one, Segment other) {
    return equal(one, other) && equal(other, one);
  }

  /// E(i, k) or E(k, i).
  private boolean eitherEqual(Segment one, Segment other) {
    return equal(one, other) || equal(other, one);
  }

  /// o(i, k): common bits of two name segments, summed over the tags.
  int overlap(Segment ofA, Segment ofB) {
    return pairs.stream().mapToInt(pair -> pair.a().body().overlap(ofA, pair.b().body(), ofB)).sum();
  }

  private boolean above(int tenths, Segment ofA, Segment ofB) {
    return 10 * overlap(ofA, ofB) > tenths * pairs.size();
  }

  /// Which passes agree, as bits.
  int passes() {
    int passes = 0;
    for (SharedRow pair : pairs) {
      var pass = PassShare.pass(pair.a().share(), pair.a().record(), pair.b().share(), pair.b().record());
      if (pass.isPresent()) {
        passes |= 1 << pass.getAsInt() - 1;
      }
    }
    return passes;
  }

  private boolean namesSwapped() {
    return exchanged(GIVEN_NAME, SURNAME) || above(CROSSED, GIVEN_BIGRAMS, SURNAME_BIGRAMS) && above(CROSSED, SURNAME_BIGRAMS, GIVEN_BIGRAMS);
  }

  GivenLevel given() {
    if (namesSwapped()) {
      return GivenLevel.SWAPPED;
    }
    if (equal(GIVEN_NAME)) {
      return equal(RARE_GIVEN) ? GivenLevel.EQUAL_RARE : GivenLevel.EQUAL;
    }
    if (eitherEqual(GIVEN_NAME, SECOND_GIVEN_NAME)) {
      return GivenLevel.EQUAL;
    }
    if (equal(SECOND_GIVEN_NAME)) {
      return GivenLevel.SECOND;
    }
    if (eitherEqual(GIVEN_NAME, MIDDLE_NAME) || eitherEqual(SECOND_GIVEN_NAME, MIDDLE_NAME)) {
      return GivenLevel.MIDDLE;
    }
    return above(CLOSE, GIVEN_BIGRAMS, GIVEN_BIGRAMS) ? GivenLevel.CLOSE
        : above(NEAR, GIVEN_BIGRAMS, GIVEN_BIGRAMS) ? GivenLevel.NEAR //
            : above(FAR, GIVEN_BIGRAMS, GIVEN_BIGRAMS) ? GivenLevel.FAR : GivenLevel.OTHER;
  }

  SurnameLevel surname() {
    if (namesSwapped()) {
      return SurnameLevel.SWAPPED;
    }
    if (overlap(SURNAME_BIGRAMS, SURNAME_BIGRAMS) == pairs.size() * SURNAME_BIGRAMS.weight()) {
      return equal(RARE_SURNAME) ? SurnameLevel.EQUAL_RARE : SurnameLevel.EQUAL;
    }
    if (equal(SURNAME) || eitherEqual(SURNAME, MIDDLE_NAME)) {
      return SurnameLevel.PART;
    }
    return above(CLOSE, SURNAME_BIGRAMS, SURNAME_BIGRAMS) ? SurnameLevel.CLOSE
        : above(NEAR, SURNAME_BIGRAMS, SURNAME_BIGRAMS) ? SurnameLevel.NEAR //
            : above(FAR, SURNAME_BIGRAMS, SURNAME_BIGRAMS) ? SurnameLevel.FAR : SurnameLevel.OTHER;
  }

  MiddleLevel middle() {
    return equal(MIDDLE_NAME) ? MiddleLevel.EQUAL
        : equal(MIDDLE_INITIAL) ? MiddleLevel.INITIAL //
            : equal(HAS_MIDDLE) ? MiddleLevel.OTHER : MiddleLevel.MISSING;
  }

  BirthLevel birth() {
    boolean halfDown = equal(HALF_YEAR_DOWN);
    boolean halfUp = equal(HALF_YEAR_UP);
    boolean year = halfDown && halfUp;
    boolean near = halfDown != halfUp;
    boolean month = equal(MONTH);
    boolean day = equal(DAY);
    if (!equal(HAS_YEAR)) {
      return BirthLevel.MISSING;
    }
    if (!equal(HAS_MONTH_DAY)) {
      return year ? BirthLevel.YEAR : near ? BirthLevel.NEAR_YEAR : BirthLevel.YEAR_OTHER;
    }
    if (month && day) {
      return year ? BirthLevel.EQUAL : near ? BirthLevel.YEAR_OFF : BirthLevel.DAY_MONTH;
    }
    if (year) {
      return exchanged(MONTH, DAY) ? BirthLevel.EXCHANGED : month || day ? BirthLevel.YEAR_PART : BirthLevel.OTHER;
    }
    return BirthLevel.OTHER;
  }

  AddressLevel address() {
    return equal(ADDRESS) ? AddressLevel.EQUAL
        : !equal(ZIP) ? AddressLevel.UNKNOWN //
            : equal(HOUSE) ? AddressLevel.HOUSE_AND_ZIP : AddressLevel.ZIP;
  }
}
