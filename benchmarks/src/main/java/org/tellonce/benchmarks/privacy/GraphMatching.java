package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Finds out who is who from the graph of similarities alone: each record of an encoded database gets the person of a population list whose similarities to all
/// others look the same.
///
/// 1. Each node of both graphs becomes a vector: its similarities in descending order at growing ranks, their mean and spread, and the same of its neighbours, weighted by
///    similarity.
/// 2. Nodes that are each other's nearest, by a margin, are taken for the same person: the first *landmarks*. People known beforehand are landmarks, too.
/// 3. Each node becomes the vector of its similarities to the landmarks; again the clearest pairs are the next landmarks, more and more of them.
///
/// @see "Schäfer, Armknecht, Heng 2024, ACSAC: R+R, Revisiting graph matching attacks on privacy-preserving record linkage"
final class GraphMatching {
  private static final int FIRST_LANDMARKS = 24;
  private static final int ROUNDS = 9;

  private final SimilarityGraph encoded;
  private final SimilarityGraph plain;
  private final int[] known;
  private final int mostLandmarks;

  private GraphMatching(SimilarityGraph encoded, SimilarityGraph plain, int[] known, int mostLandmarks) {
    this.encoded = encoded;
    this.plain = plain;
    this.known = known;
    this.mostLandmarks = mostLandmarks;
  }

  /// The best guess for each encoded record.
  ///
  /// @param known for each encoded record the person it is known to be, or -1
  /// @param mostLandmarks how many pairs a node is measured by at most, unless more are known
  static int[] match(SimilarityGraph encoded, SimilarityGraph plain, int[] known, int mostLandmarks) {
    return new GraphMatching(encoded, plain, known, mostLandmarks).match();
  }

  /// A pair that is taken for one person.
  private record Pair(int encoded, int plain, double margin) {}

  private int[] match() {
    List<Pair> landmarks = knownPairs();
    boolean seeded = landmarks.size() >= FIRST_LANDMARKS / 2;
    int[] guesses = known.clone();
    if (!seeded) {
      Nearest first = Nearest.of(NodeFeatures.of(encoded), NodeFeatures.of(plain));
      guesses = first.guesses();
      landmarks.addAll(clearest(first, FIRST_LANDMARKS));
    }
    int wanted = Math.max(2 * FIRST_LANDMARKS, landmarks.size());
    for (int round = 0; round < ROUNDS && !landmarks.isEmpty(); round++) {
      Nearest nearest = Nearest.of(columns(encoded, landmarks, true), columns(plain, landmarks, false));
      boolean settled = Arrays.equals(guesses, nearest.guesses()) || round > 2 && differing(guesses, nearest.guesses()) < guesses.length / 500;
      guesses = nearest.guesses();
      if (settled && landmarks.size() >= Math.min(mostLandmarks, encoded.size()) / 2) {
        break;
      }
      wanted = Math.min(mostLandmarks, wanted * 2);
      landmarks = knownPairs();
      landmarks.addAll(clearest(nearest, Math.max(0, wanted - landmarks.size())));
    }
    for (int i = 0; i < known.length; i++) {
      guesses[i] = known[i] >= 0 ? known[i] : guesses[i];
    }
    return guesses;
  }

  private static int differing(int[] one, int[] other) {
    return (int) IntStream.range(0, one.length).filter(i -> one[i] != other[i]).count();
  }

  private List<Pair> knownPairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      if (known[i] >= 0) {
        pairs.add(new Pair(i, known[i], 1));
      }
    }
    return pairs;
  }

  private List<Pair> clearest(Nearest nearest, int count) {
    boolean[] takenPlain = new boolean[plain.size()];
    Arrays.stream(known).filter(person -> person >= 0).forEach(person -> takenPlain[person] = true);
    return IntStream.range(0, encoded.size()).filter(i -> known[i] < 0 && nearest.isMutual(i) && !takenPlain[nearest.guess(i)])
        .mapToObj(i -> new Pair(i, nearest.guess(i), nearest.margin(i))).filter(pair -> pair.margin > 1e-6)
        .sorted(Comparator.comparingDouble(Pair::margin).reversed().thenComparingInt(Pair::encoded)).limit(count).toList();
  }

  /// Each node's similarities to the landmarks, each column with mean 0 and spread 1.
  private static float[][] columns(SimilarityGraph graph, List<Pair> landmarks, boolean ofEncoded) {
    float[][] columns = new float[graph.size()][landmarks.size()];
    IntStream.range(0, landmarks.size()).parallel().forEach(column -> {
      float[] row = new float[graph.size()];
      graph.row(ofEncoded ? landmarks.get(column).encoded : landmarks.get(column).plain, row);
      for (int node = 0; node < row.length; node++) {
        columns[node][column] = row[node];
      }
    });
    NodeFeatures.standardise(columns);
    return columns;
  }
}
