package org.tellonce.agency.desk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;

/// What the desk knows without asking anybody: from the rules seen last.
///
/// @param agency what people call it
/// @param zone the collaborative's
/// @param today there
/// @param coordinator none before the first night
/// @param rescreenMonths after how many months a screening is old
/// @param needsConsent whether an agency of its class looks up on a written consent only
/// @param card of the agency's region; none before the first night
public record Known(String agency, ZoneId zone, LocalDate today, Optional<Coordinator> coordinator, Optional<ResponseCard> card,
    WorkingDays workingDays, int rescreenMonths, boolean needsConsent, Allowed allowed) {

  /// What may be chosen when somebody asks.
  ///
  /// @param purposes those that the agreement names
  /// @param bases those that the agreement names
  /// @param usualBasis whether the agency has set one that counts where none is chosen
  public record Allowed(List<Purpose> purposes, List<LegalBasis> bases, boolean usualBasis) {}
}
