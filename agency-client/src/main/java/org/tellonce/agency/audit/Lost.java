package org.tellonce.agency.audit;

import java.util.ArrayList;
import java.util.List;

/// How much of what this agency did is in the log no more.
///
/// @param openings look-ups too
/// @param others dispositions, corrections, shields, accounts and directories
record Lost(int submissions, int withdrawals, int openings, int others) {

  /// In words: `1 submission, 2 openings`, or `nothing`.
  String words() {
    List<String> words = new ArrayList<>();
    add(words, submissions, "submission");
    add(words, withdrawals, "withdrawal");
    add(words, openings, "opening");
    add(words, others, "other call");
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }

  private static void add(List<String> words, int count, String what) {
    if (count > 0) {
      words.add(count + " " + what + (count == 1 ? "" : "s"));
    }
  }
}
