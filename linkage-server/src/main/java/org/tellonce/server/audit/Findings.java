package org.tellonce.server.audit;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Problem;

/// The differences that a verification comes upon, in the order in which it does; of very many the first.
final class Findings {
  private static final int MOST = 1_000;

  private final List<Problem> differences = new ArrayList<>();
  private long count;

  /// @param where with the index: `leaf 17`, `checkpoint of 300 leaves`
  void add(String where, String rule) {
    add(where, rule, "");
  }

  void add(String where, String rule, String remedy) {
    count++;
    if (differences.size() < MOST) {
      differences.add(new Problem(where, rule, remedy));
    }
  }

  List<Problem> differences() {
    return List.copyOf(differences);
  }

  /// How many there are, those that are not named included.
  long count() {
    return count;
  }
}
