package org.tellonce.agency.desk;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// The collaborative's working days: these days of the week, but no holiday.
///
/// @param week Monday to Friday if the rules do not name them
public record WorkingDays(Set<DayOfWeek> week, Set<LocalDate> holidays) {

  private static final Set<DayOfWeek> USUAL = Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
  private static final int YEAR = 366;

  public WorkingDays {
    week = week.isEmpty() ? USUAL : Set.copyOf(week);
    holidays = Set.copyOf(holidays);
  }

  /// @param week as the rules name them
  public static WorkingDays of(List<DayOfWeek> week, List<LocalDate> holidays) {
    return new WorkingDays(Set.copyOf(week), Set.copyOf(holidays));
  }

  /// The last of so many working days after a day. Holidays without end are taken for none.
  public LocalDate after(LocalDate day, int count) {
    LocalDate reached = day;
    for (int found = 0; found < count;) {
      reached = reached.plusDays(1);
      if (isWorkingDay(reached) || reached.isAfter(day.plusDays(YEAR))) {
        found++;
      }
    }
    return reached;
  }

  /// Whether people work on a day.
  public boolean isWorkingDay(LocalDate day) {
    return week.contains(day.getDayOfWeek()) && !holidays.contains(day);
  }
}
