package org.tellonce.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.benchmarks.SmallCounty;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.rehearsal.training.PopulationFolder;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Field;
import org.tellonce.server.comparison.PhoneLevel;

/// Segments made missing in the bodies of a small county.
class MaskTest {
  @TempDir
  private static Path folder;
  private static Population population;

  @BeforeAll
  static void county() {
    population = PopulationFolder.read(SmallCounty.write(folder, 60, 5), SizeClass.UP_TO_50_000, 1).orThrow();
  }

  private static List<Body> bodies(Population of) {
    return of.members().stream().flatMap(member -> java.util.stream.Stream.concat(member.rows().stream().map(row -> row.body()), member.open()
        .stream().map(row -> row.body()))).toList();
  }

  private static byte[] bytes(Body body, Segment segment) {
    return java.util.Arrays.copyOfRange(body.toBytes(), segment.offset(), segment.offset() + segment.lengthBits() / Byte.SIZE);
  }

  @ParameterizedTest
  @EnumSource
  void segment_isReplacedByBitsOfTheSameWeight_andNoOtherIs(Segment masked) {
    List<Body> before = bodies(population);
    List<Body> after = bodies(new Mask(Set.of(masked)).of(population));

    assertThat(after).hasSameSizeAs(before).allMatch(Body::hasConstantWeight);
    int same = 0;
    for (int i = 0; i < before.size(); i++) {
      same += java.util.Arrays.equals(bytes(before.get(i), masked), bytes(after.get(i), masked)) ? 1 : 0;
      for (Segment other : Segment.values()) {
        if (other != masked) {
          assertThat(bytes(after.get(i), other)).isEqualTo(bytes(before.get(i), other));
        }
      }
    }
    assertThat(same).isLessThan(before.size() / 100);
  }

  @Test
  void bits_areTheSameInEachRun_andOthersInEachRow() {
    Mask mask = new Mask(EnumSet.allOf(Segment.class));
    List<Body> masked = bodies(mask.of(population));

    assertThat(masked).isEqualTo(bodies(mask.of(population)));
    assertThat(Set.copyOf(masked)).hasSameSizeAs(masked);
  }

  @Test
  void fieldOfTheSegment_agreesNoMore_andEveryOtherFieldAsBefore() {
    List<Candidate> before = population.candidates();
    List<Candidate> after = new Mask(Set.of(Segment.PHONE)).of(population).candidates();

    assertThat(before).anyMatch(candidate -> candidate.vector().phone() == PhoneLevel.EQUAL);
    assertThat(after).noneMatch(candidate -> candidate.vector().phone() == PhoneLevel.EQUAL);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      for (Field field : Field.values()) {
        if (field != Field.PHONE) {
          assertThat(after.get(i).vector().level(field)).isEqualTo(before.get(i).vector().level(field));
        }
      }
      assertThat(after.get(i).vector().passes()).isEqualTo(before.get(i).vector().passes());
    }
  }

  @Test
  void tags_stay() {
    Population masked = new Mask(EnumSet.allOf(Segment.class)).of(population);
    assertThat(masked.members()).extracting(member -> member.rows().stream().map(row -> row.tag()).toList()).isEqualTo(population.members().stream()
        .map(member -> member.rows().stream().map(row -> row.tag()).toList()).toList());
  }
}
