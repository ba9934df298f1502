package org.tellonce.protocol.encoding;

/// The twenty-four constant-weight parts of a body, in the order of their bytes.
///
/// @see "encoding.md, Body"
public enum Segment {
  GIVEN_NAME(0, 1),
  SECOND_GIVEN_NAME(1, 1),
  SURNAME(2, 1),
  MIDDLE_NAME(3, 1),
  MIDDLE_INITIAL(4, 2),
  HALF_YEAR_DOWN(5, 3),
  HALF_YEAR_UP(6, 4),
  MONTH(7, 5),
  DAY(8, 5),
  ADDRESS(9, 6),
  PHONE(10, 7),
  SSN4(11, 8),
  SCHOOL(12, 9),
  HAS_MIDDLE(13, 10),
  HAS_YEAR(14, 11),
  HAS_MONTH_DAY(15, 12),
  HAS_SSN4(16, 13),
  HAS_SCHOOL(17, 14),
  ZIP(18, 17),
  HOUSE(19, 18),
  RARE_GIVEN(20, 19),
  RARE_SURNAME(21, 20),
  GIVEN_BIGRAMS(22, 16),
  SURNAME_BIGRAMS(23, 16);

  /// How many of them are facts; they come first.
  private static final int FACTS = 22;

  private final int number;
  private final int domain;

  Segment(int number, int domain) {
    this.number = number;
    this.domain = domain;
  }

  /// Its number in the spec's table, 0 to 23.
  public int number() {
    return number;
  }

  /// The first byte of this segment's blocks; segments of one domain can be compared with each other.
  public int domain() {
    return domain;
  }

  /// Whether it holds bigrams (64 bits, 16 set) instead of one fact (16 bits, 4 set).
  public boolean isName() {
    return number >= FACTS;
  }

  /// The first byte of it in a body.
  public int offset() {
    return isName() ? 2 * FACTS + 8 * (number - FACTS) : 2 * number;
  }

  /// How many bits it has.
  public int lengthBits() {
    return isName() ? 64 : 16;
  }

  /// How many of its bits are set, always.
  public int weight() {
    return isName() ? 16 : 4;
  }
}
