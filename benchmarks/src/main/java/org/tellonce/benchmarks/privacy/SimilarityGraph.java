package org.tellonce.benchmarks.privacy;

/// How alike every two records of a database are, as far as somebody can tell: 0 (nothing in common) to 1. For several threads at once.
interface SimilarityGraph {

  /// How many records there are.
  int size();

  /// Puts the similarities of a record and each record in its place; its own is 0.
  ///
  /// @param into of the graph's size
  void row(int node, float[] into);
}
