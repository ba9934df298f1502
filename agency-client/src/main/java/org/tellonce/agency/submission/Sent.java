package org.tellonce.agency.submission;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmissionId;

/// What a client remembers of what it sent for one epoch.
///
/// @param previous the submission that was committed last
/// @param records live record tokens, each with the keyed digest of what was sent
/// @param fillers live filler tokens
public record Sent(Optional<SubmissionId> previous, SortedMap<RecordToken, String> records, SortedSet<RecordToken> fillers) {

  /// Nothing was sent, or nobody remembers.
  public static final Sent NOTHING = new Sent(Optional.empty(), Collections.emptySortedMap(), Collections.emptySortedSet());

  public Sent {
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    fillers = Collections.unmodifiableSortedSet(new TreeSet<>(fillers));
  }

  /// Every token the server should hold as live in this epoch.
  NavigableSet<RecordToken> live() {
    NavigableSet<RecordToken> live = new TreeSet<>(records.keySet());
    live.addAll(fillers);
    return live;
  }

  /// The same without these records.
  Sent without(Set<RecordToken> tokens) {
    SortedMap<RecordToken, String> kept = new TreeMap<>(records);
    kept.keySet().removeAll(tokens);
    return new Sent(previous, kept, fillers);
  }

  /// The same once this submission is the one committed last.
  Sent after(SubmissionId submission) {
    return new Sent(Optional.of(submission), records, fillers);
  }
}
