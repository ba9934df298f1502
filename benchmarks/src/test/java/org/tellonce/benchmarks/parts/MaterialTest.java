package org.tellonce.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.benchmarks.SmallCounty;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.rehearsal.comparison.RehearsalKeys;
import org.tellonce.rehearsal.comparison.RosterFolder;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.server.comparison.Candidate;

/// A small county without some of its passes.
class MaterialTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 7, 1);

  @TempDir
  private static Path folder;
  private static Path county;
  private static Material material;

  @BeforeAll
  static void read() {
    county = SmallCounty.write(folder, 300, 6);
    material = Material.toJudge(county, SizeClass.UP_TO_50_000, TODAY, 1).orThrow();
  }

  private static long rows(Population population) {
    return population.members().stream().mapToLong(member -> member.rows().size()).sum();
  }

  @Test
  void withoutNothing_everyRecordHasTheRowsOfTheProduct_butForPadding() {
    Population all = material.withoutPasses(Set.of());

    for (int i = 0; i < all.members().size(); i++) {
      assertThat(material.whole().members().get(i).rows()).containsAll(all.members().get(i).rows());
    }
    long inputs = RosterFolder.read(county).orThrow().rosters().stream().map(roster -> RosterEncoding.ofFile(roster.file(), TODAY, RehearsalKeys
        .linkageSecret(SizeClass.UP_TO_50_000), RehearsalKeys.recordKey(roster.agency()), 1).encode(0, RosterEncoding.Progress.NONE).orThrow())
        .mapToLong((EncodedRoster roster) -> roster.rows() - roster.padding()).sum();
    assertThat(rows(all)).isEqualTo(inputs);
    assertThat(all.candidates()).isEqualTo(material.whole().candidates());
  }

  @Test
  void placeOfAPass_goesToTheNextInput() {
    Set<Integer> left = Set.of(1, 2, 3);
    Population all = material.withoutPasses(Set.of());
    Population fewer = material.withoutPasses(left);
    int nextTaken = 0;
    for (int i = 0; i < all.members().size(); i++) {
      List<EncodedRow> before = all.members().get(i).rows();
      List<EncodedRow> after = fewer.members().get(i).rows();
      assertThat(after).hasSizeLessThanOrEqualTo(Suite.ROWS);
      nextTaken += before.containsAll(after) ? 0 : 1;
    }
    assertThat(nextTaken).isPositive();
  }

  @Test
  void passLeftOut_agreesNowhere_andTheOthersDo() {
    assertThat(agreeing(material.whole())).contains(1, 2, 3);
    assertThat(agreeing(material.without(new Part.Pass(2, "")))).contains(1, 3).doesNotContain(2);
  }

  private static Set<Integer> agreeing(Population population) {
    List<Candidate> candidates = population.candidates();
    return IntStream.rangeClosed(1, Suite.PASSES).filter(pass -> candidates.stream().anyMatch(candidate -> candidate.vector().agreesIn(pass))).boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void withoutAnyPass_thereIsNoCandidate_andEveryRecordIsStillThere() {
    Population none = material.withoutPasses(IntStream.rangeClosed(1, Suite.PASSES).boxed().collect(Collectors.toSet()));

    assertThat(none.candidates()).isEmpty();
    assertThat(rows(none)).isZero();
    assertThat(none.members()).hasSameSizeAs(material.whole().members());
    assertThat(none.samePairs()).isEqualTo(material.whole().samePairs());
  }

  @Test
  void stepsOfTheDecision_areNoPartOfTheEncoding() {
    for (Part.Step step : Part.Step.values()) {
      assertThat(material.without(step)).isSameAs(material.whole());
    }
  }
}
