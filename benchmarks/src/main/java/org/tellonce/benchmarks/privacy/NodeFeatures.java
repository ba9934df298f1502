package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.stream.IntStream;

/// What a node of a graph of similarities looks like without knowing who it is.
final class NodeFeatures {
  private static final int BINS = 1024;
  /// How much more the similar neighbours count, by scale.
  private static final int[] POWERS = {4, 16};

  private NodeFeatures() {}

  /// A vector for each node: `float[nodes × features]`, each feature with mean 0 and spread 1.
  static float[][] of(SimilarityGraph graph) {
    int size = graph.size();
    int[] ranks = IntStream.iterate(1, rank -> rank < size, rank -> Math.max(rank + 1, rank * 3 / 2)).toArray();
    float[][] own = new float[size][];
    IntStream.range(0, size).parallel().forEach(node -> own[node] = own(graph, node, ranks));
    standardise(own);
    int width = ranks.length + 2;
    float[][] all = new float[size][width * (1 + POWERS.length)];
    float[][] weights = new float[POWERS.length][BINS];
    for (int scale = 0; scale < POWERS.length; scale++) {
      for (int bin = 0; bin < BINS; bin++) {
        weights[scale][bin] = (float) Math.pow((double) bin / (BINS - 1), POWERS[scale]);
      }
    }
    IntStream.range(0, size).parallel().forEach(node -> {
      System.arraycopy(own[node], 0, all[node], 0, width);
      addNeighbours(graph, node, own, weights, all[node]);
    });
    standardise(all);
    return all;
  }

  /// Similarities in descending order at the ranks, their mean and spread.
  private static float[] own(SimilarityGraph graph, int node, int[] ranks) {
    float[] row = new float[graph.size()];
    graph.row(node, row);
    double sum = 0;
    double squares = 0;
    for (float similarity : row) {
      sum += similarity;
      squares += similarity * similarity;
    }
    Arrays.sort(row);
    float[] features = new float[ranks.length + 2];
    for (int i = 0; i < ranks.length; i++) {
      features[i] = row[row.length - ranks[i]];
    }
    double mean = sum / row.length;
    features[ranks.length] = (float) mean;
    features[ranks.length + 1] = (float) Math.sqrt(Math.max(0, squares / row.length - mean * mean));
    return features;
  }

  private static void addNeighbours(SimilarityGraph graph, int node, float[][] own, float[][] weights, float[] features) {
    int width = own[node].length;
    float[] row = new float[graph.size()];
    graph.row(node, row);
    for (int scale = 0; scale < weights.length; scale++) {
      int from = width * (scale + 1);
      float sum = 0;
      for (int other = 0; other < row.length; other++) {
        float weight = weights[scale][Math.round(Math.min(1, row[other]) * (BINS - 1))];
        if (weight > 0) {
          sum += weight;
          float[] theirs = own[other];
          for (int i = 0; i < width; i++) {
            features[from + i] += weight * theirs[i];
          }
        }
      }
      for (int i = 0; i < width && sum > 0; i++) {
        features[from + i] /= sum;
      }
    }
  }

  /// Gives each column mean 0 and spread 1; a column in which all are alike becomes 0.
  static void standardise(float[][] rows) {
    int width = rows[0].length;
    IntStream.range(0, width).parallel().forEach(column -> {
      double sum = 0;
      double squares = 0;
      for (float[] row : rows) {
        sum += row[column];
        squares += (double) row[column] * row[column];
      }
      double mean = sum / rows.length;
      double spread = Math.sqrt(Math.max(0, squares / rows.length - mean * mean));
      for (float[] row : rows) {
        row[column] = spread < 1e-9 ? 0 : (float) ((row[column] - mean) / spread);
      }
    });
  }
}
