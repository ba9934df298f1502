package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Finds out who is who by *colour refinement* (1-WL): records that look alike have one colour, at first that of their agency; then each gets a new colour by its own and
/// by those of its neighbours with how they agree, until nothing changes. A colour that one encoded record and one record of the attacker's copy have is an
/// identification.
///
/// A copy with mistakes gives other colours the deeper one looks. So the first depth that identifies a record counts.
final class Colour {
  private static final int MOST_DEPTH = 40;

  private Colour() {}

  /// Who each encoded record is, or -1.
  ///
  /// @param known for each encoded record the record of the copy it is known to be, or -1
  /// @param view how much of each agreement is looked at
  static int[] match(TagGraph encoded, TagGraph copy, int[] known, Agreement.View view) {
    long[] ofEncoded = new long[encoded.size()];
    long[] ofCopy = new long[copy.size()];
    Arrays.setAll(ofEncoded, node -> mixed(encoded.agency(node)));
    Arrays.setAll(ofCopy, node -> mixed(copy.agency(node)));
    for (int node = 0; node < known.length; node++) {
      if (known[node] >= 0) {
        ofEncoded[node] = mixed(1_000_000L + node);
        ofCopy[known[node]] = ofEncoded[node];
      }
    }
    int[] guesses = known.clone();
    long colours = 0;
    for (int depth = 0; depth < MOST_DEPTH; depth++) {
      identify(ofEncoded, ofCopy, guesses);
      long now = Arrays.stream(ofEncoded).distinct().count() + Arrays.stream(ofCopy).distinct().count();
      if (now == colours) {
        break;
      }
      colours = now;
      ofEncoded = refined(encoded, ofEncoded, view);
      ofCopy = refined(copy, ofCopy, view);
    }
    return guesses;
  }

  private static void identify(long[] ofEncoded, long[] ofCopy, int[] guesses) {
    Map<Long, Integer> one = single(ofEncoded);
    Map<Long, Integer> other = single(ofCopy);
    one.forEach((colour, node) -> {
      int match = other.getOrDefault(colour, -1);
      if (node >= 0 && match >= 0 && guesses[node] < 0) {
        guesses[node] = match;
      }
    });
  }

  /// The one node of each colour, -1 where there are more.
  private static Map<Long, Integer> single(long[] colours) {
    Map<Long, Integer> single = new HashMap<>(2 * colours.length);
    for (int node = 0; node < colours.length; node++) {
      single.merge(colours[node], node, (_, _) -> -1);
    }
    return single;
  }

  private static long[] refined(TagGraph graph, long[] colours, Agreement.View view) {
    long[] refined = new long[colours.length];
    Arrays.parallelSetAll(refined, node -> {
      long sum = mixed(colours[node]);
      for (int place = graph.start(node); place < graph.start(node + 1); place++) {
        sum += mixed(graph.agreement(place).label(view) * 0x9E3779B97F4A7C15L + colours[graph.neighbour(place)]);
      }
      return mixed(sum);
    });
    return refined;
  }

  /// A number that looks like chance and is the same for the same.
  static long mixed(long of) {
    long z = of + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
