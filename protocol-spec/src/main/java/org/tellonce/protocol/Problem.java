package org.tellonce.protocol;

/// One broken rule, told so that a person can mend it. Holds no cell and no secret: it names the place and the rule only.
///
/// @param where the place: `line 41, date_of_birth`, `epochs[0].number`
/// @param rule what does not hold: `not a date (yyyy-MM-dd)`
/// @param remedy what to do, one sentence without a full stop; empty if the rule says it
public record Problem(String where, String rule, String remedy) {

  /// A problem whose rule already says what to do.
  public Problem(String where, String rule) {
    this(where, rule, "");
  }

  /// The same problem seen from further out: `config.toml` and `line 3` become `config.toml, line 3`.
  public Problem in(String outer) {
    return new Problem(where.isEmpty() ? outer : outer + ", " + where, rule, remedy);
  }

  /// One line for a terminal or a log.
  @Override
  public String toString() {
    return (where.isEmpty() ? "" : where + ": ") + rule + (remedy.isEmpty() ? "" : " (" + remedy + ")");
  }
}
