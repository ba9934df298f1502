package org.tellonce.benchmarks.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.server.comparison.IndexedRow;

/// Makes segments missing in bodies: pseudorandom bits of the same weight, others in each row of each record, the same in each run.
///
/// @see "encoding.md, Body"
record Mask(Set<Segment> segments) {

  Mask {
    segments = Set.copyOf(segments);
  }

  /// The same people, who do not have these facts, neither in their rows nor in the open ones.
  Population of(Population population) {
    return population.map(member -> {
      List<EncodedRow> rows = member.rows().stream().map(row -> new EncodedRow(row.tag(), row.share(), of(row.body(), row.tag().high() ^ seed(
          member)))).toList();
      List<IndexedRow> open = new ArrayList<>(member.open().size());
      for (IndexedRow row : member.open()) {
        open.add(new IndexedRow(row.record(), row.agency(), row.share(), of(row.body(), open.size() + seed(member))));
      }
      return member.with(rows, open);
    });
  }

  private static long seed(Population.Member member) {
    return member.ref().token().high();
  }

  /// A body without these segments.
  Body of(Body body, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = body.toBytes();
    for (Segment segment : Segment.values()) {
      if (segments.contains(segment)) {
        draw(segment, bytes, random);
      }
    }
    return Body.of(bytes, 0);
  }

  private static void draw(Segment segment, byte[] bytes, SplittableRandom random) {
    java.util.Arrays.fill(bytes, segment.offset(), segment.offset() + segment.lengthBits() / Byte.SIZE, (byte) 0);
    for (int set = 0; set < segment.weight();) {
      int bit = random.nextInt(segment.lengthBits());
      int at = segment.offset() + bit / Byte.SIZE;
      int value = 1 << bit % Byte.SIZE;
      if ((bytes[at] & value) == 0) {
        bytes[at] |= (byte) value;
        set++;
      }
    }
  }
}
