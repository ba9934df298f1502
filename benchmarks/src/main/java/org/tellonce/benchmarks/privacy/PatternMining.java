package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Looks for bits that are often set together (frequent itemsets): where one key hashes for everybody, these are the positions of a frequent bigram. Which one, tell its
/// frequency and with which others it occurs, both known of any population.
///
/// @see "Christen, Vidanage, Ranbaduge, Schnell 2018, PAKDD: Pattern-mining based cryptanalysis of Bloom filters"
final class PatternMining {
  private static final int FREQUENT = 50;
  private static final int LISTED = 150;
  private static final int FEWEST_BITS = 3;
  private static final int GROWING = 4;
  private static final double ALWAYS = 0.97;
  private static final double SAME_ROWS = 0.8;
  private static final int ROUNDS = 15;

  private PatternMining() {}

  /// Of the 50 most frequent bigrams, the share that were found: a pattern is taken for this bigram, and at least half the rows that have either have both.
  ///
  /// @param rows encoded rows
  /// @param owners for each row whose it is
  /// @param people the bigrams of everybody
  static double found(Filters rows, int[] owners, List<Set<String>> people) {
    List<BitSet> patterns = patterns(rows);
    List<BitSet> bigrams = mostFrequent(people, LISTED);
    int[] assigned = align(patterns, rows.records(), bigrams, people.size());
    boolean[] found = new boolean[bigrams.size()];
    for (int i = 0; i < assigned.length; i++) {
      if (assigned[i] >= 0) {
        BitSet bigram = bigrams.get(assigned[i]);
        BitSet right = new BitSet();
        IntStream.range(0, owners.length).filter(row -> bigram.get(owners[row])).forEach(right::set);
        found[assigned[i]] |= jaccard(patterns.get(i), right) >= 0.5;
      }
    }
    int wanted = Math.min(FREQUENT, bigrams.size());
    return IntStream.range(0, wanted).filter(i -> found[i]).count() / (double) wanted;
  }

  /// For each of the most frequent bigrams who has it.
  private static List<BitSet> mostFrequent(List<Set<String>> people, int count) {
    Map<String, BitSet> having = new HashMap<>();
    for (int i = 0; i < people.size(); i++) {
      for (String bigram : people.get(i)) {
        having.computeIfAbsent(bigram, _ -> new BitSet()).set(i);
      }
    }
    return having.entrySet().stream().sorted(Comparator.comparingInt((Map.Entry<String, BitSet> entry) -> -entry.getValue().cardinality())
        .thenComparing(
            Map.Entry::getKey)).limit(count).map(Map.Entry::getValue).toList();
  }

  /// The rows of each set of bits that go together, the commonest first.
  private static List<BitSet> patterns(Filters rows) {
    BitSet[] columns = new BitSet[rows.lengthBits()];
    Arrays.setAll(columns, bit -> {
      BitSet column = new BitSet();
      IntStream.range(0, rows.records()).filter(row -> rows.get(row, bit)).forEach(column::set);
      return column;
    });
    List<BitSet> grown = IntStream.range(0, columns.length).parallel().mapToObj(bit -> grown(columns, bit, rows.records())).filter(pattern -> !pattern
        .isEmpty())
        .sorted(Comparator.comparingInt(pattern -> -pattern.cardinality())).toList();
    List<BitSet> patterns = new ArrayList<>();
    for (BitSet pattern : grown) {
      if (patterns.size() < LISTED && patterns.stream().noneMatch(other -> jaccard(other, pattern) >= SAME_ROWS)) {
        patterns.add(pattern);
      }
    }
    return patterns;
  }

  /// The rows that have a bit and those that go with it; none if too few go with it.
  private static BitSet grown(BitSet[] columns, int start, int records) {
    BitSet rows = (BitSet) columns[start].clone();
    BitSet used = new BitSet();
    used.set(start);
    for (int step = 0; step < GROWING; step++) {
      int best = -1;
      double most = 0;
      for (int bit = 0; bit < columns.length; bit++) {
        double beyondChance = used.get(bit) ? 0 : common(rows, columns[bit]) - (double) rows.cardinality() * columns[bit].cardinality() / records;
        if (beyondChance > most) {
          most = beyondChance;
          best = bit;
        }
      }
      if (best < 0) {
        break;
      }
      used.set(best);
      rows.and(columns[best]);
    }
    int size = rows.cardinality();
    long always = Arrays.stream(columns).filter(column -> common(rows, column) >= ALWAYS * size).count();
    return size < records / 100 || always < used.cardinality() + FEWEST_BITS ? new BitSet() : rows;
  }

  /// By frequency first, then again and again by with which others each occurs.
  private static int[] align(List<BitSet> patterns, int rows, List<BitSet> bigrams, int people) {
    double[][] ofPatterns = together(patterns, rows);
    double[][] ofBigrams = together(bigrams, people);
    int[] assigned = new int[patterns.size()];
    Arrays.fill(assigned, -1);
    for (int round = 0; round <= ROUNDS; round++) {
      record Choice(int pattern, int bigram, double cost) {}
      List<Choice> choices = new ArrayList<>();
      for (int p = 0; p < patterns.size(); p++) {
        for (int b = 0; b < bigrams.size(); b++) {
          double cost = 3 * Math.abs(ofPatterns[p][p] - ofBigrams[b][b]);
          for (int other = 0; other < assigned.length; other++) {
            if (other != p && assigned[other] >= 0 && assigned[other] != b) {
              cost += Math.abs(ofPatterns[p][other] - ofBigrams[b][assigned[other]]);
            }
          }
          choices.add(new Choice(p, b, cost));
        }
      }
      choices.sort(Comparator.comparingDouble(Choice::cost));
      Arrays.fill(assigned, -1);
      boolean[] taken = new boolean[bigrams.size()];
      // The clearest first: in early rounds the frequent ones alone, for there are few frequencies so high.
      int wanted = Math.min(patterns.size(), 8 + round * patterns.size() / ROUNDS);
      for (Choice choice : choices) {
        if (choice.pattern < wanted && assigned[choice.pattern] < 0 && !taken[choice.bigram]) {
          assigned[choice.pattern] = choice.bigram;
          taken[choice.bigram] = true;
        }
      }
    }
    return assigned;
  }

  /// In what share of all rows each two stand together; with itself, how frequent it is.
  private static double[][] together(List<BitSet> sets, int rows) {
    double[][] together = new double[sets.size()][sets.size()];
    for (int i = 0; i < sets.size(); i++) {
      for (int k = 0; k < sets.size(); k++) {
        together[i][k] = (double) common(sets.get(i), sets.get(k)) / rows;
      }
    }
    return together;
  }

  private static int common(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both.cardinality();
  }

  private static double jaccard(BitSet one, BitSet other) {
    int both = common(one, other);
    return (double) both / Math.max(1, one.cardinality() + other.cardinality() - both);
  }
}
