package org.tellonce.server.comparison;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.encoding.SizeClass;

/// Vectors and parameter files for the decision's tests: the birth level alone gives the log-odds, and the context adds nothing, unless it is asked to.
final class TestVectors {

  /// The log-odds of each birth level, in their order.
  static final List<Double> LOG_ODDS = List.of(9.0, 6.0, 4.0, 3.0, 2.0, 1.0, 0.0, -1.0, -3.0, -6.0);

  private TestVectors() {}

  /// A vector whose log-odds are those of a birth level; nothing else agrees.
  static AgreementVector birth(BirthLevel birth) {
    return of(GivenLevel.NEAR, SurnameLevel.OTHER, birth);
  }

  /// A vector with no agreement in other fields.
  static AgreementVector of(GivenLevel given, SurnameLevel surname, BirthLevel birth) {
    return of(given, surname, birth, MiddleLevel.MISSING, NumberLevel.MISSING, NumberLevel.MISSING);
  }

  static AgreementVector of(GivenLevel given, SurnameLevel surname, BirthLevel birth, MiddleLevel middle, NumberLevel ssn4, NumberLevel school) {
    return new AgreementVector(1, 0, given, surname, middle, birth, AddressLevel.UNKNOWN, PhoneLevel.UNKNOWN, ssn4, school, 4, 4);
  }

  /// What the tests' files make of a birth level.
  static double logOdds(BirthLevel birth) {
    return LOG_ODDS.get(Field.BIRTH.number(birth));
  }

  static double probability(BirthLevel birth) {
    return Scoring.probability(logOdds(birth));
  }

  /// A file by which the context says nothing.
  static Parameters parameters(double likelyP, double possibleP, double closureP) {
    return parameters(new Thresholds(likelyP, possibleP, closureP), Map.of());
  }

  /// A file with weights of the context beside that of the log-odds, which is 1.
  static Parameters parameters(Thresholds thresholds, Map<String, Double> context) {
    List<Double> calibration = Features.NAMES.stream().map(name -> name.startsWith("birth ") ? LOG_ODDS.get(Field.BIRTH.levels().stream().map(
        Field::word)
        .toList().indexOf(name.substring("birth ".length()))) : 0.0).toList();
    List<Double> weights = Context.NAMES.stream().map(name -> name.equals("log_odds") ? 1.0 : context.getOrDefault(name, 0.0)).toList();
    return new Parameters(1, SizeClass.UP_TO_50_000, evenTables(), calibration, weights, thresholds);
  }

  /// Tables by which every level is as frequent in all kinds.
  static Map<Kind, LevelTable> evenTables() {
    Map<Field, List<Double>> shares = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      shares.put(field, field.levels().stream().map(_ -> 0.5).toList());
    }
    Map<Kind, LevelTable> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, new LevelTable(1, shares));
    }
    return tables;
  }
}
