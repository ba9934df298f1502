package org.tellonce.server.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.submission.Feeds;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.StoredRecord;
import org.tellonce.server.submission.SubmissionStore;

/// Which rows of an agency carry *ask first* today, and the feed of their changes.
///
/// @see "flags.md, Flag, Feed"
public final class Flags {
  private final Database database;
  private final RecordStore records;
  private final SubmissionStore submissions;
  private final OpenEpochs epochs;
  private final FlagStore flags;
  private final ShieldStore shields;
  private final Waiting waiting;
  private final InstantSource clock;

  /// The rules of flags over these stores.
  public Flags(Database database, RecordStore records, SubmissionStore submissions, OpenEpochs epochs, FlagStore flags, ShieldStore shields,
      Waiting waiting, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.submissions = submissions;
    this.epochs = epochs;
    this.flags = flags;
    this.shields = shields;
    this.waiting = waiting;
    this.clock = clock;
  }

  /// Brings an agency's feed up to today and answers what comes after a cursor. An agency that may not ask has no flags: it is told so once those it had are
  /// taken away.
  public FlagsOutcome.OfFeed after(AgencyId agency, long cursor, Rules rules) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    List<FlagChange> due = database.read(handle -> due(handle, agency, rules, today));
    FlagPage page = due.isEmpty() ? database.read(handle -> flags.page(handle, agency, cursor)) : database.write(handle -> {
      flags.append(handle, agency, due(handle, agency, rules, today));
      return flags.page(handle, agency, cursor);
    });
    if (page.changes().isEmpty() && new Eligibility(rules, today).mayReceiveFlags(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new FlagsOutcome.NotAllowed(reason);
    }
    return new FlagsOutcome.Page(page);
  }

  /// The tokens of all records of an agency that have a flag on a day.
  public SortedSet<RecordToken> current(Handle handle, AgencyId agency, Rules rules, LocalDate today) {
    Feeds feeds = submissions.feeds(handle);
    SortedSet<RecordToken> current = new TreeSet<>();
    try (RecordStore.Open open = records.open(handle)) {
      var pointers = new Pointers(rules, today, feeds, shields.at(handle, clock.instant()), waiting.in(handle, open));
      if (!pointers.mayAsk(agency)) {
        return current;
      }
      List<StoredRecord> asking = new ArrayList<>();
      open.forEach(agency, record -> {
        if (record.asks()) {
          asking.add(record);
        }
      });
      Map<RecordRef, List<Match>> matches = epochs.matchesOf(handle, asking.stream().map(StoredRecord::ref).toList(), feeds::isInStep);
      for (StoredRecord record : asking) {
        if (pointers.behind(record, matches.getOrDefault(record.ref(), List.of()), open::find).isPresent()) {
          current.add(record.ref().token());
        }
      }
    }
    return current;
  }

  /// How today's flags differ from the feed.
  private List<FlagChange> due(Handle handle, AgencyId agency, Rules rules, LocalDate today) {
    SortedSet<RecordToken> current = current(handle, agency, rules, today);
    List<FlagChange> due = new ArrayList<>();
    flags.last(handle, agency).forEach((token, last) -> {
      boolean now = current.remove(token);
      if (now != last.askFirst()) {
        due.add(new FlagChange(token, now, today));
      }
    });
    current.forEach(token -> due.add(new FlagChange(token, true, today)));
    due.sort(java.util.Comparator.comparing(FlagChange::token));
    return due;
  }
}
