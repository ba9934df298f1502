package org.tellonce.rehearsal.demo;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.ErrorKind;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// A young person who is screened at child welfare in March and stands before probation in June, under a nickname and with day and month exchanged.
///
/// @param march when child welfare screened her
/// @param june when probation met her
record Story(YearMonth march, YearMonth june) {
  static final String WELFARE_ID = "CW99000001";
  static final String JUSTICE_ID = "JJ99000001";
  /// Both.
  static final Set<Truth.Ref> ROWS = Set.of(new Truth.Ref("child_welfare", WELFARE_ID), new Truth.Ref("juvenile_justice", JUSTICE_ID));
  static final String CASE = "JJ-2201";

  private static final String YOUTH = "Y-GABRIELA";
  private static final String HOME = "H-GABRIELA";

  /// The March and June before a day, not more than a year and a half ago.
  static Story before(LocalDate today) {
    int year = today.getMonthValue() > Month.JUNE.getValue() ? today.getYear() : today.getYear() - 1;
    return new Story(YearMonth.of(year, Month.MARCH), YearMonth.of(year, Month.JUNE));
  }

  /// The county with both rows in their rosters.
  County in(County county) {
    return county.with(Map.of("child_welfare", welfare(), "juvenile_justice", justice()));
  }

  private RosterRow welfare() {
    Map<Field, String> cells = new EnumMap<>(Field.class);
    cells.put(Field.LOCAL_ID, WELFARE_ID);
    cells.put(Field.GIVEN_NAME, "GABRIELA");
    cells.put(Field.FAMILY_NAME, "VILLASENOR");
    cells.put(Field.DATE_OF_BIRTH, birth().toString());
    cells.put(Field.SEX, "F");
    cells.put(Field.ADDRESS, "1418 HERON ST APT 6");
    cells.put(Field.CITY, "PORT AMITY");
    cells.put(Field.STATE, "CA");
    cells.put(Field.ZIP, "98903");
    cells.put(Field.PHONE, "(290) 431-2207");
    cells.put(Field.GUARDIAN_NAME, "ROSA VILLASENOR");
    cells.put(Field.SCREENING_INSTRUMENT, "HTST");
    cells.put(Field.SCREENING_FORM, "short");
    cells.put(Field.SCREENING_DATE, march.atDay(17).toString());
    cells.put(Field.LANGUAGE, "English");
    cells.put(Field.OPEN_CASE, "no");
    cells.put(Field.LEGAL_BASIS, "child-protection");
    return new RosterRow(YOUTH, HOME, cells, Set.of());
  }

  private RosterRow justice() {
    Map<Field, String> cells = new EnumMap<>(Field.class);
    cells.put(Field.LOCAL_ID, JUSTICE_ID);
    cells.put(Field.GIVEN_NAME, "GABBY");
    cells.put(Field.FAMILY_NAME, "VILLASENOR");
    cells.put(Field.DATE_OF_BIRTH, exchanged().toString());
    cells.put(Field.SEX, "F");
    cells.put(Field.ADDRESS, "902 SALT CREEK RD");
    cells.put(Field.CITY, "SALT CREEK");
    cells.put(Field.STATE, "CA");
    cells.put(Field.ZIP, "98911");
    cells.put(Field.PHONE, "290-431-2207");
    cells.put(Field.LANGUAGE, "English");
    cells.put(Field.OPEN_CASE, "yes");
    cells.put(Field.LEGAL_BASIS, "juvenile-justice");
    return new RosterRow(YOUTH, HOME, cells, Set.of(ErrorKind.NICKNAME, ErrorKind.DOB_SWAP, ErrorKind.ADDRESS_MOVED, ErrorKind.GUARDIAN_MISSING));
  }

  private LocalDate birth() {
    return LocalDate.of(march.getYear() - 15, Month.FEBRUARY, 9);
  }

  private LocalDate exchanged() {
    return LocalDate.of(march.getYear() - 15, Month.SEPTEMBER, 2);
  }
}
