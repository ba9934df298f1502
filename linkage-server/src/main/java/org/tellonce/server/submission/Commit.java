package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyClass;
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
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.ReadAhead;

/// One commit of a submission, inside its transaction: the lines of all parts taken in, what is gone dropped, the matches decided, the feed and the receipt written.
///
/// @see "submission.md"
final class Commit {
  /// Parts that are worked off together; while one portion is, the next is read and sealed on another core. Few, for what is in memory when the garbage collector
  /// comes is what it costs.
  private static final int PORTION = 2;

  /// What a commit reads and writes.
  record Stores(SubmissionStore submissions, RecordStore records, TombstoneStore tombstones, Linkage linkage) {}

  /// A line, and what the record is to be in the database if the line brings one.
  ///
  /// @param after empty for a gone row
  /// @param sealed of `after`
  private record Line(int part, int number, SubmissionLine line, Optional<StoredRecord> after, Optional<SealedRecord> sealed) {}

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
  private final int agencyNumber;
  private final Manifest manifest;
  private final AgencyId agency;
  private final AgencyClass type;
  private final int retentionMonths;
  private final LocalDate today;
  private final boolean matched;
  private final Optional<Feed> before;
  private final boolean indexed;
  private final Set<RecordToken> withdrawn;
  private final Linkage.Session session;
  private final Set<RecordToken> seen = new HashSet<>();
  private final List<RefusedLine> refusals = new ArrayList<>();
  private long created;
  private long replaced;
  private long unchanged;
  private long gone;
  private long retired;
  private long deleted;
  private long refused;

  /// @param open the records, for writing
  /// @param member whose submission it is
  Commit(Stores stores, Handle handle, ReadAhead readAhead, RecordStore.Open open, Manifest manifest, Member member, Rules rules, LocalDate today) {
    this.stores = stores;
    this.handle = handle;
    this.open = open;
    this.manifest = manifest;
    this.agency = manifest.agency();
    this.agencyNumber = open.number(agency);
    this.type = member.type();
    this.retentionMonths = rules.limits().retentionMonths();
    this.today = today;
    this.matched = member.isMatched();
    this.before = Optional.ofNullable(stores.submissions.feeds(handle).get(agency));
    // An agency whose records are not in the index comes into it as a whole, or the rows that were not sent again would be missing.
    this.indexed = matched && (manifest.full() || before.map(Feed::indexed).orElse(true));
    this.withdrawn = stores.tombstones.of(handle, agency);
    this.session = stores.linkage.begin(handle, readAhead);
  }

  /// Takes everything in.
  ///
  /// @throws Undone if the counts are not the manifest's: then nothing may stay
  Receipt run() {
    int parts = manifest.parts().size();
    if (!matched && before.map(Feed::indexed).orElse(false)) {
      takeOut();
    }
    ForkJoinTask<List<Line>> next = prepare(1);
    for (int from = 1; from <= parts; from += PORTION) {
      List<Line> lines = next.join();
      if (from + PORTION <= parts) {
        next = prepare(from + PORTION);
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
    LiveSet live = open.liveSet(agency);
    boolean follows = manifest.full() || manifest.previous().equals(stores.submissions.last(handle, agency));
    boolean stillResyncing = before.map(Feed::resyncing).orElse(false) && !manifest.full();
    boolean resyncing = stillResyncing || matched && !indexed || !follows || !live.equals(manifest.live());
    stores.submissions.putFeed(handle, agency, new Feed(today, resyncing, indexed));
    var receipt = new Receipt(manifest.id(), created, replaced, unchanged, gone, retired, deleted, refused, refusals, resyncing);
    stores.submissions.commit(handle, manifest, today, receipt);
    return receipt;
  }

  /// Takes the rows of an agency that is not matched any more out of the index.
  private void takeOut() {
    int portion = PORTION * SubmissionPart.MAX_LINES;
    List<Change> changes = open.takeOutOfIndex(agency, retentionMonths);
    for (int from = 0; from < changes.size(); from += portion) {
      session.change(changes.subList(from, Math.min(changes.size(), from + portion)));
    }
  }

  /// Begins to read a portion and to seal its records, on other cores: functions of the lines, which ask no database.
  private ForkJoinTask<List<Line>> prepare(int firstPart) {
    List<byte[]> bytes = new ArrayList<>();
    for (int part = firstPart; part < firstPart + PORTION && part <= manifest.parts().size(); part++) {
      bytes.add(stores.submissions.part(handle, manifest.id(), part));
    }
    return ForkJoinPool.commonPool().submit(() -> IntStream.range(0, bytes.size()).parallel().boxed()
        .flatMap(i -> lines(firstPart + i, StagedPart.lines(bytes.get(i)))).toList());
  }

  private Stream<Line> lines(int part, List<SubmissionLine> lines) {
    return IntStream.range(0, lines.size()).mapToObj(i -> line(part, i + 1, lines.get(i)));
  }

  private Line line(int part, int number, SubmissionLine line) {
    Optional<StoredRecord> after = line instanceof SubmittedRecord record ? Optional.of(StoredRecord.of(new RecordRef(agency, line.token()), record,
        indexed, today, retentionMonths)) : Optional.empty();
    return new Line(part, number, line, after, after.map(record -> stores.records.sealing().seal(agencyNumber, record, retentionMonths)));
  }

  private void takeIn(List<Line> lines) {
    List<Line> taken = new ArrayList<>();
    for (Line line : lines) {
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
      if (!record.screenings().stream().allMatch(screening -> screening.mayComeFrom(type))) {
        return Optional.of("an agency of this class needs a consent for each screening");
      }
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
  private Optional<Change> take(Line line) {
    Optional<StoredRecord> held = open.find(new RecordRef(agency, line.line().token()));
    return switch (line.line()) {
      case GoneRecord _ -> held.filter(StoredRecord::live).flatMap(this::drop);
      case SubmittedRecord record -> put(held, line.after().orElseThrow(), line.sealed().orElseThrow(), record);
    };
  }

  private Optional<Change> put(Optional<StoredRecord> held, StoredRecord after, SealedRecord sealed, SubmittedRecord submitted) {
    if (held.isEmpty()) {
      created++;
      open.add(sealed);
      return indexed ? Optional.of(new Change(after.ref(), Set.of(), submitted.record())) : Optional.empty();
    }
    Set<Tag> tags = held.get().tags();
    boolean same = RecordStore.isSame(held.get(), after);
    unchanged += same ? 1 : 0;
    replaced += same ? 0 : 1;
    if (!same || !tags.equals(after.tags())) {
      open.replace(sealed);
    }
    boolean rowsStay = tags.equals(after.tags()) && (tags.isEmpty() || held.get().rows().equals(after.rows()));
    return rowsStay ? Optional.empty() : Optional.of(new Change(after.ref(), tags, indexed ? submitted.record() : null));
  }

  /// A live record whose row is gone: retired, or deleted.
  private Optional<Change> drop(StoredRecord record) {
    if (record.isKept(today, retentionMonths)) {
      retired++;
      open.replace(record.without(today, retentionMonths).retired(), retentionMonths);
      return Optional.empty();
    }
    deleted++;
    open.remove(record.ref());
    return Optional.of(new Change(record.ref(), record.tags(), null));
  }

  private void dropOthers() {
    List<StoredRecord> others = new ArrayList<>();
    open.forEach(agency, record -> {
      if (record.live() && !seen.contains(record.ref().token())) {
        others.add(record);
      }
    });
    session.change(others.stream().map(this::drop).flatMap(Optional::stream).toList());
  }
}
