package org.tellonce.agency.encoding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.protocol.Problem;

/// Inputs that tell a group, not a person: people of more than a few dates of birth share them (a name that is common here), or very many records do (the agency's
/// own telephone number in every row). They are left out in all of them. Dates are counted, not records, for one young person can stand in many rows. **Plaintext**:
/// prints counts only.
///
/// @see "encoding.md, Passes, Crowded inputs"
final class CrowdedInputs {

  /// More different whole dates of birth than this make an input crowded.
  static final int MOST_DATES = 4;
  /// More records of one roster than this do, too.
  static final int MOST_RECORDS = 32;
  private static final int SLOTS_OF_A_RECORD = 16;

  /// Each crowded input and how many records have it.
  private final Map<Input, Integer> crowded;

  private CrowdedInputs(Map<Input, Integer> crowded) {
    this.crowded = crowded;
  }

  /// An input, whichever alternative it is.
  private record Input(int pass, List<String> components) {
    private static Input of(PassInput input) {
      return new Input(input.pass(), input.components());
    }
  }

  /// Who has an input.
  private static final class Crowd {
    private final Set<BirthDate> dates = new HashSet<>();
    private int records;

    private void add(BirthDate birthDate) {
      records++;
      if (birthDate.year().isPresent() && birthDate.monthDay().isPresent()) {
        dates.add(birthDate);
      }
    }

    private boolean tooMany() {
      return dates.size() > MOST_DATES || records > MOST_RECORDS;
    }
  }

  /// The crowded inputs of a roster. All inputs are first counted by a few bits of their hash: one that has no crowd even together with what shares these bits is
  /// not crowded, and that is nearly every one. The others are counted exactly.
  ///
  /// @param roster the inputs of each record
  /// @param birthDates of each record, in the same order
  static CrowdedInputs of(List<List<PassInput>> roster, List<BirthDate> birthDates) {
    int[] together = new int[Integer.highestOneBit(Math.max(1, roster.size())) * SLOTS_OF_A_RECORD];
    for (List<PassInput> inputs : roster) {
      for (PassInput input : inputs) {
        together[slot(input, together.length)]++;
      }
    }
    Map<Input, Crowd> crowds = new HashMap<>();
    for (int record = 0; record < roster.size(); record++) {
      for (PassInput input : roster.get(record)) {
        if (together[slot(input, together.length)] > MOST_DATES) {
          crowds.computeIfAbsent(Input.of(input), _ -> new Crowd()).add(birthDates.get(record));
        }
      }
    }
    Map<Input, Integer> crowded = new HashMap<>();
    crowds.forEach((input, crowd) -> {
      if (crowd.tooMany()) {
        crowded.put(input, crowd.records);
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
    return crowded.isEmpty() ? inputs : inputs.stream().filter(input -> !crowded.containsKey(Input.of(input))).toList();
  }

  /// What a person should look at, one line a pass: what very many rows share. A name that is common here is nothing to mend.
  List<Problem> notices() {
    SortedMap<Integer, Integer> byPass = new TreeMap<>();
    crowded.forEach((input, records) -> {
      if (records > MOST_RECORDS) {
        byPass.merge(input.pass(), 1, Integer::sum);
      }
    });
    return byPass.entrySet().stream().map(pass -> new Problem("pass " + pass.getKey(),
        pass.getValue() + (pass.getValue() == 1 ? " combination" : " combinations") + " of cells in more than " + MOST_RECORDS + " rows each",
        "not compared: perhaps your own telephone number or a placeholder stands in many rows")).toList();
  }

  @Override
  public String toString() {
    return "CrowdedInputs[" + crowded.size() + ", redacted]";
  }
}
