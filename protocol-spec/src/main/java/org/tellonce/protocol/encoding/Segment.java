package org.tellonce.protocol.encoding;

/// The twenty constant-weight parts of a body, in the order of their bytes.
///
/// @see "encoding.md, Body"
public enum Segment {
  GIVEN_NAME(1), SECOND_GIVEN_NAME(1), SURNAME(1), MIDDLE_NAME(1), MIDDLE_INITIAL(2), HALF_YEAR_DOWN(3), HALF_YEAR_UP(4), MONTH(5), DAY(5), ADDRESS(6), PHONE(7), SSN4(8), SCHOOL(9), HAS_MIDDLE(10), HAS_YEAR(11), HAS_MONTH_DAY(12), HAS_SSN4(13), HAS_SCHOOL(14), GIVEN_BIGRAMS(16), SURNAME_BIGRAMS(16);

  private final int domain;

  Segment(int domain) {
    this.domain = domain;
  }

  /// The first byte of this segment's blocks; segments of one domain can be compared with each other.
  public int domain() {
    return domain;
  }

  /// Whether it holds bigrams (64 bits, 16 set) instead of one fact (16 bits, 4 set).
  public boolean isName() {
    return ordinal() >= GIVEN_BIGRAMS.ordinal();
  }

  /// The first byte of it in a body.
  public int offset() {
    return isName() ? 36 + 8 * (ordinal() - GIVEN_BIGRAMS.ordinal()) : 2 * ordinal();
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
