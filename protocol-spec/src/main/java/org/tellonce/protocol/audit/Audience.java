package org.tellonce.protocol.audit;

import org.tellonce.protocol.agreements.AgencyId;

/// Who may read an event. Privacy officers may read all.
public sealed interface Audience {
  /// Every agency.
  record Everyone() implements Audience {}

  /// One agency, whom it concerns.
  record Only(AgencyId agency) implements Audience {}

  /// No agency.
  record Officers() implements Audience {}

  /// Whether an agency may read it.
  default boolean includes(AgencyId agency) {
    return switch (this) {
      case Everyone _ -> true;
      case Only(AgencyId whose) -> whose.equals(agency);
      case Officers _ -> false;
    };
  }
}
