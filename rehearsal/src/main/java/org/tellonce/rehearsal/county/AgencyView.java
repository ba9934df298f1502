package org.tellonce.rehearsal.county;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An agency of the county: whom it knows, and how it writes them down.
///
/// @param number its place in file names, from 1
/// @param id its name in files and rules: `child_welfare`
/// @param prefix what its local ids begin with
/// @param reach how probably it knows a young person whom few agencies know, and one whom many do
/// @param style how it writes
/// @param screened how many of a hundred of its young people it has screened, of those old enough
/// @param instruments instrument and form as its system names them, `TVIT/long-es`
/// @param openCases how many of a hundred rows have an open case
/// @param legalBasis why it takes part
/// @param consents how many of a hundred rows have a written consent; below 0 if it asks for none
/// @param facilities addresses of its own, where many live
public record AgencyView(int number, String id, String prefix, Reach reach, Style style, int screened, List<String> instruments, int openCases,
    String legalBasis, int consents, List<String> facilities) {
  private static final List<String> CSE_HTST = List.of("CSE-IT/v2.0", "CSE-IT/v2.0-es", "CSE-IT/v1.0", "HTST/long", "HTST/short", "HTST/short-es");
  private static final List<String> TVIT = List.of("TVIT/long", "TVIT/long-es", "TVIT/short");

  /// All of them; a smaller county takes the first.
  public static final List<AgencyView> ALL = List.of(
      new AgencyView(1, "child_welfare", "CW", new Reach(0.181, 0.851), new Style(true, Phone.PARENTHESES, false), 29, joined(List.of("SSCST/6-item",
          "SSCST/6-item"),
          CSE_HTST), 70, "child-protection", -1, List.of("7461 Lakewood Ave", "513 Amherst St", "6642 Muir Ct", "3954 Wheeler Ave")),
      new AgencyView(2, "juvenile_justice", "JJ", new Reach(0.068, 0.585), new Style(true, Phone.DASHES, true), 53, joined(CSE_HTST, TVIT), 80,
          "juvenile-justice", -1,
          List.of("3045 Signal St", "1341 Exchange Pl", "5006 Le Conte Cir", "2941 Waithman Way")),
      new AgencyView(3, "shelter_rhy", "RY", new Reach(0.031, 0.356), new Style(false, Phone.DIGITS, false), 52, joined(List.of("QYIT/4-item",
          "QYIT/4-item-es"),
          joined(TVIT, CSE_HTST)), 100, "consent", 70, List.of("2674 33rd Ave", "8272 Beacon Ave", "3532 Selma Way", "7539 Recycle Rd")),
      new AgencyView(4, "school", "SC", new Reach(0.25, 0.45), new Style(false, Phone.DASHES, false), 6, List.of("QYIT/4-item"), 12,
          "health-or-safety", -1, List.of(
              "1200 Beacon St")),
      new AgencyView(5, "health", "HE", new Reach(0.12, 0.4), new Style(true, Phone.PARENTHESES, true), 15, List.of("HTST/short", "QYIT/4-item"), 25,
          "treatment", -1, List
              .of("900 Clipper Way")),
      new AgencyView(6, "behavioral_health", "BH", new Reach(0.05, 0.4), new Style(false, Phone.PARENTHESES, false), 25, List.of("CSE-IT/v2.0",
          "HTST/short"), 60, "treatment", 80,
          List.of("415 Cove Rd")),
      new AgencyView(7, "mentoring", "ME", new Reach(0.05, 0.2), new Style(false, Phone.DIGITS, false), 8, List.of("QYIT/4-item"), 100, "consent", 90,
          List.of(
              "77 Foundry St")));

  private static final Map<String, Rates> RATES = Rates.all();

  public AgencyView {
    instruments = List.copyOf(instruments);
    facilities = List.copyOf(facilities);
  }

  /// @param few the probability for a young person whom few agencies know
  /// @param many and for one whom many do
  record Reach(double few, double many) {}

  /// @param capitals whether it writes in capitals only
  /// @param surnameFirst whether guardians stand as `SURNAME, GIVEN`
  record Style(boolean capitals, Phone phone, boolean surnameFirst) {}

  /// How it writes telephone numbers.
  enum Phone {
    PARENTHESES,
    DASHES,
    DIGITS;

    String write(String digits) {
      String area = digits.substring(0, 3);
      String exchange = digits.substring(3, 6);
      String line = digits.substring(6);
      return switch (this) {
        case PARENTHESES -> "(" + area + ") " + exchange + '-' + line;
        case DASHES -> area + '-' + exchange + '-' + line;
        case DIGITS -> digits;
      };
    }
  }

  /// `01_child_welfare.csv`.
  public String fileName() {
    return "0" + number + '_' + id + ".csv";
  }

  Rates rates() {
    Rates rates = RATES.get(id);
    if (rates == null) {
      throw new IllegalStateException("no rates of " + id);
    }
    return rates;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
