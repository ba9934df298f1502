package org.tellonce.benchmarks.privacy;

/// What is attacked, in the order of the table's columns.
enum Encoding {
  /// The positive control: one Bloom filter a record, under one key.
  PLAIN_FILTER("plain CLK"),
  /// `smp1` without what protects it: bodies under the same keys for everybody, or under coarse tags. Shows that an attack can read our own format.
  UNSALTED("`smp1`, salt taken away"),
  /// Ours.
  SMP1("`smp1`"),
  /// The negative control.
  RANDOM("random bits");

  private final String title;

  Encoding(String title) {
    this.title = title;
  }

  /// The head of its column.
  String title() {
    return title;
  }
}
