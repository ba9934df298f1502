package org.tellonce.agency.person;

/// Where a person lives: enough to tell two households apart. **Plaintext**.
///
/// @param house the house number's digits
/// @param streetCore the street's name without direction, type and unit, joined
/// @param zip four or five digits, or empty
/// @see "encoding.md, Address"
public record Address(String house, String streetCore, String zip) {

  /// What two records of one household have in common.
  public String line() {
    return house + " " + streetCore + " " + zip;
  }

  /// The first three characters of the street core, or all: `str3` of the spec.
  public String streetStart() {
    return streetCore.substring(0, Math.min(3, streetCore.length()));
  }

  @Override
  public String toString() {
    return "Address[redacted]";
  }
}
