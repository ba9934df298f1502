package org.tellonce.server.comparison;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Which records of one agency hang together because they look like one person: a function of the candidates within the agency.
///
/// @see "flags.md, Guards"
final class Alike {
  /// Two records hang together from this probability on, that of their vector alone.
  static final double LEAST = 0.9;
  /// So many may hang together: rows of one person, twins.
  static final int MOST = 5;

  private Alike() {}

  /// The records that hang together with one, itself first.
  ///
  /// @param next those that one hangs together with directly
  static Set<RecordRef> together(RecordRef record, Function<RecordRef, ? extends Collection<RecordRef>> next) {
    Set<RecordRef> together = new LinkedHashSet<>(List.of(record));
    Deque<RecordRef> open = new ArrayDeque<>(together);
    while (!open.isEmpty()) {
      next.apply(open.remove()).stream().filter(together::add).forEach(open::add);
    }
    return together;
  }

  /// Whether two records of one agency hang together directly.
  static boolean isAlike(AgreementVector vector, Scoring scoring) {
    return scoring.score(vector).probability() >= LEAST;
  }
}
