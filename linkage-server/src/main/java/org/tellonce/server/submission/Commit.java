package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/// One commit of a submission, inside its transaction: the lines of all parts taken in, what is gone dropped, the matches decided, the feed and the receipt written.
///
/// @see "submission.md"
final class Commit {
  /// Parts that are worked off together.
  private static final int PORTION = 16;

  /// What a commit writes beside the records.
  record Stores(SubmissionStore submissions, TombstoneStore tombstones, Linkage linkage) {}

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
  Commit(Stores stores, Handle handle, RecordStore.Open open, Manifest manifest, Member member, Rules rules, LocalDate today) {
    this.stores = stores;
    this.handle = handle;
    this.open = open;
    this.manifest = manifest;
    this.agency = manifest.agency();
    this.type = member.type();
    this.retentionMonths = rules.limits().retentionMonths();
    this.today = today;
    this.matched = member.isMatched();
    this.before = Optional.ofNullable(stores.submissions.feeds(handle).get(agency));
    // An agency whose records are not in the index comes into it as a whole, or the rows that were not sent again would be missing.
    this.indexed = matched && (manifest.full() || before.map(Feed::indexed).orElse(true));
    this.withdrawn = stores.tombstones.of(handle, agency);
    this.session = stores.linkage.begin(handle);
  }

  /// Takes everything in.
  ///
  /// @throws Undone if the counts are not the manifest's: then nothing may stay
  Receipt run() {
    int parts = manifest.parts().size();
    if (!matched && before.map(Feed::indexed).orElse(false)) {
      takeOut();
    }
    for (int from = 1; from <= parts; from += PORTION) {
      takeIn(from, Math.min(parts, from + PORTION - 1));
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

  private void takeIn(int firstPart, int lastPart) {
    List<byte[]> bytes = new ArrayList<>();
    for (int part = firstPart; part <= lastPart; part++) {
      bytes.add(stores.submissions.part(handle, manifest.id(), part));
    }
    // Each part was found to be in its canonical form when it was taken, and has been sealed since.
    List<List<SubmissionLine>> parts = bytes.parallelStream().map(part -> SubmissionPart.split(part).orThrow().stream()
        .map(line -> SubmissionLine.parse(line).orThrow()).toList()).toList();
    List<SubmissionLine> taken = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      for (int l = 0; l < parts.get(p).size(); l++) {
        SubmissionLine line = parts.get(p).get(l);
        Optional<String> rule = broken(line);
        if (rule.isPresent()) {
          refuse(firstPart + p, l + 1, rule.get());
        } else {
          taken.add(line);
        }
        if (line instanceof GoneRecord) {
          gone++;
        }
      }
    }
    // In the order in which the records stand in the file, so that each of its pages is read and filled once.
    taken.sort(Comparator.comparing(SubmissionLine::token));
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
  private Optional<Change> take(SubmissionLine line) {
    var ref = new RecordRef(agency, line.token());
    Optional<StoredRecord> held = open.find(ref);
    return switch (line) {
      case GoneRecord _ -> held.filter(StoredRecord::live).flatMap(this::drop);
      case SubmittedRecord record -> {
        StoredRecord after = StoredRecord.of(ref, record, indexed, today, retentionMonths);
        Set<Tag> tags = held.map(StoredRecord::tags).orElse(Set.of());
        boolean same = held.isPresent() && RecordStore.isSame(held.get(), after);
        if (same) {
          unchanged++;
        } else if (held.isPresent()) {
          replaced++;
        } else {
          created++;
        }
        if (!same || !tags.equals(after.tags())) {
          open.put(after, retentionMonths);
        }
        boolean rowsStay = tags.equals(after.tags()) && (tags.isEmpty() || held.orElseThrow().rows().equals(after.rows()));
        yield rowsStay ? Optional.empty() : Optional.of(new Change(ref, tags, indexed ? record.record() : null));
      }
    };
  }

  /// A live record whose row is gone: retired, or deleted.
  private Optional<Change> drop(StoredRecord record) {
    if (record.isKept(today, retentionMonths)) {
      retired++;
      open.put(record.without(today, retentionMonths).retired(), retentionMonths);
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
