package org.tellonce.server.comparison;

/// A candidate as the decision sees it.
///
/// @param vector what agrees
/// @param score what the vector alone says
record Link(AgreementVector vector, Score score) {

  double probability() {
    return score.probability();
  }

  /// Whether these may be twins, however high the score: different given names, same birth and surname, nothing that only one person has.
  ///
  /// @see "comparison.md, Decision, Twin rule"
  boolean isTwinlike() {
    boolean otherGivenName = vector.given() == GivenLevel.OTHER || vector.given() == GivenLevel.SECOND;
    boolean sameSurname = vector.surname().isEqual() || vector.surname() == SurnameLevel.PART;
    boolean ownFact = vector.middle() == MiddleLevel.EQUAL || vector.ssn4() == NumberLevel.EQUAL || vector.school() == NumberLevel.EQUAL;
    return otherGivenName && vector.birth() == BirthLevel.EQUAL && sameSurname && !ownFact;
  }
}
