package org.tellonce.server.submission;

import java.time.LocalDate;

/// How an agency's feed stands in one epoch.
///
/// @param asOf the day of its last commit for this epoch
/// @param indexed whether its records' rows stand in the index; else they are counted and never matched, until a full submission puts them in
/// @param resyncing whether its live set or its last submission was not the one its client knows, so that nothing of it is compared, flagged or shown until it has submitted in full
public record Feed(LocalDate asOf, boolean resyncing, boolean indexed) {

  /// The feed of an agency that is not matched any more.
  Feed unindexed() {
    return new Feed(asOf, resyncing, false);
  }
}
