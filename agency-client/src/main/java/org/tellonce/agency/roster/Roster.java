package org.tellonce.agency.roster;

import java.util.List;
import org.tellonce.protocol.Problem;

/// What an agency's own systems say tonight of the people it serves. **Plaintext**: prints counts only.
///
/// @param entries the rows that can be used and may be sent, in the roster's order, each local id once
/// @param unconsentedIds local ids of the rows that may not be sent: consent is their legal basis, and there is none or it is over
/// @param rejected a problem for each thing wrong with a row that cannot be used, in the order of the lines
/// @param rejectedIds local ids of such rows, as far as they can be read: these rows are neither changed nor gone, their last state stays
/// @param notices what a person should look at though nothing is rejected for it
public record Roster(List<Entry> entries, List<String> unconsentedIds, List<Problem> rejected, List<String> rejectedIds, List<Problem> notices) {

  public Roster {
    entries = List.copyOf(entries);
    unconsentedIds = List.copyOf(unconsentedIds);
    rejected = List.copyOf(rejected);
    rejectedIds = List.copyOf(rejectedIds);
    notices = List.copyOf(notices);
  }

  @Override
  public String toString() {
    return "Roster[" + entries.size() + " entries, " + rejected.size() + " problems, redacted]";
  }
}
