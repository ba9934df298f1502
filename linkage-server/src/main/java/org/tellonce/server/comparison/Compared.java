package org.tellonce.server.comparison;

import java.util.List;
import java.util.Map;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.comparison.OpenEpochs.Counting;

/// The matches that a question would have by its own candidates if it were a record that came now, as they were when it was compared.
///
/// @see OpenEpochs#compare
public final class Compared {
  private final AgencyId agency;
  private final Map<Long, List<Match>> byEpoch;
  private final long changes;

  /// @param agency who asks
  /// @param byEpoch the matches that each open epoch found
  /// @param changes how often what it was compared with had changed before
  Compared(AgencyId agency, Map<Long, List<Match>> byEpoch, long changes) {
    this.agency = agency;
    this.byEpoch = byEpoch;
    this.changes = changes;
  }

  long changes() {
    return changes;
  }

  /// The matches, each once, in ascending order.
  ///
  /// @param counting of a match the other agency must count in the epoch that found it
  public List<Match> matches(Counting counting) {
    return OpenEpochs.merged(byEpoch.entrySet().stream().map(found -> found.getValue().stream().filter(match -> counting.counts(match.a().agency()
        .equals(agency) ? match.b().agency() : match.a().agency(), found.getKey())).toList()).toList());
  }
}
