package org.tellonce.rehearsal.county;

import java.time.LocalDate;

/// Which county is made.
///
/// @param youth how many young people, at least 1
/// @param agencies how many agencies, the first of [AgencyView#ALL], at least 2
/// @param register whom its registers hold
/// @param asOf the day of the first night: ages and screenings are reckoned from it
public record CountyPlan(int youth, int agencies, Mix mix, Register register, LocalDate asOf) {

  /// Most young people of a county.
  public static final int MAX_YOUTH = 1_000_000;

  /// A county of young people.
  public CountyPlan(int youth, int agencies, Mix mix, LocalDate asOf) {
    this(youth, agencies, mix, Register.YOUTH, asOf);
  }

  /// @throws IllegalArgumentException if a number is out of its bounds
  public CountyPlan {
    if (youth < 1 || youth > MAX_YOUTH) {
      throw new IllegalArgumentException("a county has 1 to " + MAX_YOUTH + " young people");
    }
    if (agencies < 2 || agencies > AgencyView.ALL.size()) {
      throw new IllegalArgumentException("a county has 2 to " + AgencyView.ALL.size() + " agencies");
    }
  }
}
