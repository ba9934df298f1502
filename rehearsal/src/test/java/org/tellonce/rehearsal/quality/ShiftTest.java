package org.tellonce.rehearsal.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Scores that are off, and controls that say by how much.
class ShiftTest {

  private static List<Shift.Scored> scored(int passes, double logOdds, boolean within, int count) {
    double[] features = Shift.features(Vectors.ofPasses(passes), logOdds, passes);
    return Collections.nCopies(count, new Shift.Scored(features, logOdds, within));
  }

  /// Between agencies: 6 000 pairs at log-odds 9, all one person, and 3 000 at log-odds 2, of which the score says that 88 of 100 are one person, though only half are.
  /// Two pairs between agencies for one within, so half of the 1 500 false ones there; and 5 of 100 pairs of one person are two rows of one agency.
  @Test
  void controls_tellHowManyPairsAreOnePerson() {
    List<Shift.Scored> candidates = new ArrayList<>(scored(7, 9, false, 6_000));
    candidates.addAll(scored(1, 2, false, 3_000));
    candidates.addAll(scored(7, 9, true, 300));
    candidates.addAll(scored(1, 2, true, 750 + 75));

    double[] logOdds = Shift.logOdds(candidates, 2);

    assertThat(Shift.probability(logOdds[6_000])).isCloseTo(0.5, within(0.02));
    assertThat(Shift.probability(logOdds[0])).isGreaterThan(0.99);
  }

  @Test
  void scoresThatAreRight_stayAsTheyAre() {
    List<Shift.Scored> candidates = new ArrayList<>(scored(7, 9, false, 6_000));
    candidates.addAll(scored(1, 0, false, 3_000));
    candidates.addAll(scored(7, 9, true, 300));
    candidates.addAll(scored(1, 0, true, 750 + 75));

    double[] logOdds = Shift.logOdds(candidates, 2);

    assertThat(Shift.probability(logOdds[6_000])).isCloseTo(0.5, within(0.02));
  }

  @Test
  void weights_makeOtherScoresAgreeInEachFeature() {
    List<Shift.Scored> candidates = new ArrayList<>(scored(1, -1, false, 500));
    candidates.addAll(scored(2, 3, false, 500));
    double[] wanted = new double[1_000];
    Arrays.fill(wanted, 0, 500, 0.6);
    Arrays.fill(wanted, 500, 1_000, 0.9);

    double[] weights = Shift.weights(candidates, wanted);

    assertThat(Shift.probability(-1 + Shift.sum(weights, candidates.getFirst().features()))).isCloseTo(0.6, within(0.01));
    assertThat(Shift.probability(3 + Shift.sum(weights, candidates.getLast().features()))).isCloseTo(0.9, within(0.01));
  }
}
