package org.tellonce.benchmarks.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static Report report(double plain, double ours, double chance) {
    Finding finding = new Finding("graph matching", "20 known", Map.of(Encoding.PLAIN_FILTER, plain, Encoding.SMP1, ours, Encoding.RANDOM, chance),
        Finding.Unit.SHARE, 0.001, List.of(Finding.Control.broken(Encoding.PLAIN_FILTER), Finding.Control.guessing(2_000, 1_980)));
    return new Report(List.of("synthetic"), List.of(finding), List.of());
  }

  @Test
  void controlsThatHold_makeTheRunValid() {
    assertThat(report(0.98, 0, 0.0005).invalid()).isEmpty();
    assertThat(report(0.98, 0, 0.0005).markdown()).contains("the run is valid").contains("| 98.00 % | – | 0.00 % | 0.05 % | ≤ 0.10 % | met |");
  }

  @Test
  void plainFilterThatStandsUp_makesTheRunInvalid() {
    assertThat(report(0.96, 0, 0.0005).invalid()).singleElement().asString().contains("plain CLK is 96.00 %");
    assertThat(report(0.96, 0, 0.0005).markdown()).contains("**This run is invalid**");
  }

  @Test
  void chanceThatIsBroken_makesTheRunInvalid() {
    assertThat(report(0.98, 0, 0.02).invalid()).singleElement().asString().contains("random bits");
  }

  @Test
  void controlThatWasNotMeasured_makesTheRunInvalid() {
    assertThat(report(Double.NaN, 0, 0.0005).invalid()).hasSize(1);
  }

  @Test
  void missedTarget_isSaid_andLeavesTheRunValid() {
    assertThat(report(0.98, 0.0011, 0).invalid()).isEmpty();
    assertThat(report(0.98, 0.0011, 0).markdown()).contains("**missed**").contains("Targets missed: 1");
  }
}
