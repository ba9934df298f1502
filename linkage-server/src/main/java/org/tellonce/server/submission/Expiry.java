package org.tellonce.server.submission;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.ExpiryEvent;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.OpenEpochs;
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
  private final OpenEpochs epochs;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of expiry over these stores.
  public Expiry(Database database, RecordStore records, SubmissionStore submissions, OpenEpochs epochs, EventLog log, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.log = log;
    this.clock = clock;
  }

  /// What a run did.
  ///
  /// @param screenings that were over
  /// @param records that were kept for such a screening only
  /// @param submissions that were never committed
  public record Report(int screenings, int records, int submissions) {}

  /// What is over of one agency.
  ///
  /// @param screenings that are over
  /// @param records that are kept for such a screening only
  public record Over(int screenings, int records) {
    private static final Over NOTHING = new Over(0, 0);

    private static Over of(StoredRecord record, StoredRecord left, LocalDate today, int months) {
      return new Over(record.screenings().size() - left.screenings().size(), !record.live() && !left.isKept(today, months) ? 1 : 0);
    }

    private Over plus(Over other) {
      return new Over(screenings + other.screenings, records + other.records);
    }

    private boolean isNothing() {
      return equals(NOTHING);
    }
  }

  /// What a run of a day would delete.
  ///
  /// @param agencies of which something is over
  /// @param submissions that were never committed
  public record Due(SortedMap<AgencyId, Over> agencies, int submissions) {

    public Due {
      agencies = Collections.unmodifiableSortedMap(new TreeMap<>(agencies));
    }
  }

  /// What a run of a day would delete; nothing is written.
  public static Due due(Handle handle, RecordStore records, SubmissionStore submissions, Rules rules, LocalDate today) {
    int months = rules.limits().retentionMonths();
    SortedMap<AgencyId, Over> over = new TreeMap<>();
    try (RecordStore.Open open = records.open(handle)) {
      open.expiring(YearMonth.from(today)).stream().map(RecordRow::record).forEach(record -> over.merge(record.ref().agency(), Over.of(record, record
          .without(today, months), today, months), Over::plus));
    }
    over.values().removeIf(Over::isNothing);
    return new Due(over, submissions.stagedBefore(handle, today.minusDays(STAGED_DAYS)).size());
  }

  /// Deletes what is over today.
  public Report run(Rules rules) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    Report report = database.write(handle -> {
      int months = rules.limits().retentionMonths();
      takeOutOfIndex(handle, rules);
      SortedMap<AgencyId, Over> deleted = new TreeMap<>();
      try (RecordStore.Open open = records.open(handle); var leaving = new RowChanges(handle, open, epochs.of(handle))) {
        for (RecordRow row : open.expiring(YearMonth.from(today))) {
          StoredRecord record = row.record();
          StoredRecord left = record.without(today, months);
          Over over = Over.of(record, left, today, months);
          deleted.merge(record.ref().agency(), over, Over::plus);
          if (over.records() > 0) {
            leaving.remove(row);
          } else if (over.screenings() > 0) {
            open.replace(row, left, row.states(), months);
          }
        }
        leaving.apply();
      }
      deleted.values().removeIf(Over::isNothing);
      deleted.forEach((agency, of) -> log.append(handle, draft -> new ExpiryEvent(draft.at(), agency, of.screenings(), of.records())));
      Over all = deleted.values().stream().reduce(Over.NOTHING, Over::plus);
      return new Report(all.screenings(), all.records(), submissions.removeStagedBefore(handle, today.minusDays(STAGED_DAYS)));
    });
    database.checkpoint();
    return report;
  }

  private void takeOutOfIndex(Handle handle, Rules rules) {
    Feeds feeds = submissions.feeds(handle);
    for (AgencyId agency : feeds.agencies()) {
      if (!Submissions.isMatched(rules, agency)) {
        for (EpochIndex epoch : epochs.of(handle)) {
          feeds.find(agency, epoch.number()).filter(Feed::indexed).ifPresent(feed -> {
            try (RecordStore.Open open = records.open(handle); var leaving = new RowChanges(handle, open, List.of(epoch))) {
              leaving.takeOut(agency, epoch);
              leaving.apply();
            }
            submissions.putFeed(handle, agency, epoch.number(), feed.unindexed());
          });
        }
      }
    }
  }
}
