package org.tellonce.benchmarks.privacy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.tellonce.rehearsal.county.County;

/// What the tags that records of several agencies share give away, to somebody who holds all rows in the clear and a plaintext copy of everybody: an exact one, or what
/// other agencies have written of the same people. A known person is known in all records.
///
/// A plain filter has no tags. What these attacks must break instead is `smp1` with its salt taken away, for fewer people.
final class SharedTags {
  private static final double SURE = 0.9;
  private static final double[] KNOWN = {0, 0.25};
  private static final double[] FROM_OTHERS = {0.005, 0.015};
  private static final double[] FROM_EXACT = {0.03, 0.05};

  private final Random random;
  private final TagSample sample;
  private final TagGraph encoded;
  private final TagGraph chance;
  private final TagGraph exact;
  private final TagGraph others;
  private final TagSample control;
  private final TagGraph unsalted;
  private final TagGraph copyOfUnsalted;

  /// Encodes everything.
  ///
  /// @param weakened another, smaller county, whose records stand without salt
  /// @param folder where rosters may lie for a moment
  /// @param step told before each step
  SharedTags(County county, County weakened, Path folder, Random random, Consumer<String> step) {
    this.random = random;
    sample = new TagSample(People.of(county), random);
    control = new TagSample(People.of(weakened), random);
    Encoder theirs = new Encoder(folder, "collaborative");
    Encoder own = new Encoder(folder, "attacker");
    step.accept("encoding " + sample.people().records() + " records of " + sample.people().count() + " people");
    List<TagGraph.Node> nodes = TagSample.nodes(sample.people(), theirs);
    encoded = TagGraph.of(nodes);
    chance = TagGraph.of(TagSample.byChance(nodes, random));
    step.accept("encoding the attacker's exact copy");
    exact = sample.copy(TagSample.nodes(sample.people(), own));
    step.accept("encoding what others wrote of the same people");
    others = sample.copy(TagSample.nodes(sample.people().writtenByOthers(county, random), own));
    unsalted = TagGraph.of(TagSample.unsalted(control.people(), theirs));
    copyOfUnsalted = control.copy(TagSample.unsalted(control.people(), own));
  }

  /// How many records there are.
  int records() {
    return sample.people().records();
  }

  /// How many pairs of records share a tag.
  int edges() {
    return encoded.edges();
  }

  /// All findings.
  ///
  /// @param step told before each attack
  List<Finding> findings(Consumer<String> step) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < KNOWN.length; i++) {
      int[] known = sample.known(KNOWN[i], random);
      int[] knownOfControl = control.known(KNOWN[i], random);
      String who = KNOWN[i] == 0 ? "nobody known" : Math.round(100 * KNOWN[i]) + " % known";
      step.accept("colour refinement, " + who);
      double broken = control.right(Colour.match(unsalted, copyOfUnsalted, knownOfControl, Agreement.View.ALL), knownOfControl);
      findings.add(colour("other agencies' records, " + who, others, known, broken, FROM_OTHERS[i]));
      for (Agreement.View less : List.of(Agreement.View.EDGES, Agreement.View.TAGS, Agreement.View.PASSES)) {
        double seen = sample.right(Colour.match(encoded, exact, known, less), known);
        findings.add(new Finding("colour refinement", "an exact copy, " + who + ", " + less.words(), Map.of(Encoding.SMP1, seen), Finding.Unit.SHARE,
            Double.POSITIVE_INFINITY, List.of()));
      }
      findings.add(colour("an exact copy, " + who, exact, known, broken, FROM_EXACT[i]));
      step.accept("belief propagation, " + who);
      BeliefMatching.Belief belief = belief(control, unsalted, copyOfUnsalted, knownOfControl);
      double believed = control.right(belief.guesses(), knownOfControl);
      findings.addAll(belief("other agencies' records, " + who, others, known, believed));
      findings.addAll(belief("an exact copy, " + who, exact, known, believed));
    }
    return findings;
  }

  private Finding colour(String setting, TagGraph copy, int[] known, double broken, double target) {
    Map<Encoding, Double> figures = new EnumMap<>(Encoding.class);
    figures.put(Encoding.UNSALTED, broken);
    figures.put(Encoding.SMP1, sample.right(Colour.match(encoded, copy, known, Agreement.View.ALL), known));
    figures.put(Encoding.RANDOM, sample.right(Colour.match(chance, copy, known, Agreement.View.ALL), known));
    return new Finding("colour refinement", setting, figures, Finding.Unit.SHARE, target, controls(known));
  }

  private List<Finding.Control> controls(int[] known) {
    return List.of(Finding.Control.broken(Encoding.UNSALTED), Finding.Control.guessing(sample.people().count(), sample.unknown(known).cardinality()));
  }

  private static BeliefMatching.Belief belief(TagSample of, TagGraph encoded, TagGraph copy, int[] known) {
    return BeliefMatching.match(encoded, copy, known, new Survival(encoded, copy, of.truth()));
  }

  /// Best guesses, and those that the attacker is sure of.
  private List<Finding> belief(String setting, TagGraph copy, int[] known, double broken) {
    Map<Encoding, Double> best = new EnumMap<>(Encoding.class);
    Map<Encoding, Double> sure = new EnumMap<>(Encoding.class);
    best.put(Encoding.UNSALTED, broken);
    BeliefMatching.Belief ours = belief(sample, encoded, copy, known);
    best.put(Encoding.SMP1, sample.right(ours.guesses(), known));
    sure.put(Encoding.SMP1, sample.right(ours.guesses(SURE), known));
    best.put(Encoding.RANDOM, sample.right(belief(sample, chance, copy, known).guesses(), known));
    return List.of(new Finding("belief propagation", setting + ", best guess", best, Finding.Unit.SHARE, Double.POSITIVE_INFINITY, controls(known)),
        new Finding(
            "belief propagation", setting + ", right and 90 % sure", sure, Finding.Unit.SHARE, Double.POSITIVE_INFINITY, List.of()));
  }
}
