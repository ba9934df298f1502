package org.tellonce.server.submission;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.database.Database;

/// Deletes what is over. Answers never wait for it: whether something may be shown is decided when it is asked for.
///
/// A screening is over after the months that the rules let it be kept, or after its consent; then it is taken out of its record. A retired record without a
/// screening is deleted; a live one stays, for its row still is in a roster. A submission that was begun seven days ago and not committed is forgotten. The rows
/// of an agency whose records the rules do not let be matched any more are taken out of the index.
public final class Expiry {
  private static final int STAGED_DAYS = 7;

  private final Database database;
  private final RecordStore records;
  private final SubmissionStore submissions;
  private final Linkage linkage;
  private final InstantSource clock;

  /// The rules of expiry over these stores, all of one index key.
  public Expiry(Database database, RecordStore records, SubmissionStore submissions, Linkage linkage, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.linkage = linkage;
    this.clock = clock;
  }

  /// What a run did.
  ///
  /// @param screenings that were over
  /// @param records that were kept for such a screening only
  /// @param submissions that were never committed
  public record Report(int screenings, int records, int submissions) {}

  /// Deletes what is over today.
  public Report run(Rules rules) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    Report report = database.write(handle -> {
      int months = rules.limits().retentionMonths();
      takeOutOfIndex(handle, rules, months);
      int screenings = 0;
      List<Change> changes = new ArrayList<>();
      try (RecordStore.Open open = records.open(handle)) {
        for (StoredRecord record : open.expiring(YearMonth.from(today))) {
          StoredRecord left = record.without(today, months);
          screenings += record.screenings().size() - left.screenings().size();
          if (!record.live() && !left.isKept(today, months)) {
            open.remove(record.ref());
            changes.add(new Change(record.ref(), record.tags(), null));
          } else if (left.screenings().size() < record.screenings().size()) {
            open.replace(left, months);
          }
        }
      }
      linkage.apply(handle, changes);
      return new Report(screenings, changes.size(), submissions.removeStagedBefore(handle, today.minusDays(STAGED_DAYS)));
    });
    database.checkpoint();
    return report;
  }

  private void takeOutOfIndex(Handle handle, Rules rules, int months) {
    submissions.feeds(handle).forEach((agency, feed) -> {
      if (feed.indexed() && !Submissions.isMatched(rules, agency)) {
        List<Change> changes;
        try (RecordStore.Open open = records.open(handle)) {
          changes = open.takeOutOfIndex(agency, months);
        }
        linkage.apply(handle, changes);
        submissions.putFeed(handle, agency, feed.unindexed());
      }
    });
  }
}
