package org.tellonce.rehearsal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Figures of links, counted by hand.
class TallyTest {
  private static Tally.Link right(double p) {
    return new Tally.Link(p, true, 1);
  }

  private static Tally.Link wrong(double p) {
    return new Tally.Link(p, false, 1);
  }

  @Test
  void figures_countFromTheCutOn() {
    var tally = new Tally(List.of(wrong(0.5), right(0.9), right(0.7), wrong(0.7), right(0.2)), 6);
    assertThat(tally.from(0.7)).isEqualTo(new Tally.Figures(2 / 3.0, 2 / 6.0));
    assertThat(tally.from(0.71)).isEqualTo(new Tally.Figures(1, 1 / 6.0));
    assertThat(tally.from(0)).isEqualTo(new Tally.Figures(3 / 5.0, 3 / 6.0));
    assertThat(tally.from(0.95)).isEqualTo(new Tally.Figures(1, 0));
    assertThat(new Tally(List.of(), 0).from(0)).isEqualTo(new Tally.Figures(1, 1));
  }

  @Test
  void f1_isTheHarmonicMean() {
    assertThat(new Tally.Figures(0.5, 1).f1()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(new Tally.Figures(0, 0).f1()).isZero();
  }

  @Test
  void lowestCut_keepsTheShareOfWrongLinks() {
    List<Tally.Link> links = new ArrayList<>(List.of(right(0.9), right(0.8), right(0.7), wrong(0.6), wrong(0.5)));
    assertThat(new Tally(links, 0).lowestWithFalseShare(0)).isEqualTo(0.7);
    assertThat(new Tally(links, 0).lowestWithFalseShare(0.25)).isEqualTo(0.6);
    assertThat(new Tally(links, 0).lowestWithFalseShare(0.4)).isEqualTo(0.5);
    assertThat(new Tally(List.of(wrong(0.9)), 0).lowestWithFalseShare(0.1)).isEqualTo(1);
  }

  @Test
  void lowestCut_neverSplitsLinksOfOneProbability() {
    assertThat(new Tally(List.of(right(0.9), right(0.6), wrong(0.6)), 0).lowestWithFalseShare(0.1)).isEqualTo(0.9);
  }

  @Test
  void lowestCut_mayLieBelowAWorsePlace() {
    assertThat(new Tally(List.of(wrong(0.9), right(0.8), right(0.7), right(0.6)), 0).lowestWithFalseShare(0.25)).isEqualTo(0.6);
  }
}
