package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.agreements.AgencyId;

/// How the feeds of all agencies stand, in each epoch that they submitted for.
///
/// @see "submission.md, A night in an overlap"
public final class Feeds {
  private final Map<AgencyId, SortedMap<Long, Feed>> feeds;

  /// @param feeds by agency, then by epoch
  Feeds(Map<AgencyId, SortedMap<Long, Feed>> feeds) {
    this.feeds = feeds;
  }

  /// The agencies that ever committed.
  Set<AgencyId> agencies() {
    return feeds.keySet();
  }

  /// The feeds of an agency, by epoch.
  SortedMap<Long, Feed> of(AgencyId agency) {
    return feeds.getOrDefault(agency, Collections.unmodifiableSortedMap(new TreeMap<>()));
  }

  /// The feed of an agency in an epoch, if it ever submitted for it.
  public Optional<Feed> find(AgencyId agency, long epoch) {
    return Optional.ofNullable(of(agency).get(epoch));
  }

  /// Whether what an epoch holds of an agency is what its client believes: only that is compared, flagged and shown.
  public boolean isInStep(AgencyId agency, long epoch) {
    return find(agency, epoch).filter(feed -> !feed.resyncing()).isPresent();
  }

  /// Whether an agency is in step in one epoch at least: one that is still to send the other is as good as before.
  public boolean isInStep(AgencyId agency) {
    return asOf(agency).isPresent();
  }

  /// The day as of which an agency's records are known; none if it is in step in no epoch.
  public Optional<LocalDate> asOf(AgencyId agency) {
    return of(agency).values().stream().filter(feed -> !feed.resyncing()).map(Feed::asOf).max(Comparator.naturalOrder());
  }
}
