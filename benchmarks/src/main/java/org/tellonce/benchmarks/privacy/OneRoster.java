package org.tellonce.benchmarks.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tellonce.keys.HmacSha256;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.rehearsal.county.RosterRow;

/// The attacks of the literature on one encoded roster, by somebody who has the same people in plaintext, without a mistake: all overlap, no noise.
final class OneRoster {
  private static final int DRAWS = 4;
  private static final int MOST_LANDMARKS = 384;
  /// Shares of the people who are known: 20, 100 and 500 of 2 000, and what may follow for the others.
  private static final double[][] KNOWN = {{0, 0.01}, {0.01, 0.001}, {0.05, 0.005}, {0.25, 0.02}};

  private final People people;
  private final List<Set<String>> bigrams;
  private final int[] order;
  private final int[] truth;
  private final Random random;
  private final Map<Encoding, Filters> encoded = new EnumMap<>(Encoding.class);
  private final Map<Encoding, SimilarityGraph> graphs = new EnumMap<>(Encoding.class);
  private final Map<Encoding, SimilarityGraph> copies = new EnumMap<>(Encoding.class);
  private final Filters rows;

  /// Encodes everything.
  ///
  /// @param people each with one record
  /// @param folder where rosters may lie for a moment
  OneRoster(People people, Path folder, Random random) {
    this.people = people;
    this.random = random;
    List<RosterRow> plain = people.rows();
    bigrams = plain.stream().map(Bigrams::ofRecord).toList();
    order = People.shuffled(plain.size(), random);
    truth = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> truth[order[i]] = i);
    Encoder theirs = new Encoder(folder, "collaborative");
    Encoder own = new Encoder(folder, "attacker");
    List<EncodedRecord> records = theirs.records(people.rosters().getFirst());
    List<List<Body>> open = unsalted(theirs, people);
    encoded.put(Encoding.PLAIN_FILTER, new PlainFilter(key("collaborative")).of(bigrams));
    encoded.put(Encoding.UNSALTED, Filters.ofBodies(open));
    encoded.put(Encoding.SMP1, Filters.ofBodies(records.stream().map(record -> record.rows().stream().map(EncodedRow::body).toList()).toList()));
    encoded.put(Encoding.RANDOM, Filters.random(plain.size(), PlainFilter.LENGTH_BITS, random));
    encoded.forEach((encoding, filters) -> graphs.put(encoding, filters.graph()));
    graphs.put(Encoding.SMP1, graph(records));
    Filters ownFilters = new PlainFilter(key("attacker")).of(bigrams).inOrder(order);
    copies.put(Encoding.PLAIN_FILTER, ownFilters.graph());
    copies.put(Encoding.RANDOM, ownFilters.graph());
    copies.put(Encoding.UNSALTED, Filters.ofBodies(unsalted(own, people)).inOrder(order).graph());
    List<EncodedRecord> copied = own.records(people.rosters().getFirst());
    copies.put(Encoding.SMP1, graph(Arrays.stream(order).mapToObj(copied::get).toList()));
    rows = Filters.ofBodies(records.stream().flatMap(record -> record.rows().stream()).map(row -> List.of(row.body())).toList());
  }

  /// Two bodies of each, under the same two keys for everybody.
  private static List<List<Body>> unsalted(Encoder encoder, People people) {
    return encoder.openBodies(people.rosters().getFirst()).stream().map(bodies -> bodies.subList(0, 2)).toList();
  }

  private static byte[] key(String word) {
    return HmacSha256.under("tellonce/benchmarks plain filter".getBytes(UTF_8)).of(word.getBytes(UTF_8));
  }

  private static TagGraph graph(List<EncodedRecord> records) {
    return TagGraph.of(records.stream().map(record -> new TagGraph.Node(0, record.token(), record.rows())).toList());
  }

  /// All findings.
  ///
  /// @param step told before each attack
  List<Finding> findings(Consumer<String> step) {
    List<Finding> findings = new ArrayList<>();
    for (double[] known : KNOWN) {
      step.accept("graph matching, " + known(known[0]));
      findings.add(graphMatching(known[0], known[1]));
    }
    step.accept("rows compared across tags");
    findings.add(acrossTags());
    for (int known : new int[] {Math.min(300, people.count() / 2), Math.min(1_000, people.count() / 2)}) {
      step.accept("regression, " + known + " known");
      findings.add(regression(known));
    }
    step.accept("pattern mining");
    findings.add(patternMining());
    step.accept("bit statistics");
    findings.addAll(statistics());
    return findings;
  }

  private String known(double share) {
    long known = Math.round(share * people.count());
    return known == 0 ? "nobody known" : known + " known";
  }

  private Finding graphMatching(double share, double target) {
    int[] known = known(Math.round(share * people.count()));
    Map<Encoding, Double> figures = new EnumMap<>(Encoding.class);
    graphs.forEach((encoding, graph) -> figures.put(encoding, right(GraphMatching.match(graph, copy(encoding), known, MOST_LANDMARKS), known)));
    return new Finding("graph matching", known(share), figures, Finding.Unit.SHARE, target, controls(known));
  }

  private SimilarityGraph copy(Encoding encoding) {
    return java.util.Objects.requireNonNull(copies.get(encoding));
  }

  private Filters filters(Encoding encoding) {
    return java.util.Objects.requireNonNull(encoded.get(encoding));
  }

  private List<Finding.Control> controls(int[] known) {
    int asked = (int) Arrays.stream(known).filter(person -> person < 0).count();
    return List.of(Finding.Control.broken(Encoding.PLAIN_FILTER), Finding.Control.broken(Encoding.UNSALTED), Finding.Control.guessing(people.count(),
        asked));
  }

  /// All rows of a record as one long filter.
  private Finding acrossTags() {
    int[] known = known(Math.round(0.25 * people.count()));
    double figure = right(GraphMatching.match(filters(Encoding.SMP1).graph(), copy(Encoding.PLAIN_FILTER), known, MOST_LANDMARKS), known);
    return new Finding("graph matching across tags", known(0.25), Map.of(Encoding.SMP1, figure), Finding.Unit.SHARE, 0.01, List.of());
  }

  private Finding regression(int count) {
    List<Set<String>> list = Arrays.stream(order).mapToObj(bigrams::get).toList();
    Map<Encoding, Double> figures = new EnumMap<>(Encoding.class);
    int[] known = known(count);
    encoded.forEach((encoding, filters) -> figures.put(encoding, right(Regression.match(filters, known, list), known)));
    // Near chance one lucky guess is much: the mean of some draws.
    for (Encoding encoding : List.of(Encoding.SMP1, Encoding.RANDOM)) {
      double sum = figures.getOrDefault(encoding, 0.0);
      for (int draw = 1; draw < DRAWS; draw++) {
        int[] others = known(count);
        sum += right(Regression.match(filters(encoding), others, list), others);
      }
      figures.put(encoding, sum / DRAWS);
    }
    return new Finding("known-plaintext regression", count + " known", figures, Finding.Unit.SHARE, 0.001, List.of(Finding.Control.broken(
        Encoding.PLAIN_FILTER),
        Finding.Control.guessing(people.count(), people.count() - count)));
  }

  private Finding patternMining() {
    int[] each = IntStream.range(0, people.count()).toArray();
    int[] owners = IntStream.range(0, rows.records()).map(row -> row / (rows.records() / people.count())).toArray();
    Map<Encoding, Double> figures = new EnumMap<>(Encoding.class);
    figures.put(Encoding.PLAIN_FILTER, PatternMining.found(filters(Encoding.PLAIN_FILTER), each, bigrams));
    figures.put(Encoding.UNSALTED, PatternMining.found(filters(Encoding.UNSALTED), each, people.rows().stream().map(Bigrams::ofNames).toList()));
    figures.put(Encoding.SMP1, PatternMining.found(rows, owners, bigrams));
    figures.put(Encoding.RANDOM, PatternMining.found(filters(Encoding.RANDOM), each, bigrams));
    return new Finding("pattern mining", "share of the 50 commonest bigrams found", figures, Finding.Unit.SHARE, 0, List.of(new Finding.Control(
        Encoding.PLAIN_FILTER, 0.3, 1), new Finding.Control(Encoding.RANDOM, 0, 0.02)));
  }

  private List<Finding> statistics() {
    int[] letters = people.rows().stream().mapToInt(Bigrams::letters).toArray();
    int each = rows.records() / people.count();
    int[] ofRows = IntStream.range(0, rows.records()).map(row -> letters[row / each]).toArray();
    Map<Encoding, Double> gini = new EnumMap<>(Encoding.class);
    Map<Encoding, Double> correlation = new EnumMap<>(Encoding.class);
    for (Encoding encoding : Encoding.values()) {
      BitStatistics found = encoding == Encoding.SMP1 ? BitStatistics.of(rows, ofRows) : BitStatistics.of(filters(encoding), letters);
      gini.put(encoding, found.gini());
      correlation.put(encoding, Math.abs(found.correlation()));
    }
    return List.of(new Finding("bit statistics", "Gini of bit frequencies", gini, Finding.Unit.NUMBER, 0.05, List.of(new Finding.Control(
        Encoding.PLAIN_FILTER, 0.1, 1),
        new Finding.Control(Encoding.RANDOM, 0, 0.05))), new Finding("bit statistics", "correlation of weight and length of name", correlation,
            Finding.Unit.NUMBER, 0,
            List.of(new Finding.Control(Encoding.PLAIN_FILTER, 0.3, 1), new Finding.Control(Encoding.RANDOM, 0, 0.15))));
  }

  /// So many people, drawn by chance, as what is known of each encoded record.
  private int[] known(long count) {
    int[] known = new int[people.count()];
    Arrays.fill(known, -1);
    Arrays.stream(People.shuffled(people.count(), random)).limit(count).forEach(person -> known[person] = truth[person]);
    return known;
  }

  /// Of those not known, the share that is guessed rightly.
  private double right(int[] guesses, int[] known) {
    long asked = Arrays.stream(known).filter(person -> person < 0).count();
    return IntStream.range(0, guesses.length).filter(i -> known[i] < 0 && guesses[i] == truth[i]).count() / (double) asked;
  }
}
