package org.tellonce.benchmarks.privacy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A line of the table: what one attack did to each encoding.
///
/// @param attack which attack
/// @param setting what the attacker knows
/// @param figures for each encoding that the attack applies to; shares, or plain numbers if `unit` says so
/// @param unit how figures are written
/// @param target the most that `smp1` should have; above 1 or infinite if there is none
/// @param controls what must hold of the controls, or the run proves nothing
record Finding(String attack, String setting, Map<Encoding, Double> figures, Unit unit, double target, List<Control> controls) {
  /// What an attack must reach on what it is made to break.
  static final double BROKEN = 0.97;

  Finding {
    EnumMap<Encoding, Double> copy = new EnumMap<>(Encoding.class);
    copy.putAll(figures);
    figures = Collections.unmodifiableMap(copy);
    controls = List.copyOf(controls);
  }

  /// How a figure is written.
  enum Unit {
    /// As a percentage.
    SHARE,
    /// As it is.
    NUMBER
  }

  /// What must hold of an encoding.
  ///
  /// @param least the least that it must have
  /// @param most and the most
  record Control(Encoding encoding, double least, double most) {
    /// The attack takes it.
    static Control broken(Encoding encoding) {
      return new Control(encoding, BROKEN, 1);
    }

    /// The attack is down to guessing among so many: some lucky ones are chance, too.
    static Control guessing(int people, int asked) {
      double expected = (double) asked / people;
      return new Control(Encoding.RANDOM, 0, (expected + 4 * Math.sqrt(expected) + 4) / asked);
    }
  }

  /// Which controls do not hold, as words; empty if the line proves something.
  List<String> broken() {
    return controls.stream().filter(control -> {
      double figure = figures.getOrDefault(control.encoding, Double.NaN);
      return !(figure >= control.least && figure <= control.most);
    }).map(control -> String.format(Locale.ROOT, "%s, %s: %s is %s and must be %s to %s", attack, setting, control.encoding.title(), cell(
        control.encoding),
        written(control.least), written(control.most))).toList();
  }

  /// Whether `smp1` stays within the target.
  boolean isMet() {
    return figures.getOrDefault(Encoding.SMP1, 0.0) <= target;
  }

  /// A figure as it stands in the table.
  String cell(Encoding encoding) {
    Double figure = figures.get(encoding);
    return figure == null ? "–" : written(figure);
  }

  /// The target as it stands in the table.
  String targetCell() {
    return target > 1 ? "reported" : "≤ " + written(target);
  }

  private String written(double figure) {
    return unit == Unit.SHARE ? String.format(Locale.ROOT, "%.2f %%", 100 * figure) : String.format(Locale.ROOT, "%.3f", figure);
  }
}
