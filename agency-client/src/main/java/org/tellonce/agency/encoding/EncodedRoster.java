package org.tellonce.agency.encoding;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.SubmittedRecord;

/// A whole roster, encoded: nothing of a person can be read in it but the local ids, which stay in this house.
///
/// @param entries the persons, in the roster's order, court-sealed ones not among them
/// @param sealedIds local ids of court-sealed rows: to be withdrawn before anything is sent
/// @param unconsentedIds local ids of rows that may not be sent for want of consent, and of which nothing may stay at the server
/// @param heldIds local ids of rows that cannot be read tonight: neither changed nor gone, their last state stays
/// @param rejectedRows how many rows cannot be read
/// @param problems why rows cannot be read
/// @param notices what a person should look at though nothing is rejected for it
/// @param warnings which cells could not be used
/// @param inputs how many inputs each pass has, 1 to 20
/// @param padding how many rows are padding
public record EncodedRoster(List<Entry> entries, List<String> sealedIds, List<String> unconsentedIds, List<String> heldIds, int rejectedRows,
    List<Problem> problems, List<Problem> notices, List<WarningCount> warnings, SortedMap<Integer, Long> inputs, long padding) {

  public EncodedRoster {
    entries = List.copyOf(entries);
    sealedIds = List.copyOf(sealedIds);
    unconsentedIds = List.copyOf(unconsentedIds);
    heldIds = List.copyOf(heldIds);
    problems = List.copyOf(problems);
    notices = List.copyOf(notices);
    warnings = List.copyOf(warnings);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /// One person.
  ///
  /// @param asks whether the row may be flagged
  /// @param basis the legal basis of the row
  /// @param consent the written consent that holds today: some classes of agency may send nothing without
  public record Entry(String localId, EncodedRecord record, boolean asks, Optional<LegalBasis> basis, Optional<Consent> consent,
      List<Screening> screenings) {

    public Entry {
      screenings = List.copyOf(screenings);
    }

    /// What of it goes to the server.
    public SubmittedRecord submitted() {
      return new SubmittedRecord(record, asks, screenings);
    }

    @Override
    public String toString() {
      return "Entry[redacted]";
    }
  }

  /// How many rows there are for all records together.
  public long rows() {
    return (long) entries.size() * Suite.ROWS;
  }

  @Override
  public String toString() {
    return "EncodedRoster[" + entries.size() + " entries, redacted]";
  }
}
