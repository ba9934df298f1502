package org.tellonce.agency.roster;

import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Problem;

/// What an agency's own systems say tonight of the people it serves. **Plaintext**: prints counts only.
///
/// @param entries the rows that can be used and may be sent, in the roster's order, each local id once
/// @param unconsentedIds local ids of the rows that may not be sent: consent is their legal basis, and there is none or it is over
/// @param rejected a problem for each thing wrong with a row that cannot be used, in the order of the lines
/// @param rejectedRows how many such rows there are
/// @param rejectedIds local ids of such rows, as far as they can be read: these rows are neither changed nor gone, their last state stays
/// @param notices what a person should look at though nothing is rejected for it
public record Roster(List<Entry> entries, List<String> unconsentedIds, List<Problem> rejected, int rejectedRows, List<String> rejectedIds,
    List<Problem> notices) {

  public Roster {
    entries = List.copyOf(entries);
    unconsentedIds = List.copyOf(unconsentedIds);
    rejected = List.copyOf(rejected);
    rejectedIds = List.copyOf(rejectedIds);
    notices = List.copyOf(notices);
  }

  /// What the roster says of one local id. **Plaintext**.
  public sealed interface Standing {
    /// Its row can be used.
    record Usable(Entry entry) implements Standing {}

    /// Consent is its legal basis, and there is none or it is over.
    record WithoutConsent() implements Standing {}

    /// Its row cannot be read.
    record Unreadable() implements Standing {}

    /// There is no such row, as far as the rows can be read.
    record Absent() implements Standing {}
  }

  /// What the roster says of a local id; spaces at its ends do not count, upper and lower case do.
  public Standing standing(String localId) {
    String wanted = Row.localId(localId);
    Optional<Entry> entry = entries.stream().filter(one -> one.row().localId().equals(wanted)).findFirst();
    if (entry.isPresent()) {
      return new Standing.Usable(entry.get());
    }
    if (unconsentedIds.contains(wanted)) {
      return new Standing.WithoutConsent();
    }
    return rejectedIds.contains(wanted) ? new Standing.Unreadable() : new Standing.Absent();
  }

  @Override
  public String toString() {
    return "Roster[" + entries.size() + " entries, " + rejected.size() + " problems, redacted]";
  }
}
