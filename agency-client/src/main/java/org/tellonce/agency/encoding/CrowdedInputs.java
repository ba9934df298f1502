package org.tellonce.agency.encoding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.Problem;

/// Inputs that so many records of one roster share that they tell a group, not a person: the agency's own telephone number in every row. They are left out in all
/// of them. **Plaintext**: prints counts only.
///
/// @see "encoding.md, Passes, Rows kept"
final class CrowdedInputs {

  /// More records of one roster than this make an input crowded.
  static final int MOST = 32;

  private final Set<Input> crowded;

  private CrowdedInputs(Set<Input> crowded) {
    this.crowded = crowded;
  }

  /// An input, whichever alternative it is.
  private record Input(int pass, List<String> components) {
    private static Input of(PassInput input) {
      return new Input(input.pass(), input.components());
    }
  }

  /// The crowded inputs of a roster.
  ///
  /// @param roster the inputs of each record
  static CrowdedInputs of(List<List<PassInput>> roster) {
    Map<Input, Integer> records = new HashMap<>();
    roster.forEach(inputs -> inputs.stream().map(Input::of).forEach(input -> records.merge(input, 1, Integer::sum)));
    Set<Input> crowded = new HashSet<>();
    records.forEach((input, count) -> {
      if (count > MOST) {
        crowded.add(input);
      }
    });
    return new CrowdedInputs(crowded);
  }

  /// A record's inputs without the crowded ones.
  List<PassInput> leftOf(List<PassInput> inputs) {
    return crowded.isEmpty() ? inputs : inputs.stream().filter(input -> !crowded.contains(Input.of(input))).toList();
  }

  /// What a person should look at, one line a pass.
  List<Problem> notices() {
    SortedMap<Integer, Integer> byPass = new TreeMap<>();
    crowded.forEach(input -> byPass.merge(input.pass(), 1, Integer::sum));
    return byPass.entrySet().stream().map(pass -> new Problem("pass " + pass.getKey(),
        pass.getValue() + (pass.getValue() == 1 ? " combination" : " combinations") + " of cells in more than " + MOST + " rows each",
        "not compared: perhaps your own telephone number or a placeholder stands in many rows")).toList();
  }

  @Override
  public String toString() {
    return "CrowdedInputs[" + crowded.size() + ", redacted]";
  }
}
