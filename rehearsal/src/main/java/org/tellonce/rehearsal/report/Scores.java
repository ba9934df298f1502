package org.tellonce.rehearsal.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.rehearsal.quality.Weighed;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;

/// How many pairs lie in each band of the score. A band is one unit of log-odds wide, so that what lies close to 0 or to 1 can be told apart.
///
/// @param nothing pairs that are no match, by band
/// @param possible possible matches, by band
/// @param likely likely matches, by band
record Scores(List<Long> nothing, List<Long> possible, List<Long> likely) {

  /// The first band begins at these log-odds; lower ones count in it.
  static final int FIRST = -7;
  /// The last band ends at these log-odds; higher ones count in it.
  static final int LAST = 10;

  Scores {
    nothing = List.copyOf(nothing);
    possible = List.copyOf(possible);
    likely = List.copyOf(likely);
  }

  static Scores of(Weighed weighed) {
    long[] nothing = new long[LAST - FIRST];
    long[] possible = new long[LAST - FIRST];
    long[] likely = new long[LAST - FIRST];
    Map<Set<Object>, Match> matched = new HashMap<>();
    for (Weighed.Link link : weighed.links()) {
      matched.put(Set.of(link.match().a(), link.match().b()), link.match());
      long[] ofGrade = link.match().grade() == Grade.LIKELY ? likely : possible;
      ofGrade[band(link.match().probability())]++;
    }
    for (Weighed.Pair pair : weighed.candidates()) {
      if (!matched.containsKey(new HashSet<>(Arrays.asList(pair.a(), pair.b())))) {
        nothing[band(pair.decided())]++;
      }
    }
    return new Scores(boxed(nothing), boxed(possible), boxed(likely));
  }

  private static List<Long> boxed(long[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  /// The band of a score.
  static int band(double score) {
    return Math.clamp((int) Math.floor(logOdds(score)) - FIRST, 0, LAST - FIRST - 1);
  }

  /// The log-odds of a score.
  static double logOdds(double score) {
    return Math.log(score / (1 - score));
  }

  /// How many bands there are.
  int bands() {
    return likely.size();
  }

  /// All pairs of a band.
  long all(int band) {
    return nothing.get(band) + possible.get(band) + likely.get(band);
  }
}
