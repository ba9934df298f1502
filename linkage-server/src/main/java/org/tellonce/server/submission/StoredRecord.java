package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.comparison.RecordRef;

/// A record as the server holds it beside the index.
///
/// @param live whether it is in its agency's roster; else it is *retired*: kept for a screening that is not over
/// @param asks whether its agency may get a flag for it; never if it is retired
/// @param screenings what its agency did, without what is over
/// @param tags under which the index holds its rows; empty if it holds none, for its agency is not matched
/// @param rows digest of its rows, to tell whether they changed
public record StoredRecord(RecordRef ref, boolean live, boolean asks, List<Screening> screenings, Set<Tag> tags, Digest rows) {

  /// @throws IllegalArgumentException if a retired record asks
  public StoredRecord {
    screenings = List.copyOf(screenings);
    tags = Set.copyOf(tags);
    if (asks && !live) {
      throw new IllegalArgumentException("a retired record does not ask");
    }
  }

  /// What becomes of a submitted record.
  ///
  /// @param indexed whether its rows go into the index
  public static StoredRecord of(RecordRef ref, SubmittedRecord submitted, boolean indexed, LocalDate today, int retentionMonths) {
    EncodedRecord encoded = submitted.record();
    Set<Tag> tags = !indexed ? Set.of() : encoded.rows().stream().map(EncodedRow::tag).collect(java.util.stream.Collectors.toSet());
    return new StoredRecord(ref, true, submitted.asks(), kept(submitted.screenings(), today, retentionMonths), tags, Digest.of(encoded.rowBytes()));
  }

  /// The record without its row in the roster.
  StoredRecord retired() {
    return new StoredRecord(ref, false, false, screenings, tags, rows);
  }

  /// The record without its rows in the index.
  StoredRecord unindexed() {
    return new StoredRecord(ref, live, asks, screenings, Set.of(), rows);
  }

  /// The record without the screenings that are over.
  StoredRecord without(LocalDate today, int retentionMonths) {
    return new StoredRecord(ref, live, asks, kept(screenings, today, retentionMonths), tags, rows);
  }

  /// Whether one of its screenings may be shown on a day.
  public boolean isShowable(LocalDate today, int retentionMonths) {
    return screenings.stream().anyMatch(screening -> screening.isShowable(today, retentionMonths));
  }

  /// Whether a screening that is not over, or has not begun, is a reason to keep it without a row in the roster.
  boolean isKept(LocalDate today, int retentionMonths) {
    return kept(screenings, today, retentionMonths).stream().anyMatch(screening -> screening.status() != ScreeningStatus.SUPERSEDED);
  }

  /// The newest of its screenings that may be shown on a day.
  public Optional<Screening> newestShowable(LocalDate today, int retentionMonths) {
    return screenings.stream().filter(screening -> screening.isShowable(today, retentionMonths)).max(java.util.Comparator.comparing(
        Screening::month));
  }

  private static List<Screening> kept(List<Screening> screenings, LocalDate today, int retentionMonths) {
    return screenings.stream().filter(screening -> !today.isAfter(end(screening, retentionMonths))).toList();
  }

  /// The last day on which a screening may be kept.
  static LocalDate end(Screening screening, int retentionMonths) {
    LocalDate kept = screening.keptUntil(retentionMonths);
    return screening.consent().map(consent -> consent.until()).filter(until -> until.isBefore(kept)).orElse(kept);
  }
}
