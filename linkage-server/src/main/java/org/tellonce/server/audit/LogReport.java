package org.tellonce.server.audit;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Problem;

/// What a verification of the log found.
///
/// @param differences each with its place and rule; of very many the first
/// @param count how many there are
/// @param leaves how many there are
/// @param checkpoints how many were compared
/// @param destroyed of how many leaves the payload was destroyed
/// @param cosignatures how many are good
/// @param strangers how many cosignatures are by keys that no rules of today name
/// @param accounted of how much of what the server holds the event was found
/// @param untold of how much it was not found, and may have been destroyed
public record LogReport(List<Problem> differences, long count, long leaves, long checkpoints, long destroyed, long cosignatures, long strangers,
    long accounted, long untold) {

  public LogReport {
    differences = List.copyOf(differences);
  }

  /// Whether nothing differs.
  public boolean isSound() {
    return count == 0;
  }

  /// What was looked at, in plain words, a line each.
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("leaves: " + leaves + ", without gaps, each as its payload says" + (destroyed == 0 ? "" : "; of " + destroyed
        + " the payload was destroyed"));
    lines.add("checkpoints: " + checkpoints + ", each signed by the log's key and over the leaves that are there; the tiles are theirs");
    lines.add("cosignatures of witnesses: " + cosignatures + ", all good" + (strangers == 0 ? "" : "; " + strangers
        + " more are by keys that today's rules do not name, and were not checked"));
    lines.add("rules, cards, certificates, submissions and tombstones: " + accounted + ", each with its event" + (untold == 0 ? ""
        : "; of " + untold + " more no event can be read: it may be among those that were destroyed"));
    return lines;
  }
}
