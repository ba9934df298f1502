package org.tellonce.benchmarks.privacy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// What the tags that records of several agencies share give away, to somebody who holds all rows in the clear and a plaintext copy of everybody: an exact one, or what
/// other agencies have written of the same people. A known person is known in all records.
final class SharedTags {
  private static final double SURE = 0.9;
  /// So many bodies under open keys that different facts never look alike.
  private static final int OPEN_ROWS = 3;
  private static final double[] KNOWN = {0, 0.25};
  private static final double[] FROM_OTHERS = {0.005, 0.015};
  private static final double[] FROM_EXACT = {0.03, 0.05};

  private final People people;
  private final Random random;
  private final int[] order;
  private final int[] truth;
  private final Map<Encoding, TagGraph> encoded = new EnumMap<>(Encoding.class);
  private final TagGraph exact;
  private final TagGraph exactUnsalted;
  private final TagGraph others;

  /// Encodes everything.
  ///
  /// @param folder where rosters may lie for a moment
  SharedTags(County county, Path folder, Random random, Consumer<String> step) {
    this.people = People.of(county);
    this.random = random;
    order = People.shuffled(people.records(), random);
    truth = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> truth[order[i]] = i);
    Encoder theirs = new Encoder(folder, "collaborative");
    Encoder own = new Encoder(folder, "attacker");
    step.accept("encoding " + people.records() + " records of " + people.count() + " people");
    List<TagGraph.Node> nodes = nodes(people, theirs);
    encoded.put(Encoding.SMP1, TagGraph.of(nodes));
    encoded.put(Encoding.RANDOM, TagGraph.of(byChance(nodes, random)));
    step.accept("encoding the attacker's exact copy");
    exact = TagGraph.of(inOrder(nodes(people, own)));
    step.accept("encoding what others wrote of the same people");
    others = TagGraph.of(inOrder(nodes(people.writtenByOthers(county, random), own)));
    step.accept("encoding without salt");
    encoded.put(Encoding.UNSALTED, TagGraph.of(unsalted(people, theirs)));
    exactUnsalted = TagGraph.of(inOrder(unsalted(people, own)));
  }

  private static List<TagGraph.Node> nodes(People people, Encoder encoder) {
    List<TagGraph.Node> nodes = new ArrayList<>();
    for (int agency = 0; agency < people.rosters().size(); agency++) {
      for (EncodedRecord record : encoder.records(people.rosters().get(agency))) {
        nodes.add(new TagGraph.Node(agency, record.token(), record.rows()));
      }
    }
    return nodes;
  }

  private List<TagGraph.Node> inOrder(List<TagGraph.Node> nodes) {
    return Arrays.stream(order).mapToObj(nodes::get).toList();
  }

  /// As many rows of nothing but chance.
  private static List<TagGraph.Node> byChance(List<TagGraph.Node> nodes, Random random) {
    return nodes.stream().map(node -> new TagGraph.Node(node.agency(), node.token(), node.rows().stream().map(row -> {
      byte[] body = new byte[Body.BYTES];
      random.nextBytes(body);
      return new EncodedRow(new Tag(random.nextLong(), random.nextLong()), row.share(), Body.of(body, 0));
    }).toList())).toList();
  }

  /// Bodies under keys that everybody shares, under a tag of year of birth and both initials: the coarse blocking that `smp1` avoids.
  private static List<TagGraph.Node> unsalted(People people, Encoder encoder) {
    List<TagGraph.Node> nodes = new ArrayList<>();
    for (int agency = 0; agency < people.rosters().size(); agency++) {
      County.Roster roster = people.rosters().get(agency);
      List<EncodedRecord> records = encoder.records(roster);
      List<List<Body>> bodies = encoder.openBodies(roster);
      for (int i = 0; i < records.size(); i++) {
        long block = block(roster.rows().get(i));
        List<EncodedRow> rows = new ArrayList<>();
        for (int number = 0; number < OPEN_ROWS; number++) {
          rows.add(new EncodedRow(new Tag(block, number), new PassShare(0), bodies.get(i).get(number)));
        }
        nodes.add(new TagGraph.Node(agency, records.get(i).token(), rows));
      }
    }
    return nodes;
  }

  private static long block(RosterRow row) {
    String date = row.cell(Field.DATE_OF_BIRTH);
    String year = date.substring(0, Math.min(4, date.length()));
    return (year + initial(row, Field.GIVEN_NAME) + initial(row, Field.FAMILY_NAME)).hashCode();
  }

  private static String initial(RosterRow row, Field field) {
    String cell = row.cell(field).toLowerCase(Locale.ROOT);
    return cell.isEmpty() ? "" : cell.substring(0, 1);
  }

  /// How many records there are.
  int records() {
    return people.records();
  }

  /// How many pairs of records share a tag.
  int edges() {
    return exact.edges();
  }

  /// All findings.
  ///
  /// @param step told before each attack
  List<Finding> findings(Consumer<String> step) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < KNOWN.length; i++) {
      int[] known = known(KNOWN[i]);
      String who = KNOWN[i] == 0 ? "nobody known" : Math.round(100 * KNOWN[i]) + " % known";
      step.accept("colour refinement, " + who);
      findings.add(colour("other agencies' records, " + who, others, known, FROM_OTHERS[i], false));
      findings.add(colour("an exact copy, " + who, exact, known, FROM_EXACT[i], true));
      step.accept("belief propagation, " + who);
      findings.addAll(belief("other agencies' records, " + who, others, known, false));
      findings.addAll(belief("an exact copy, " + who, exact, known, true));
    }
    return findings;
  }

  private Finding colour(String setting, TagGraph copy, int[] known, double target, boolean isExact) {
    Map<Encoding, Double> figures = new EnumMap<>(Encoding.class);
    figures.put(Encoding.SMP1, right(Colour.match(graph(Encoding.SMP1), copy, known), known));
    figures.put(Encoding.RANDOM, right(Colour.match(graph(Encoding.RANDOM), copy, known), known));
    if (isExact) {
      figures.put(Encoding.UNSALTED, right(Colour.match(graph(Encoding.UNSALTED), exactUnsalted, known), known));
    }
    return new Finding("colour refinement", setting, figures, Finding.Unit.SHARE, target, controls(known, isExact));
  }

  private TagGraph graph(Encoding encoding) {
    return java.util.Objects.requireNonNull(encoded.get(encoding));
  }

  private List<Finding.Control> controls(int[] known, boolean isExact) {
    List<Finding.Control> controls = new ArrayList<>();
    controls.add(Finding.Control.guessing(people.count(), unknown(known).cardinality()));
    if (isExact) {
      controls.add(Finding.Control.broken(Encoding.UNSALTED));
    }
    return controls;
  }

  /// Best guesses, and those that the attacker is sure of.
  private List<Finding> belief(String setting, TagGraph copy, int[] known, boolean isExact) {
    Map<Encoding, Double> best = new EnumMap<>(Encoding.class);
    Map<Encoding, Double> sure = new EnumMap<>(Encoding.class);
    for (Encoding encoding : isExact ? List.of(Encoding.SMP1, Encoding.RANDOM, Encoding.UNSALTED) : List.of(Encoding.SMP1, Encoding.RANDOM)) {
      TagGraph ofCopy = encoding == Encoding.UNSALTED ? exactUnsalted : copy;
      TagGraph graph = graph(encoding);
      BeliefMatching.Belief belief = BeliefMatching.match(graph, ofCopy, known, new Survival(graph, ofCopy, truth));
      best.put(encoding, right(belief.guesses(), known));
      sure.put(encoding, right(belief.guesses(SURE), known));
    }
    return List.of(new Finding("belief propagation", setting + ", best guess", best, Finding.Unit.SHARE, Double.POSITIVE_INFINITY, controls(known, isExact)),
        new Finding("belief propagation", setting + ", claimed and right", sure, Finding.Unit.SHARE, Double.POSITIVE_INFINITY, List.of()));
  }

  /// A share of the people, drawn by chance, with all their records.
  private int[] known(double share) {
    boolean[] drawn = people.some(share, random);
    return IntStream.range(0, people.records()).map(record -> drawn[people.person(record)] ? truth[record] : -1).toArray();
  }

  private BitSet unknown(int[] known) {
    BitSet unknown = new BitSet();
    IntStream.range(0, known.length).filter(record -> known[record] < 0).forEach(record -> unknown.set(people.person(record)));
    return unknown;
  }

  /// Of the people not known, the share of whom a record is taken for one of theirs.
  private double right(int[] guesses, int[] known) {
    BitSet right = new BitSet();
    IntStream.range(0, guesses.length).filter(record -> known[record] < 0 && guesses[record] >= 0).filter(record -> people.person(order[guesses[record]])
        == people.person(record)).forEach(record -> right.set(people.person(record)));
    return right.cardinality() / (double) unknown(known).cardinality();
  }
}
