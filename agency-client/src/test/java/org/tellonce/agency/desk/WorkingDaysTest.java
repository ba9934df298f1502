package org.tellonce.agency.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
  private static final LocalDate FRIDAY = LocalDate.of(2026, 12, 24).plusDays(1);

  @Test
  void weekendsAndHolidays_doNotCount() {
    WorkingDays usual = WorkingDays.of(List.of(), List.of(LocalDate.of(2026, 12, 28)));
    assertThat(usual.after(LocalDate.of(2026, 12, 21), 3)).isEqualTo(LocalDate.of(2026, 12, 24));
    assertThat(usual.after(FRIDAY, 3)).isEqualTo(LocalDate.of(2026, 12, 31));
    assertThat(usual.after(FRIDAY, 0)).isEqualTo(FRIDAY);
  }

  @Test
  void theRulesOwnWeek_counts() {
    WorkingDays sundays = WorkingDays.of(List.of(DayOfWeek.SUNDAY), List.of());
    assertThat(sundays.after(FRIDAY, 2)).isEqualTo(LocalDate.of(2027, 1, 3));
    assertThat(sundays.isWorkingDay(FRIDAY)).isFalse();
  }

  @Test
  void holidaysWithoutEnd_endNothing() {
    List<LocalDate> allYear = FRIDAY.datesUntil(FRIDAY.plusYears(3)).toList();
    assertThat(WorkingDays.of(List.of(), allYear).after(FRIDAY, 3)).isAfter(FRIDAY);
  }
}
