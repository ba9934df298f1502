package org.tellonce.rehearsal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.Mix;

class StoryTest {
  @Test
  void marchAndJune_areTheLast() {
    assertThat(Story.before(LocalDate.of(2026, 11, 24)).march()).isEqualTo(YearMonth.of(2026, 3));
    assertThat(Story.before(LocalDate.of(2026, 6, 30)).june()).isEqualTo(YearMonth.of(2025, 6));
    assertThat(Story.before(LocalDate.of(2026, 7, 1)).june()).isEqualTo(YearMonth.of(2026, 6));
  }

  @Test
  void gabriela_isDueAtProbationOnAnyDay() {
    for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(7)) {
      County county = Story.before(day).in(County.of(new CountyPlan(20, 4, Mix.DEFAULT, day), new Random(3)));

      assertThat(new Truth(county, java.util.Map.of(), Set.of(), day).due()).contains(new Truth.Ref("juvenile_justice", Story.JUSTICE_ID));
      assertThat(county.next(day).county().rosters().getFirst().rows()).anyMatch(row -> row.localId().equals(Story.WELFARE_ID));
    }
  }
}
