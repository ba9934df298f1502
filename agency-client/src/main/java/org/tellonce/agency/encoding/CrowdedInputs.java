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
  private static final int SLOTS_OF_A_RECORD = 16;

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

  /// The crowded inputs of a roster. All inputs are first counted by a few bits of their hash: one that has no crowd even together with what shares these bits is
  /// not crowded, and that is nearly every one. The others are counted exactly.
  ///
  /// @param roster the inputs of each record
  static CrowdedInputs of(List<List<PassInput>> roster) {
    int[] together = new int[Integer.highestOneBit(Math.max(1, roster.size())) * SLOTS_OF_A_RECORD];
    for (List<PassInput> inputs : roster) {
      for (PassInput input : inputs) {
        together[slot(input, together.length)]++;
      }
    }
    Map<Input, Integer> records = new HashMap<>();
    for (List<PassInput> inputs : roster) {
      for (PassInput input : inputs) {
        if (together[slot(input, together.length)] > MOST) {
          records.merge(Input.of(input), 1, Integer::sum);
        }
      }
    }
    Set<Input> crowded = new HashSet<>();
    records.forEach((input, count) -> {
      if (count > MOST) {
        crowded.add(input);
      }
    });
    return new CrowdedInputs(crowded);
  }

  private static int slot(PassInput input, int slots) {
    int hash = 31 * input.components().hashCode() + input.pass();
    return (hash ^ hash >>> 16) & slots - 1;
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
