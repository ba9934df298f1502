package org.tellonce.server.submission;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;

/// How far the agencies are with one epoch.
///
/// @param term as the rules have it
/// @param shares of each member that may submit and ever did
public record EpochProgress(EpochTerm term, SortedMap<AgencyId, Share> shares) {

  /// How far one agency is.
  ///
  /// @param live how many of its live records are in the epoch
  /// @param all how many it has, whatever epochs they are in
  /// @param done whether it submitted for the epoch, and what the server holds is what its client believes
  public record Share(long live, long all, boolean done) {

    @Override
    public String toString() {
      return live + " of " + all + " records";
    }
  }

  public EpochProgress {
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /// The agencies that are done.
  public List<AgencyId> done() {
    return shares.entrySet().stream().filter(share -> share.getValue().done()).map(Map.Entry::getKey).toList();
  }

  /// The agencies that are not, each with how far it is: `probation (12 of 40 records)`.
  public List<String> notDone() {
    return missing().stream().map(agency -> agency + " (" + shares.get(agency) + ")").toList();
  }

  /// The agencies that are not done.
  public List<AgencyId> missing() {
    return shares.entrySet().stream().filter(share -> !share.getValue().done()).map(Map.Entry::getKey).toList();
  }
}
