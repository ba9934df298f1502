package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.tellonce.protocol.encoding.Suite;

/// How likely an edge of the encoded graph is if it is a certain edge of the copy: from how often each kind of agreement is the same in both.
final class Survival {
  /// Kinds of agreement hang together, and the product of their shares says too much.
  private static final double DAMPING = 0.6;
  private static final int TENTHS = 11;

  private final int[] encodedClasses;
  private final int[] copyClasses;
  private final float[][] ofClasses;
  private final float[][][] ofNames;
  private final byte[][] encodedNames;
  private final byte[][] copyNames;
  private final double missing;

  /// Learns how often each kind survives. It is told the truth about everybody, as somebody would know it who has rehearsed the same long enough; so the attack is
  /// rather too strong than too weak.
  ///
  /// @param truth for each encoded record its record in the copy
  Survival(TagGraph encoded, TagGraph copy, int[] truth) {
    encodedNames = names(encoded);
    copyNames = names(copy);
    Counts counts = new Counts();
    int lost = 0;
    int all = 0;
    for (int node = 0; node < encoded.size(); node++) {
      Map<Integer, Integer> places = new HashMap<>();
      for (int place = copy.start(truth[node]); place < copy.start(truth[node] + 1); place++) {
        places.put(copy.neighbour(place), place);
      }
      for (int place = encoded.start(node); place < encoded.start(node + 1); place++) {
        all++;
        Integer same = places.get(truth[encoded.neighbour(place)]);
        if (same == null) {
          lost++;
        } else {
          counts.add(encoded.agreement(place), copy.agreement(same));
        }
      }
    }
    missing = (lost + 1.0) / (all + 2.0);
    Map<Long, Integer> classes = new HashMap<>();
    Map<Integer, Agreement> examples = new HashMap<>();
    encodedClasses = classes(encoded, classes, examples);
    copyClasses = classes(copy, classes, examples);
    ofClasses = new float[examples.size()][examples.size()];
    float[][][] tables = counts.tables();
    IntStream.range(0, ofClasses.length).parallel().forEach(of -> {
      int[] kinds = kinds(java.util.Objects.requireNonNull(examples.get(of)));
      for (int given = 0; given < ofClasses.length; given++) {
        int[] others = kinds(java.util.Objects.requireNonNull(examples.get(given)));
        float sum = 0;
        for (int kind = 0; kind < kinds.length; kind++) {
          sum += tables[kind][others[kind]][kinds[kind]];
        }
        ofClasses[of][given] = (float) Math.exp(sum);
      }
    });
    ofNames = counts.nameTables();
  }

  private static int[] classes(TagGraph graph, Map<Long, Integer> numbers, Map<Integer, Agreement> examples) {
    int[] classes = new int[2 * graph.edges()];
    for (int place = 0; place < classes.length; place++) {
      Agreement agreement = graph.agreement(place);
      classes[place] = numbers.computeIfAbsent(agreement.label(), _ -> numbers.size());
      examples.putIfAbsent(classes[place], agreement);
    }
    return classes;
  }

  /// Each kind of agreement but the nearness of names, as 0 or 1, and how many tags are shared.
  private static int[] kinds(Agreement agreement) {
    int comparisons = Agreement.comparisons();
    int[] kinds = new int[comparisons + Suite.PASSES + 1];
    for (int i = 0; i < comparisons; i++) {
      kinds[i] = agreement.agreesIn(i) ? 1 : 0;
    }
    for (int pass = 0; pass < Suite.PASSES; pass++) {
      kinds[comparisons + pass] = agreement.passes() >>> pass & 1;
    }
    kinds[comparisons + Suite.PASSES] = agreement.shared();
    return kinds;
  }

  /// How many of a hundred edges have no counterpart, as a share.
  double missing() {
    return missing;
  }

  /// How many times likelier an edge is if it is that edge of the copy than if it is any.
  double ratio(int encodedPlace, int copyPlace) {
    double ratio = ofClasses[encodedClasses[encodedPlace]][copyClasses[copyPlace]];
    for (int name = 0; name < ofNames.length; name++) {
      ratio *= ofNames[name][copyNames[name][copyPlace]][encodedNames[name][encodedPlace]];
    }
    return ratio;
  }

  /// For each name and place how near the names are, in tenths.
  private static byte[][] names(TagGraph graph) {
    byte[][] names = new byte[Agreement.nameSegments()][2 * graph.edges()];
    for (int name = 0; name < names.length; name++) {
      for (int place = 0; place < names[name].length; place++) {
        names[name][place] = (byte) graph.agreement(place).nameTenths(name);
      }
    }
    return names;
  }

  /// How often each value of each kind stands beside each value in the copy.
  private static final class Counts {
    private final double[][][] kinds = new double[Agreement.comparisons() + Suite.PASSES + 1][Suite.ROWS + 1][Suite.ROWS + 1];
    private final double[][][] names = new double[Agreement.nameSegments()][TENTHS][TENTHS];

    void add(Agreement ofEncoded, Agreement ofCopy) {
      int[] one = kinds(ofEncoded);
      int[] other = kinds(ofCopy);
      for (int kind = 0; kind < one.length; kind++) {
        kinds[kind][other[kind]][one[kind]]++;
      }
      for (int name = 0; name < names.length; name++) {
        names[name][ofCopy.nameTenths(name)][ofEncoded.nameTenths(name)]++;
      }
    }

    float[][][] tables() {
      return Arrays.stream(kinds).map(Counts::logRatios).toArray(float[][][]::new);
    }

    float[][][] nameTables() {
      float[][][] tables = Arrays.stream(names).map(Counts::logRatios).toArray(float[][][]::new);
      for (float[][] table : tables) {
        for (float[] row : table) {
          for (int i = 0; i < row.length; i++) {
            row[i] = (float) Math.exp(row[i]);
          }
        }
      }
      return tables;
    }

    /// For each value in the copy and each value: ln(share among these ÷ share among all), damped.
    private static float[][] logRatios(double[][] counts) {
      int values = counts.length;
      double[] all = new double[values];
      double total = 0;
      for (double[] row : counts) {
        for (int value = 0; value < values; value++) {
          all[value] += row[value];
          total += row[value];
        }
      }
      float[][] ratios = new float[values][values];
      for (int given = 0; given < values; given++) {
        double sum = Arrays.stream(counts[given]).sum();
        for (int value = 0; value < values; value++) {
          double prior = (all[value] + 0.5) / (total + 0.5 * values);
          double share = (counts[given][value] + 2 * prior) / (sum + 2);
          ratios[given][value] = (float) (DAMPING * Math.log(share / prior));
        }
      }
      return ratios;
    }
  }
}
