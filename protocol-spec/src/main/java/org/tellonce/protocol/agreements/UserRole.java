package org.tellonce.protocol.agreements;

import org.tellonce.protocol.json.Word;

/// What a user is at the agency.
///
/// @see "agreements.md, Directory"
public enum UserRole implements Word {
  CASEWORKER,
  SUPERVISOR,
  PRIVACY_OFFICER,
  /// A sworn officer, who never asks: the coordinator calls back.
  SWORN
}
