package org.tellonce.rehearsal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Field;
import org.tellonce.server.comparison.Kind;
import org.tellonce.server.comparison.LevelTable;
import org.tellonce.server.comparison.PhoneLevel;
import org.tellonce.server.comparison.RecordRef;

/// Who is who in a population, and what is counted of it.
class PopulationTest {
  private static final Population.Member ANN_AT_COURT = member("court", 1, "ann", "elm street");
  private static final Population.Member ANN_AT_COURT_AGAIN = member("court", 2, "ann", "elm street");
  private static final Population.Member ANN_AT_SHELTER = member("shelter", 3, "ann", "elm street");
  private static final Population.Member BEN = member("shelter", 4, "ben", "elm street");
  private static final Population.Member CARA = member("shelter", 5, "cara", "elm street");
  private static final Population.Member DAN = member("shelter", 6, "dan", "oak street");
  private static final Population POPULATION = new Population("p", List.of(ANN_AT_COURT, ANN_AT_COURT_AGAIN, ANN_AT_SHELTER, BEN, CARA, DAN), Map.of(
      "ben",
      "ann"));

  /// A member whose sixteen rows all have other tags than those of members with another number, but for the first tag, which all share.
  private static Population.Member member(String agency, int number, String youth, String household) {
    var token = new RecordToken(number, 0);
    Body body = Body.of(new byte[Body.BYTES], 0);
    List<EncodedRow> rows = new java.util.ArrayList<>(List.of(new EncodedRow(new Tag(0, 0), new PassShare(0), body)));
    for (int i = 1; i < 16; i++) {
      rows.add(new EncodedRow(new Tag(number, i), new PassShare(0), body));
    }
    return Population.Member.of(new RecordRef(new AgencyId(agency), token), new EncodedRecord(token, rows), List.of(body, body), youth, household,
        false);
  }

  @Test
  void pairs_areOfTheirKind() {
    assertThat(POPULATION.kind(ANN_AT_COURT, ANN_AT_SHELTER)).isEqualTo(Kind.SAME);
    assertThat(POPULATION.kind(ANN_AT_COURT, BEN)).isEqualTo(Kind.TWIN);
    assertThat(POPULATION.kind(BEN, ANN_AT_COURT)).isEqualTo(Kind.TWIN);
    assertThat(POPULATION.kind(ANN_AT_COURT, CARA)).isEqualTo(Kind.SIBLING);
    assertThat(POPULATION.kind(BEN, CARA)).isEqualTo(Kind.SIBLING);
    assertThat(POPULATION.kind(ANN_AT_COURT, DAN)).isEqualTo(Kind.RANDOM);
  }

  @Test
  void pairs_areCountedBetweenAgenciesOnly() {
    assertThat(POPULATION.samePairs()).isEqualTo(2);
    assertThat(Population.pairsOfTwoAgencies(POPULATION.members())).isEqualTo(2 * 4);
    assertThat(POPULATION.householdPairs()).hasSize(6).contains(List.of(ANN_AT_COURT, BEN), List.of(ANN_AT_COURT_AGAIN, ANN_AT_SHELTER))
        .doesNotContain(List.of(
            ANN_AT_COURT, ANN_AT_COURT_AGAIN));
  }

  @Test
  void candidates_shareATag() {
    List<Candidate> candidates = POPULATION.candidates();
    assertThat(candidates).hasSize(15).allMatch(candidate -> candidate.vector().shared() == 1);
    assertThat(candidates).filteredOn(Candidate::isWithinOneAgency).hasSize(1 + 6);
    assertThat(candidates.getFirst().a()).isEqualTo(ANN_AT_COURT.ref());
  }

  @Test
  void shares_areCountedWithAHalfForEachLevel() {
    LevelCounts counts = new LevelCounts();
    AgreementVector vector = Population.openVector(ANN_AT_COURT, BEN);
    assertThat(vector.shared()).isEqualTo(2);
    assertThat(vector.phone()).isEqualTo(PhoneLevel.EQUAL);
    for (int i = 0; i < 3; i++) {
      counts.add(vector);
    }
    assertThat(counts.pairs()).isEqualTo(3);
    LevelTable table = counts.table(12.34567);
    assertThat(table.weight()).isEqualTo(12.35);
    assertThat(table.share(Field.PHONE, PhoneLevel.EQUAL)).isEqualTo(0.875);
    assertThat(table.share(Field.PHONE, PhoneLevel.UNKNOWN)).isEqualTo(0.125);
  }

  @Test
  void figures_areRoundedToFewDigits() {
    assertThat(Rounding.significant(0.000123456)).isEqualTo(0.0001235);
    assertThat(Rounding.significant(28099.6)).isEqualTo(28100);
    assertThat(Rounding.decimals(new double[] {-1.23456, 0.0004, 2})).containsExactly(-1.235, 0.0, 2.0);
  }
}
