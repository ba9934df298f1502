package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// People whose records' tags are attacked, the order of the attacker's copy, and so the truth.
final class TagSample {
  /// So many bodies under open keys that different facts never look alike.
  private static final int OPEN_ROWS = 3;

  private final People people;
  private final int[] order;
  private final int[] truth;

  TagSample(People people, Random random) {
    this.people = people;
    order = People.shuffled(people.records(), random);
    truth = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> truth[order[i]] = i);
  }

  People people() {
    return people;
  }

  /// For each encoded record its record in the copy.
  int[] truth() {
    return truth.clone();
  }

  /// The graph of records in the copy's order.
  TagGraph copy(List<TagGraph.Node> nodes) {
    return TagGraph.of(Arrays.stream(order).mapToObj(nodes::get).toList());
  }

  /// Records as the server holds them.
  static List<TagGraph.Node> nodes(People people, Encoder encoder) {
    List<TagGraph.Node> nodes = new ArrayList<>();
    for (int agency = 0; agency < people.rosters().size(); agency++) {
      for (EncodedRecord record : encoder.records(people.rosters().get(agency))) {
        nodes.add(new TagGraph.Node(agency, record.token(), record.rows()));
      }
    }
    return nodes;
  }

  /// As many rows of nothing but chance.
  static List<TagGraph.Node> byChance(List<TagGraph.Node> nodes, Random random) {
    return nodes.stream().map(node -> new TagGraph.Node(node.agency(), node.token(), node.rows().stream().map(row -> {
      byte[] body = new byte[Body.BYTES];
      random.nextBytes(body);
      return new EncodedRow(new Tag(random.nextLong(), random.nextLong()), row.share(), Body.of(body, 0));
    }).toList())).toList();
  }

  /// Bodies under keys that everybody shares, under a tag of the month of birth: the coarse blocking that `smp1` avoids.
  static List<TagGraph.Node> unsalted(People people, Encoder encoder) {
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
    return date.length() < "yyyy-MM".length() ? 0 : date.substring("yyyy-".length(), "yyyy-MM".length()).hashCode();
  }

  /// A share of the people, drawn by chance, with all their records.
  ///
  /// @return for each encoded record its record in the copy, or -1
  int[] known(double share, Random random) {
    boolean[] drawn = people.some(share, random);
    return IntStream.range(0, people.records()).map(record -> drawn[people.person(record)] ? truth[record] : -1).toArray();
  }

  /// The people who are not known.
  BitSet unknown(int[] known) {
    BitSet unknown = new BitSet();
    IntStream.range(0, known.length).filter(record -> known[record] < 0).forEach(record -> unknown.set(people.person(record)));
    return unknown;
  }

  /// Of the people not known, the share of whom a record is taken for one of theirs.
  double right(int[] guesses, int[] known) {
    BitSet right = new BitSet();
    for (int record = 0; record < guesses.length; record++) {
      if (known[record] < 0 && guesses[record] >= 0 && people.person(order[guesses[record]]) == people.person(record)) {
        right.set(people.person(record));
      }
    }
    return right.cardinality() / (double) unknown(known).cardinality();
  }
}
