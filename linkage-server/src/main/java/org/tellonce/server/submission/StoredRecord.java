package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.comparison.RecordRef;

/// A record as the server holds it, once, whatever epochs it was sent in; its rows in each of them: [EpochRows].
///
/// @param live whether it is in its agency's roster, as far as any epoch tells; else it is *retired*: kept for a screening that is not over
/// @param asks whether its agency may get a flag for it; never if it is retired
/// @param screenings what its agency did, without what is over
public record StoredRecord(RecordRef ref, boolean live, boolean asks, List<Screening> screenings) {

  /// @throws IllegalArgumentException if a retired record asks
  public StoredRecord {
    screenings = List.copyOf(screenings);
    if (asks && !live) {
      throw new IllegalArgumentException("a retired record does not ask");
    }
  }

  /// What becomes of a submitted record.
  public static StoredRecord of(RecordRef ref, SubmittedRecord submitted, LocalDate today, int retentionMonths) {
    return new StoredRecord(ref, true, submitted.asks(), kept(submitted.screenings(), today, retentionMonths));
  }

  /// The record without its row in the roster.
  StoredRecord retired() {
    return new StoredRecord(ref, false, false, screenings);
  }

  /// The record without the screenings that are over.
  StoredRecord without(LocalDate today, int retentionMonths) {
    return new StoredRecord(ref, live, asks, kept(screenings, today, retentionMonths));
  }

  /// Whether one of its screenings may be shown on a day.
  public boolean isShowable(LocalDate today, int retentionMonths) {
    return screenings.stream().anyMatch(screening -> screening.isShowable(today, retentionMonths));
  }

  /// Whether a screening that is not over, or has not begun, is a reason to keep it without a row in the roster.
  boolean isKept(LocalDate today, int retentionMonths) {
    return kept(screenings, today, retentionMonths).stream().anyMatch(screening -> screening.status() != ScreeningStatus.SUPERSEDED);
  }

  /// Its screenings that may be shown on a day.
  public Stream<Screening> showable(LocalDate today, int retentionMonths) {
    return screenings.stream().filter(screening -> screening.isShowable(today, retentionMonths));
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
