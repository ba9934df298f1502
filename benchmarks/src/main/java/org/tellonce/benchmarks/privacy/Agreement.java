package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.Suite;

/// How one record agrees with another under the tags they share.
///
/// @param shared how many tags
/// @param passes bit `p − 1` for each pass `p` that the two shares tell
/// @param facts for each pair of fact segments of one domain, in a fixed order, whether this record's first is the other's second under all shared tags
/// @param sameNames bit for each name segment that is the same under all shared tags
/// @param names for each name segment the mean share of common bits beyond chance, 0 to 1
record Agreement(int shared, int passes, long facts, int sameNames, List<Double> names) {
  private static final List<Segment> FACTS = Arrays.stream(Segment.values()).filter(segment -> !segment.isName()).toList();
  private static final List<Segment> NAMES = Arrays.stream(Segment.values()).filter(Segment::isName).toList();
  /// Pairs of fact segments that can be equal, each with itself first.
  private static final List<Comparison> COMPARABLE = comparable();
  /// For each comparison the one that the other record sees.
  private static final int[] EXCHANGED = COMPARABLE.stream().mapToInt(one -> IntStream.range(0, COMPARABLE.size()).filter(i -> COMPARABLE.get(i).mine
      == one.theirs && COMPARABLE.get(i).theirs == one.mine).findFirst().orElseThrow()).toArray();

  Agreement {
    names = List.copyOf(names);
  }

  private record Comparison(Segment mine, Segment theirs) {}

  private static List<Comparison> comparable() {
    List<Comparison> pairs = new ArrayList<>();
    FACTS.forEach(segment -> pairs.add(new Comparison(segment, segment)));
    for (Segment mine : FACTS) {
      FACTS.stream().filter(theirs -> theirs != mine && theirs.domain() == mine.domain()).forEach(theirs -> pairs.add(new Comparison(mine, theirs)));
    }
    if (pairs.size() > Long.SIZE) {
      throw new IllegalStateException("more pairs of segments than a long has bits");
    }
    return List.copyOf(pairs);
  }

  /// How many comparisons of facts there are.
  static int comparisons() {
    return COMPARABLE.size();
  }

  /// The agreement of two records.
  ///
  /// @param rows of the two under each tag that both have
  static Agreement of(RecordToken a, RecordToken b, List<TagGraph.Shared> rows) {
    int passes = 0;
    long facts = -1L >>> Long.SIZE - COMPARABLE.size();
    int same = (1 << NAMES.size()) - 1;
    int[] common = new int[NAMES.size()];
    for (TagGraph.Shared row : rows) {
      passes |= pass(a, row.a(), b, row.b());
      Body mine = row.a().body();
      Body theirs = row.b().body();
      for (int i = 0; i < COMPARABLE.size(); i++) {
        if ((facts >>> i & 1) != 0 && !mine.agrees(COMPARABLE.get(i).mine, theirs, COMPARABLE.get(i).theirs)) {
          facts &= ~(1L << i);
        }
      }
      for (int i = 0; i < common.length; i++) {
        int bits = mine.overlap(NAMES.get(i), theirs, NAMES.get(i));
        common[i] += bits;
        same &= bits == NAMES.get(i).weight() ? -1 : ~(1 << i);
      }
    }
    List<Double> names = new ArrayList<>();
    for (int i = 0; i < common.length; i++) {
      double dice = (double) common[i] / (NAMES.get(i).weight() * rows.size());
      double chance = (double) NAMES.get(i).weight() / NAMES.get(i).lengthBits();
      names.add(Math.max(0, (dice - chance) / (1 - chance)));
    }
    return new Agreement(rows.size(), passes, facts, same, names);
  }

  private static int pass(RecordToken a, EncodedRow ofA, RecordToken b, EncodedRow ofB) {
    var pass = PassShare.pass(ofA.share(), a, ofB.share(), b);
    return pass.isPresent() ? 1 << pass.getAsInt() - 1 : 0;
  }

  /// The same, seen from the other record.
  Agreement exchanged() {
    long turned = 0;
    for (int i = 0; i < COMPARABLE.size(); i++) {
      turned |= (facts >>> EXCHANGED[i] & 1) << i;
    }
    return new Agreement(shared, passes, turned, sameNames, names);
  }

  /// How much of an agreement somebody looks at.
  enum View {
    /// That there is a tag that both have, and nothing more.
    EDGES("who shares a tag"),
    /// And how many tags are shared.
    TAGS("and how many tags"),
    /// And which passes they are of.
    PASSES("and which passes"),
    /// And which facts and names are equal under them: all that the server sees.
    ALL("all that is seen");

    private final String words;

    View(String words) {
      this.words = words;
    }

    /// For the table.
    String words() {
      return words;
    }
  }

  /// What comes out the same under any key, but for chance: what an attacker can make of his own copy, too.
  long label(View view) {
    return switch (view) {
      case EDGES -> 1;
      case TAGS -> shared;
      case PASSES -> Colour.mixed(passes * 31L + shared * 1_000_003L);
      case ALL -> label();
    };
  }

  /// All of it: passes, equal facts, equal names.
  long label() {
    return Colour.mixed(Colour.mixed(facts) + passes * 31L + shared * 1_000_003L + sameNames * 7_919L);
  }

  /// Whether a fact of the one is a fact of the other, by the number of the comparison.
  boolean agreesIn(int comparison) {
    return (facts >>> comparison & 1) != 0;
  }

  /// How near a name is in tenths; the same names are 10.
  int nameTenths(int name) {
    return (sameNames >>> name & 1) != 0 ? 10 : (int) Math.min(9, Math.round(10 * names.get(name)));
  }

  /// How many names are compared.
  static int nameSegments() {
    return NAMES.size();
  }

  /// One number for all of it, 0 to 1.
  double similarity() {
    long equal = Long.bitCount(facts & (1L << FACTS.size()) - 1);
    double mean = names.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return 0.2 * shared / Suite.ROWS + 0.5 * equal / FACTS.size() + 0.3 * mean;
  }
}
