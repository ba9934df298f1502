package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;

/// All that a server sees which holds the rows of `smp1` in the clear: which records share tags, and how they agree there. Each edge stands twice, once for each end.
final class TagGraph implements SimilarityGraph {
  private final int[] agencies;
  private final int[] starts;
  private final int[] neighbours;
  private final Agreement[] agreements;

  private TagGraph(int[] agencies, int[] starts, int[] neighbours, Agreement[] agreements) {
    this.agencies = agencies;
    this.starts = starts;
    this.neighbours = neighbours;
    this.agreements = agreements;
  }

  /// What the server holds of one record: its token and rows under whatever tags.
  record Node(int agency, RecordToken token, List<EncodedRow> rows) {
    Node {
      rows = List.copyOf(rows);
    }
  }

  /// Row `a` of the smaller and row `b` of the greater record under one tag.
  record Shared(EncodedRow a, EncodedRow b) {}

  /// The graph of these records.
  static TagGraph of(List<Node> nodes) {
    record Place(int node, EncodedRow row) {}
    Map<Tag, List<Place>> byTag = new HashMap<>(nodes.size() * 8);
    for (int node = 0; node < nodes.size(); node++) {
      for (EncodedRow row : nodes.get(node).rows()) {
        byTag.computeIfAbsent(row.tag(), _ -> new ArrayList<>(1)).add(new Place(node, row));
      }
    }
    Map<Long, List<Shared>> pairs = new TreeMap<>();
    for (List<Place> places : byTag.values()) {
      for (int i = 0; i < places.size(); i++) {
        for (int j = i + 1; j < places.size(); j++) {
          long pair = (long) places.get(i).node * nodes.size() + places.get(j).node;
          pairs.computeIfAbsent(pair, _ -> new ArrayList<>(2)).add(new Shared(places.get(i).row, places.get(j).row));
        }
      }
    }
    long[] ends = pairs.keySet().stream().mapToLong(Long::longValue).toArray();
    List<List<Shared>> shared = List.copyOf(pairs.values());
    Agreement[] forth = new Agreement[ends.length];
    IntStream.range(0, ends.length).parallel().forEach(edge -> forth[edge] = Agreement.of(nodes.get((int) (ends[edge] / nodes.size())).token(), nodes
        .get(
            (int) (ends[edge] % nodes.size())).token(), shared.get(edge)));
    return of(nodes.stream().mapToInt(Node::agency).toArray(), ends, forth);
  }

  private static TagGraph of(int[] agencies, long[] ends, Agreement[] forth) {
    int size = agencies.length;
    int[] starts = new int[size + 1];
    for (long pair : ends) {
      starts[(int) (pair / size) + 1]++;
      starts[(int) (pair % size) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] neighbours = new int[2 * ends.length];
    Agreement[] agreements = new Agreement[2 * ends.length];
    for (int edge = 0; edge < ends.length; edge++) {
      int a = (int) (ends[edge] / size);
      int b = (int) (ends[edge] % size);
      neighbours[next[a]] = b;
      agreements[next[a]++] = forth[edge];
      neighbours[next[b]] = a;
      agreements[next[b]++] = forth[edge].exchanged();
    }
    return new TagGraph(agencies, starts, neighbours, agreements);
  }

  @Override
  public int size() {
    return agencies.length;
  }

  int agency(int node) {
    return agencies[node];
  }

  /// The places of a node's edges are `start(node)` to before `start(node + 1)`.
  int start(int node) {
    return starts[node];
  }

  int degree(int node) {
    return starts[node + 1] - starts[node];
  }

  /// The other end of the edge at a place.
  int neighbour(int place) {
    return neighbours[place];
  }

  /// How the node whose edge it is agrees with the other end.
  Agreement agreement(int place) {
    return agreements[place];
  }

  /// How many pairs of records share a tag.
  int edges() {
    return neighbours.length / 2;
  }

  @Override
  public void row(int node, float[] into) {
    Arrays.fill(into, 0);
    for (int place = starts[node]; place < starts[node + 1]; place++) {
      into[neighbours[place]] = (float) agreements[place].similarity();
    }
  }
}
