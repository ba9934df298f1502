package org.tellonce.benchmarks.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The attacks on shared tags can read our rows: with the salt taken away they name nearly everybody.
class SharedTagsTest {
  @TempDir
  private static Path folder;

  private static List<Finding> findings = List.of();

  @BeforeAll
  static void attack() {
    findings = new SharedTags(SomePeople.county(1_200, 3), SomePeople.county(300, 4), folder, new Random(1), _ -> {
    }).findings(_ -> {
    });
  }

  @Test
  void withoutSalt_nearlyEverybodyIsNamed() {
    assertThat(findings.stream().filter(finding -> finding.figures().containsKey(Encoding.UNSALTED))).isNotEmpty().allSatisfy(finding -> assertThat(
        finding.figures().get(Encoding.UNSALTED)).isGreaterThan(0.8));
  }

  @Test
  void chance_namesNobody() {
    assertThat(findings.stream().filter(finding -> finding.figures().containsKey(Encoding.RANDOM))).isNotEmpty().allSatisfy(finding -> assertThat(
        finding.figures()
            .get(Encoding.RANDOM)).isZero());
  }

  @Test
  void mistakesOfOthers_cost() {
    assertThat(ours("colour refinement", "other agencies")).isLessThan(ours("colour refinement", "an exact copy"));
    assertThat(ours("belief propagation", "other agencies")).isLessThan(ours("belief propagation", "an exact copy"));
  }

  @Test
  void belief_findsAtLeastWhatColoursFind() {
    assertThat(ours("belief propagation", "other agencies")).isGreaterThanOrEqualTo(ours("colour refinement", "other agencies"));
  }

  private static double ours(String attack, String setting) {
    return findings.stream().filter(finding -> finding.attack().equals(attack) && finding.setting().startsWith(setting)).findFirst().orElseThrow()
        .figures().get(
            Encoding.SMP1);
  }
}
