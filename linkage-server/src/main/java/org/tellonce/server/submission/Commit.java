package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.RefusedLine;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.ReadAhead;

/// One commit of a submission, inside its transaction: the lines of all parts taken in, what is gone dropped, the matches of its epoch decided, the feed and the
/// receipt written.
///
/// @see "submission.md"
final class Commit {
  /// What a commit reads and writes.
  record Stores(SubmissionStore submissions, RecordStore records, TombstoneStore tombstones, OpenEpochs epochs, NewRows newRows) {}

  /// Ends a transaction without a trace, with an outcome.
  static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SubmissionOutcome.OfCommit outcome;

    Undone(SubmissionOutcome.OfCommit outcome) {
      super("undone", null, false, false);
      this.outcome = outcome;
    }

    SubmissionOutcome.OfCommit outcome() {
      return outcome;
    }
  }

  private final Stores stores;
  private final Handle handle;
  private final RecordStore.Open open;
  private final EpochIndex epoch;
  private final RecordRows rows;
  private final RowChanges leaving;
  private final int agencyNumber;
  private final Manifest manifest;
  private final AgencyId agency;
  private final Member member;
  private final int retentionMonths;
  private final LocalDate today;
  private final boolean matched;
  private final Optional<Feed> before;
  private final boolean indexed;
  private final Set<RecordToken> withdrawn;
  private final Linkage.Session session;
  private final ArrivingLines arriving;
  private final Set<RecordToken> seen = new HashSet<>();
  private final List<RefusedLine> refusals = new ArrayList<>();
  private long created;
  private long added;
  private long changed;
  private OptionalLong firstNumber = OptionalLong.empty();
  private long replaced;
  private long unchanged;
  private long gone;
  private long retired;
  private long deleted;
  private long refused;

  /// @param open the records, for writing
  /// @param epoch that of the manifest
  /// @param member whose submission it is
  Commit(Stores stores, Handle handle, ReadAhead readAhead, RecordStore.Open open, EpochIndex epoch, Manifest manifest, Member member, Rules rules,
      LocalDate today) {
    this.stores = stores;
    this.handle = handle;
    this.open = open;
    this.epoch = epoch;
    this.rows = open.rows(epoch);
    this.leaving = new RowChanges(handle, open, stores.epochs.of(handle).stream().filter(other -> other.place() != epoch.place()).toList());
    this.manifest = manifest;
    this.agency = manifest.agency();
    this.agencyNumber = open.number(agency);
    this.member = member;
    this.retentionMonths = rules.limits().retentionMonths();
    this.today = today;
    this.matched = member.isMatched();
    this.before = stores.submissions.feeds(handle).find(agency, epoch.number());
    // An agency whose records are not in the index comes into it as a whole, or the rows that were not sent again would be missing.
    this.indexed = matched && (manifest.full() || before.map(Feed::indexed).orElse(true));
    this.withdrawn = stores.tombstones.of(handle, agency);
    this.session = epoch.linkage().begin(handle, readAhead);
    this.arriving = new ArrivingLines(stores.submissions, handle, manifest, agencyNumber, new ArrivingLines.Sealings(stores.records.sealing(), rows
        .sealing()), indexed, today, retentionMonths);
  }

  /// Takes everything in.
  ///
  /// @throws Undone if the counts are not the manifest's: then nothing may stay
  Receipt run() {
    try (rows; leaving) {
      return takeAll();
    }
  }

  private Receipt takeAll() {
    int parts = manifest.parts().size();
    if (!matched && before.map(Feed::indexed).orElse(false)) {
      takeOut();
    }
    ForkJoinTask<List<ArrivingLines.Line>> next = arriving.prepare(1);
    for (int from = 1; from <= parts; from += ArrivingLines.PORTION) {
      List<ArrivingLines.Line> lines = next.join();
      if (from + ArrivingLines.PORTION <= parts) {
        next = arriving.prepare(from + ArrivingLines.PORTION);
      }
      takeIn(lines);
    }
    long recordLines = manifest.parts().stream().mapToLong(PartDigest::lines).sum() - gone;
    if (recordLines != manifest.records() || gone != manifest.gone()) {
      throw new Undone(new SubmissionOutcome.WrongCounts(recordLines, gone));
    }
    if (manifest.full()) {
      dropOthers();
    }
    session.decide();
    leaving.apply();
    stores.newRows.count(handle, agency, today, epoch.place(), new NewRowStore.Count(added, changed), firstNumber.isPresent() ? Optional.of(
        new NewRowStore.Numbers(firstNumber.getAsLong(), open.newest())) : Optional.empty());
    LiveSet live = open.liveSet(agency, epoch);
    boolean follows = manifest.full() || manifest.previous().equals(stores.submissions.last(handle, agency, epoch.number()));
    boolean stillResyncing = before.map(Feed::resyncing).orElse(false) && !manifest.full();
    boolean resyncing = stillResyncing || matched && !indexed || !follows || !live.equals(manifest.live());
    stores.submissions.putFeed(handle, agency, epoch.number(), new Feed(today, resyncing, indexed));
    var receipt = new Receipt(manifest.id(), created, replaced, unchanged, gone, retired, deleted, refused, refusals, resyncing);
    stores.submissions.commit(handle, manifest, today, receipt);
    return receipt;
  }

  /// Takes the rows of an agency that is not matched any more out of the epoch's index.
  private void takeOut() {
    try (var out = new RowChanges(handle, open, List.of(epoch))) {
      out.takeOut(agency, epoch);
      out.apply();
    }
  }

  private void takeIn(List<ArrivingLines.Line> lines) {
    List<ArrivingLines.Line> taken = new ArrayList<>();
    for (ArrivingLines.Line line : lines) {
      Optional<String> rule = broken(line.line());
      if (rule.isPresent()) {
        refuse(line.part(), line.number(), rule.get());
      } else {
        taken.add(line);
      }
      if (line.line() instanceof GoneRecord) {
        gone++;
      }
    }
    // In the order in which the index by token has them, so that each of its pages is read and filled once.
    taken.sort(Comparator.comparing(line -> line.line().token()));
    session.change(taken.stream().map(this::take).flatMap(Optional::stream).toList());
  }

  private Optional<String> broken(SubmissionLine line) {
    if (!seen.add(line.token())) {
      return Optional.of("the same token stands twice in this submission");
    }
    if (line instanceof SubmittedRecord record) {
      if (withdrawn.contains(line.token())) {
        return Optional.of("this record was withdrawn and is not taken again");
      }
      return record.screenings().stream().flatMap(screening -> screening.objection(member).stream()).findFirst();
    }
    return Optional.empty();
  }

  private void refuse(int part, int line, String rule) {
    refused++;
    if (refusals.size() < Receipt.MAX_REFUSALS) {
      refusals.add(new RefusedLine(part, line, rule));
    }
  }

  /// Takes a line in.
  ///
  /// @return what becomes of the rows in the index, if anything
  private Optional<Change> take(ArrivingLines.Line line) {
    Optional<RecordRow> held = open.row(new RecordRef(agency, line.line().token()));
    return switch (line.line()) {
      case GoneRecord _ -> held.filter(row -> row.isLiveIn(epoch)).flatMap(this::drop);
      case SubmittedRecord record -> put(held, line.arriving().orElseThrow(), record);
    };
  }

  /// A record counts as new if it was not sent in this epoch before.
  private Optional<Change> put(Optional<RecordRow> held, ArrivingLines.Arriving arriving, SubmittedRecord submitted) {
    if (held.isEmpty()) {
      created++;
      open.add(arriving.sealed(), epoch);
      added++;
      numbered();
      rows.add(arriving.sealedRows());
      return indexed ? Optional.of(new Change(arriving.after().ref(), Set.of(), submitted.record())) : Optional.empty();
    }
    Optional<EpochRows> before = held.filter(row -> row.isIn(epoch)).flatMap(row -> rows.find(row, agencyNumber));
    RecordRow row = asks(before, arriving.rows()) ? changed(held.get()) : held.get();
    boolean same = row.isLiveIn(epoch) && row.record().equals(arriving.after()) && before.map(EpochRows::rows).equals(Optional.of(arriving.rows()
        .rows()));
    created += before.isEmpty() ? 1 : 0;
    unchanged += same ? 1 : 0;
    replaced += before.isEmpty() || same ? 0 : 1;
    if (!same) {
      open.replace(row, arriving.sealed(), with(row, true));
    }
    if (!before.equals(Optional.of(arriving.rows()))) {
      rows.put(row, arriving.sealedRows());
    }
    Set<Tag> tags = before.map(EpochRows::tags).orElse(Set.of());
    boolean rowsStay = tags.equals(arriving.rows().tags()) && (tags.isEmpty() || before.map(EpochRows::rows).equals(Optional.of(arriving.rows()
        .rows())));
    return rowsStay ? Optional.empty() : Optional.of(new Change(arriving.after().ref(), tags, indexed ? submitted.record() : null));
  }

  /// Whether rows that come under a held token may be a question that was not asked before: they are not those that the index holds, or not those of the agency's first
  /// submission of the epoch. That one cannot be compared with anything.
  private boolean asks(Optional<EpochRows> held, EpochRows come) {
    return indexed && held.map(rows -> !rows.tags().isEmpty() && !rows.rows().equals(come.rows())).orElse(before.map(Feed::indexed).orElse(false));
  }

  private RecordRow changed(RecordRow row) {
    RecordRow now = open.renumber(row);
    changed++;
    numbered();
    return now;
  }

  /// A record has got the newest number.
  private void numbered() {
    firstNumber = firstNumber.isPresent() ? firstNumber : OptionalLong.of(open.newest());
  }

  /// A record whose row is gone, live in this epoch: it is retired here, or its rows go from here. It is retired as a whole, or deleted, if no other epoch has it live.
  private Optional<Change> drop(RecordRow row) {
    StoredRecord left = row.record().without(today, retentionMonths);
    StoredRecord now = row.isLiveBeside(epoch) ? left : left.retired();
    if (left.isKept(today, retentionMonths)) {
      retired++;
      open.replace(row, now, with(row, false), retentionMonths);
      return Optional.empty();
    }
    deleted++;
    Optional<EpochRows> before = rows.find(row, agencyNumber);
    if (row.isLiveBeside(epoch)) {
      open.replace(row, now, with(row, null), retentionMonths);
      rows.remove(row);
    } else {
      leaving.remove(row);
    }
    return before.map(held -> new Change(row.record().ref(), held.tags(), null));
  }

  /// What a record is in each epoch, with another state in this one.
  private Map<Integer, Boolean> with(RecordRow row, @Nullable Boolean live) {
    Map<Integer, Boolean> states = new HashMap<>(row.states());
    if (live == null) {
      states.remove(epoch.place());
    } else {
      states.put(epoch.place(), live);
    }
    return states;
  }

  private void dropOthers() {
    List<RecordRow> others = new ArrayList<>();
    open.forEachRow(agency, row -> {
      // Also what was live in an epoch that is closed: the agency tells all it has.
      if ((row.isLiveIn(epoch) || row.states().isEmpty() && row.record().live()) && !seen.contains(row.record().ref().token())) {
        others.add(row);
      }
    });
    session.change(others.stream().map(this::drop).flatMap(Optional::stream).toList());
  }
}
