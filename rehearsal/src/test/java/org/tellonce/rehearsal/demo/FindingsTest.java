package org.tellonce.rehearsal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.ErrorKind;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.Mix;
import org.tellonce.rehearsal.county.RosterRow;

/// Counted by hand on a county of one young person and a few rows written by hand.
class FindingsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Truth.Ref WELFARE = new Truth.Ref("child_welfare", "W1");
  private static final Truth.Ref JUSTICE = new Truth.Ref("juvenile_justice", "J1");
  private static final Truth.Ref SHELTER = new Truth.Ref("shelter_rhy", "S1");

  private static RosterRow row(String youth, Map<Field, String> cells, ErrorKind... errors) {
    return new RosterRow(youth, "H", cells, Set.of(errors));
  }

  private static Map<Field, String> cells(String id, String openCase, String screened) {
    Map<Field, String> cells = new TreeMap<>(Map.of(Field.LOCAL_ID, id, Field.GIVEN_NAME, "Ana", Field.FAMILY_NAME, "Reyes", Field.OPEN_CASE,
        openCase, Field.LEGAL_BASIS, "treatment"));
    cells.put(Field.SCREENING_DATE, screened);
    return cells;
  }

  private static Truth truth(RosterRow justice, RosterRow shelter, Map<Truth.Ref, RosterRow> retired, Set<Truth.Ref> withdrawn) {
    County county = County.of(new CountyPlan(1, 3, Mix.DEFAULT, TODAY), new Random(1));
    Map<String, RosterRow> rows = new HashMap<>(Map.of("child_welfare", row("Y", cells("W1", "yes", "")), "juvenile_justice", justice, "shelter_rhy",
        shelter));
    return new Truth(county.with(rows), retired, withdrawn, TODAY);
  }

  private static RosterRow stranger(String id) {
    return row("Z" + id, cells(id, "no", ""));
  }

  @Test
  void screeningOfTheLastTwoYearsElsewhere_isDue() {
    assertThat(truth(row("Y", cells("J1", "no", "2024-11-02")), stranger("S1"), Map.of(), Set.of()).due()).containsExactly(WELFARE);
    assertThat(truth(row("Y", cells("J1", "no", "2024-10-31")), stranger("S1"), Map.of(), Set.of()).due()).isEmpty();
    assertThat(truth(row("Z", cells("J1", "no", "2026-11-02")), stranger("S1"), Map.of(), Set.of()).due()).isEmpty();
  }

  @Test
  void rowWithoutCase_isNeverDue() {
    Truth truth = truth(row("Y", cells("J1", "no", "2026-01-02")), row("Y", cells("S1", "no", "2026-01-02")), Map.of(), Set.of());

    assertThat(truth.due()).containsExactly(WELFARE);
    assertThat(truth.screenedElsewhere(WELFARE)).containsExactly(JUSTICE, SHELTER);
  }

  @Test
  void consentThatIsOver_sharesNothing() {
    Map<Field, String> cells = cells("S1", "yes", "2026-01-02");
    cells.put(Field.LEGAL_BASIS, "consent");
    cells.put(Field.CONSENT_UNTIL, "2026-11-23");

    assertThat(truth(stranger("J1"), row("Y", cells), Map.of(), Set.of()).due()).isEmpty();

    cells.put(Field.CONSENT_UNTIL, "2026-11-24");
    assertThat(truth(stranger("J1"), row("Y", cells), Map.of(), Set.of()).due()).containsExactly(WELFARE);
  }

  @Test
  void rowGone_keepsItsScreeningAndGetsNoFlag() {
    Map<Truth.Ref, RosterRow> retired = Map.of(new Truth.Ref("shelter_rhy", "S0"), row("Y", cells("S0", "yes", "2026-01-02")));

    assertThat(truth(stranger("J1"), stranger("S1"), retired, Set.of()).due()).containsExactly(WELFARE);
  }

  @Test
  void rowWithdrawn_isOutOfEverything() {
    assertThat(truth(row("Y", cells("J1", "yes", "2026-01-02")), stranger("S1"), Map.of(), Set.of(JUSTICE)).due()).isEmpty();
  }

  @Test
  void findings_countBothWays() {
    Truth truth = truth(row("Y", cells("J1", "yes", "2026-01-02"), ErrorKind.NICKNAME), row("Y", cells("S1", "yes", "")), Map.of(), Set.of());
    var other = new Truth.Ref("juvenile_justice", "J1");

    Findings findings = Findings.of(truth, Set.of(WELFARE, other));

    assertThat(findings.due()).containsExactlyInAnyOrder(WELFARE, SHELTER);
    assertThat(findings.found()).containsExactly(WELFARE);
    assertThat(findings.missed()).containsExactly(SHELTER);
    assertThat(findings.wrong()).containsExactly(other);
    assertThat(findings.figures().getFirst()).contains("2 rows should be flagged").contains("1 are: 50.0 % found, 1 missed");
    assertThat(findings.figures().getLast()).contains("2 rows are flagged in all; 1 of these wrongly: 50.00 % false");
    assertThat(findings.cases()).hasSize(2).anySatisfy(text -> assertThat(text).startsWith("missed: \"Ana Reyes\"").contains(
        "Here: as it should be. There: nickname.").contains(
            "agree in: given name, family name"));
  }
}
