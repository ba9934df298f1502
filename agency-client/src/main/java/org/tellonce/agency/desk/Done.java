package org.tellonce.agency.desk;

import java.util.List;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.json.Word;

/// What a caseworker did after an answer.
///
/// @param answer the answer's id
/// @param user the pseudonym
/// @param reasons why it was asked again; empty unless it was
public record Done(String answer, String user, Contact contact, Identity identity, Screening screening, List<RescreenReason> reasons) {

  /// @throws IllegalArgumentException if there are reasons without a repeated screening, or the other way round
  public Done {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty() == (screening == Screening.REPEATED)) {
      throw new IllegalArgumentException("reasons belong to a screening that was repeated");
    }
  }

  /// Whether somebody at the other agency was spoken to.
  public enum Contact implements Word {
    REACHED,
    NOT_REACHED,
    NOT_TRIED
  }

  /// Whether it is the same young person, by both agencies' records.
  public enum Identity implements Word {
    CONFIRMED,
    NOT_CONFIRMED,
    NOT_THE_SAME
  }

  /// What became of the screening.
  public enum Screening implements Word {
    NOT_REPEATED,
    REPEATED,
    NOT_YET
  }
}
