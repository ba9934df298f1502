package org.tellonce.protocol.agreements;

import org.tellonce.protocol.json.Word;

/// How much an agency lets the others know, from nothing to most.
///
/// @see "agreements.md, Disclosure profiles"
public enum DisclosureProfile implements Word {
  /// Nothing leaves the agency.
  P0,
  /// Statistics only: its records are counted, never matched.
  P1,
  /// Its records are matched; the agency stays hidden behind the coordinator.
  P2,
  /// Agency, month, instrument and contact.
  P3,
  /// As P3, and a summary where the agency releases one.
  P4;

  /// Whether it allows at least what another one does.
  public boolean allows(DisclosureProfile other) {
    return compareTo(other) >= 0;
  }

  /// `P0` to `P4`.
  @Override
  public String word() {
    return name();
  }
}
