package org.tellonce.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.RecordRef;

/// The figures of a population small enough to count by hand.
class FiguresTest {
  private static final Population.Member ANN_AT_COURT = member("court", 1, "ann", true, 10, 20);
  private static final Population.Member ANN_AT_COURT_AGAIN = member("court", 2, "ann", false, 20);
  private static final Population.Member ANN_AT_SCHOOL = member("school", 3, "ann", false, 30, 40);
  private static final Population.Member BEN_AT_COURT = member("court", 4, "ben", false, 30);
  private static final Population.Member BEN_AT_SCHOOL = member("school", 5, "ben", true, 10, 20);
  private static final Population.Member CARA_AT_COURT = member("court", 6, "cara", true, 40);
  private static final Population.Member CARA_AT_SHELTER = member("shelter", 7, "cara", false, 40);
  private static final Population POPULATION = new Population("p", List.of(ANN_AT_COURT, ANN_AT_COURT_AGAIN, BEN_AT_COURT, CARA_AT_COURT,
      ANN_AT_SCHOOL, BEN_AT_SCHOOL, CARA_AT_SHELTER), Map.of());
  private static final List<Candidate> CANDIDATES = POPULATION.candidates();

  private static Population.Member member(String agency, int number, String youth, boolean screened, long... tags) {
    List<EncodedRow> rows = new ArrayList<>();
    for (long tag : tags) {
      rows.add(new EncodedRow(new Tag(tag, 0), new PassShare(0), Body.of(new byte[Body.BYTES], 0)));
    }
    return new Population.Member(new RecordRef(new AgencyId(agency), new RecordToken(number, 0)), rows, List.of(), youth, youth, screened);
  }

  private static Match match(Population.Member one, Population.Member other, Grade grade) {
    return new Match(one.ref(), other.ref(), 1, grade);
  }

  private static Figures figures(Match... matches) {
    return Figures.of(POPULATION, CANDIDATES, List.of(matches), match -> match.grade() == Grade.LIKELY);
  }

  /// Tag 10: ann, ben. Tag 20: ann, ann, ben. Tag 30: ann, ben. Tag 40: ann, cara, cara.
  @Test
  void otherPeople_areCountedOnceForEachRecord_howeverManyRowsOrTagsTheyShare() {
    assertThat(figures().others()).isEqualTo((1 /* ann at court: ben by two tags */ + 1 /* again: ben */ + 2 /* at school: ben, cara twice */
        + 1 /* ben at court: ann */ + 1 /* ben at school: ann in two rows */ + 1 + 1 /* cara: ann */) / 7.0);
  }

  @Test
  void pairsOfOnePersonThatShareATag_areCountedBetweenAgenciesOnly() {
    assertThat(POPULATION.samePairs()).isEqualTo(2 + 1 + 1);
    assertThat(figures().completeness()).isEqualTo(1 / 4.0);
    assertThat(figures().records()).isEqualTo(7);
  }

  @Test
  void matches_areJudgedByTheTruth_andLikelyOnesByThemselves() {
    Figures figures = figures(match(CARA_AT_COURT, CARA_AT_SHELTER, Grade.LIKELY), match(ANN_AT_COURT, ANN_AT_SCHOOL, Grade.POSSIBLE), match(
        ANN_AT_COURT, BEN_AT_SCHOOL, Grade.LIKELY));

    assertThat(figures.all()).isEqualTo(new Figures.Accuracy(2 / 3.0, 2 / 4.0));
    assertThat(figures.likely()).isEqualTo(new Figures.Accuracy(1 / 2.0, 1 / 4.0));
    assertThat(figures.all().f1()).isCloseTo(4 / 7.0, within(1e-12));
  }

  /// Ann is to be flagged at school, ben at the court, cara at the shelter.
  @Test
  void youthIsFlagged_byALikelyMatchToTheirOwnScreeningElsewhere() {
    assertThat(figures().flagRecall()).hasValue(0);
    assertThat(figures(match(CARA_AT_COURT, CARA_AT_SHELTER, Grade.LIKELY)).flagRecall()).hasValue(1 / 3.0);
    assertThat(figures(match(ANN_AT_COURT, ANN_AT_SCHOOL, Grade.POSSIBLE)).flagRecall()).hasValue(0);
    assertThat(figures(match(ANN_AT_COURT_AGAIN, ANN_AT_SCHOOL, Grade.LIKELY)).flagRecall()).describedAs("not a row with a screening").hasValue(0);
    assertThat(figures(match(ANN_AT_COURT, BEN_AT_SCHOOL, Grade.LIKELY)).flagRecall()).describedAs("another person's screening").hasValue(0);
  }

  @Test
  void withoutScreeningsOrMatches_thereIsNothingToDivideBy() {
    Population unscreened = new Population("p", Collections.singletonList(BEN_AT_COURT), Map.of());
    Figures figures = Figures.of(unscreened, List.of(), List.of(), _ -> true);

    assertThat(figures).isEqualTo(new Figures(1, 1, 0, new Figures.Accuracy(1, 1), new Figures.Accuracy(1, 1), OptionalDouble.empty()));
  }
}
