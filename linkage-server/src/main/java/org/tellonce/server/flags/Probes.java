package org.tellonce.server.flags;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// When look-ups of one user are of one person who is varied until something answers: a function of their tags.
///
/// @see "flags.md, Guards"
final class Probes {
  /// Within which time look-ups are held against each other.
  static final Duration WINDOW = Duration.ofMinutes(10);
  /// So many that hang together are one too many.
  static final int MOST = 12;

  private Probes() {}

  /// Whether a look-up and those before it that hang together with it, over shared tags, are too many.
  ///
  /// @param before the tags of each look-up of the window
  static boolean isProbe(Set<EpochTag> asked, List<Set<EpochTag>> before) {
    Set<EpochTag> reached = new HashSet<>(asked);
    Set<Integer> joined = new HashSet<>();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (int i = 0; i < before.size(); i++) {
        if (!joined.contains(i) && !Collections.disjoint(before.get(i), reached)) {
          joined.add(i);
          reached.addAll(before.get(i));
          grows = true;
        }
      }
    }
    return 1 + joined.size() >= MOST;
  }
}
