package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The strongest attack that we can think of on shared tags: it weighs how well each edge of the encoded graph fits each edge of a copy that has mistakes, and lets
/// what it believes of a record count for its neighbours, and so on (belief propagation, with the message along an edge free of what came along it).
///
/// A record without edges has nothing to be weighed; it is not guessed at.
final class BeliefMatching {
  private static final int CANDIDATES = 40;
  private static final int ROUNDS = 6;
  /// So many edges choose the candidates.
  private static final int EDGES = 12;

  private final TagGraph encoded;
  private final TagGraph copy;
  private final Survival survival;
  private final int[][] candidates;
  /// For each place of the encoded graph what the neighbour's belief says of the node's candidates.
  private final float[][] messages;
  private final int[] reverse;
  private final int[] agencySizes;

  /// What it came to: for each encoded record the likeliest of the copy, and how likely it thinks that is.
  static final class Belief {
    private final int[] guesses;
    private final double[] confidence;

    private Belief(int[] guesses, double[] confidence) {
      this.guesses = guesses;
      this.confidence = confidence;
    }

    /// For each encoded record the likeliest record of the copy, or -1.
    int[] guesses() {
      return guesses.clone();
    }

    /// The same, but only where it is as sure as that.
    ///
    /// @param least how likely, 0 to 1
    int[] guesses(double least) {
      return IntStream.range(0, guesses.length).map(node -> confidence[node] >= least ? guesses[node] : -1).toArray();
    }
  }

  private BeliefMatching(TagGraph encoded, TagGraph copy, int[] known, Survival survival) {
    this.encoded = encoded;
    this.copy = copy;
    this.survival = survival;
    agencySizes = new int[1 + IntStream.range(0, copy.size()).map(copy::agency).max().orElse(0)];
    IntStream.range(0, copy.size()).forEach(node -> agencySizes[copy.agency(node)]++);
    int[][] byAgency = IntStream.range(0, agencySizes.length).mapToObj(agency -> IntStream.range(0, copy.size()).filter(node -> copy.agency(node)
        == agency
        && copy.degree(node) > 0).toArray()).toArray(int[][]::new);
    boolean[] taken = new boolean[copy.size()];
    Arrays.stream(known).filter(node -> node >= 0).forEach(node -> taken[node] = true);
    candidates = new int[encoded.size()][];
    IntStream.range(0, encoded.size()).parallel().forEach(node -> candidates[node] = known[node] >= 0 ? new int[] {known[node]}
        : encoded.degree(node) == 0 ? new int[0] : candidates(node, byAgency[encoded.agency(node)], known, taken));
    messages = new float[2 * encoded.edges()][];
    reverse = new int[2 * encoded.edges()];
    for (int node = 0; node < encoded.size(); node++) {
      for (int place = encoded.start(node); place < encoded.start(node + 1); place++) {
        messages[place] = new float[candidates[node].length];
        for (int back = encoded.start(encoded.neighbour(place)); back < encoded.start(encoded.neighbour(place) + 1); back++) {
          if (encoded.neighbour(back) == node) {
            reverse[place] = back;
          }
        }
      }
    }
  }

  /// Matches.
  ///
  /// @param known for each encoded record the record of the copy it is known to be, or -1
  static Belief match(TagGraph encoded, TagGraph copy, int[] known, Survival survival) {
    return new BeliefMatching(encoded, copy, known, survival).run();
  }

  /// The records of the copy that fit best by their own edges, and all neighbours of known neighbours.
  private int[] candidates(int node, int[] all, int[] known, boolean[] taken) {
    double[] scores = new double[all.length];
    Arrays.setAll(scores, i -> taken[all[i]] ? Double.NEGATIVE_INFINITY : alone(node, all[i]));
    Set<Integer> found = new LinkedHashSet<>();
    for (int place = encoded.start(node); place < encoded.start(node + 1); place++) {
      int person = known[encoded.neighbour(place)];
      for (int at = person < 0 ? 0 : copy.start(person); person >= 0 && at < copy.start(person + 1); at++) {
        int other = copy.neighbour(at);
        if (copy.agency(other) == encoded.agency(node) && !taken[other]) {
          found.add(other);
        }
      }
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double least = sorted[Math.max(0, sorted.length - CANDIDATES)];
    IntStream.range(0, all.length).filter(i -> scores[i] >= least && scores[i] > Double.NEGATIVE_INFINITY).boxed().sorted(Comparator.comparingDouble((
        Integer i) -> -scores[i])
        .thenComparingInt(i -> i)).limit(CANDIDATES).forEach(i -> found.add(all[i]));
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /// How well a record's edges fit those of a record of the copy, whoever the neighbours are.
  private double alone(int node, int candidate) {
    double score = extra(node, candidate);
    int end = Math.min(encoded.start(node + 1), encoded.start(node) + EDGES);
    for (int place = encoded.start(node); place < end; place++) {
      double sum = survival.missing();
      for (int at = copy.start(candidate); at < copy.start(candidate + 1); at++) {
        if (copy.agency(copy.neighbour(at)) == encoded.agency(encoded.neighbour(place))) {
          sum += (1 - survival.missing()) * survival.ratio(place, at);
        }
      }
      score += Math.log(sum);
    }
    return score;
  }

  /// Edges of the copy that the record has no counterpart of.
  private double extra(int node, int candidate) {
    return Math.log(survival.missing()) * Math.max(0, copy.degree(candidate) - encoded.degree(node));
  }

  private Belief run() {
    for (int round = 0; round < ROUNDS; round++) {
      float[][] next = new float[messages.length][];
      IntStream.range(0, encoded.size()).parallel().forEach(node -> {
        for (int place = encoded.start(node); place < encoded.start(node + 1); place++) {
          next[place] = message(node, place);
        }
      });
      System.arraycopy(next, 0, messages, 0, next.length);
    }
    int[] guesses = new int[encoded.size()];
    double[] confidence = new double[encoded.size()];
    Arrays.fill(guesses, -1);
    IntStream.range(0, encoded.size()).parallel().filter(node -> candidates[node].length > 0).forEach(node -> {
      double[] belief = belief(node, -1);
      for (int i = 0; i < belief.length; i++) {
        if (belief[i] > confidence[node]) {
          confidence[node] = belief[i];
          guesses[node] = candidates[node][i];
        }
      }
    });
    return new Belief(guesses, confidence);
  }

  /// What the neighbour at a place says of the node's candidates.
  private float[] message(int node, int place) {
    int neighbour = encoded.neighbour(place);
    double[] belief = belief(neighbour, reverse[place]);
    int[] theirs = candidates[neighbour];
    double size = agencySizes[encoded.agency(neighbour)];
    double elsewhere = Math.max(0, 1 - Arrays.stream(belief).sum());
    Map<Integer, Double> ofCandidates = new HashMap<>();
    for (int k = 0; k < theirs.length; k++) {
      ofCandidates.put(theirs[k], belief[k]);
    }
    float[] message = new float[candidates[node].length];
    for (int i = 0; i < message.length; i++) {
      double sum = survival.missing();
      for (int at = copy.start(candidates[node][i]); at < copy.start(candidates[node][i] + 1); at++) {
        int other = copy.neighbour(at);
        if (copy.agency(other) == encoded.agency(neighbour)) {
          double believed = ofCandidates.getOrDefault(other, elsewhere / size);
          sum += (1 - survival.missing()) * survival.ratio(place, at) * believed * size;
        }
      }
      message[i] = (float) Math.log(sum);
    }
    return message;
  }

  /// How likely each candidate of a node is, by all messages but the one at a place; what is left to 1 is somebody else.
  private double[] belief(int node, int without) {
    int[] own = candidates[node];
    double[] scores = new double[own.length];
    if (own.length == 1 && encoded.agency(node) == copy.agency(own[0]) && encoded.degree(node) == 0) {
      return new double[] {1};
    }
    double least = 0;
    for (int i = 0; i < own.length; i++) {
      scores[i] = extra(node, own[i]);
      for (int place = encoded.start(node); place < encoded.start(node + 1); place++) {
        scores[i] += place == without ? 0 : messages[place][i];
      }
      least = Math.min(least, scores[i]);
    }
    double most = Math.max(0, Arrays.stream(scores).max().orElse(0));
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.exp(scores[i] - most);
      sum += scores[i];
    }
    // Whoever is no candidate fits no better than the worst of them, or not at all if everybody was one.
    double others = own.length == 1 ? 0 : Math.max(0, agencySizes[encoded.agency(node)] - own.length) * Math.exp(least - most);
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum + others;
    }
    return scores;
  }
}
