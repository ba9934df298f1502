package org.tellonce.server.submission;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.CrowdedTagException;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.ReadAhead;
import org.tellonce.server.submission.SubmissionStore.Known;

/// How agencies' submissions are taken: a manifest, parts that are durable when answered, and one commit that makes everything visible or nothing. Each call may
/// be repeated.
///
/// The caller has made sure of who the agency is. Every call waits for the database.
///
/// @see "submission.md"
public final class Submissions {
  private final Database database;
  private final SubmissionStore submissions;
  private final RecordStore records;
  private final TombstoneStore tombstones;
  private final OpenEpochs epochs;
  private final NewRows newRows;
  private final Epochs turning;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of submissions over these stores.
  public Submissions(Database database, SubmissionStore submissions, RecordStore records, TombstoneStore tombstones, OpenEpochs epochs,
      NewRows newRows, Epochs turning, EventLog log, InstantSource clock) {
    this.database = database;
    this.submissions = submissions;
    this.records = records;
    this.tombstones = tombstones;
    this.epochs = epochs;
    this.newRows = newRows;
    this.turning = turning;
    this.log = log;
    this.clock = clock;
  }

  /// Begins a submission, or says how far it is. One that is committed stays so, unless it is a full one and the live sets differ since: then it begins anew.
  ///
  /// @param agency who sends it
  public SubmissionOutcome.OfManifest begin(AgencyId agency, Manifest manifest, Rules rules) {
    if (!manifest.agency().equals(agency)) {
      return new SubmissionOutcome.NotYours();
    }
    LocalDate today = today(rules);
    if (new Eligibility(rules, today).mayUpload(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new SubmissionOutcome.NotAllowed(reason);
    }
    turning.turnFor(manifest.epoch(), rules, today);
    return database.write(handle -> {
      Optional<Known> known = submissions.find(handle, agency, manifest.id());
      if (known.isPresent() && known.get().receipt() != null) {
        boolean resyncing = refresh(handle, known.get(), rules, today).resyncNeeded();
        if (!resyncing || !manifest.full()) {
          return status(handle, known.get());
        }
      }
      Optional<SubmissionOutcome.OfManifest> refusal = refusal(handle, manifest, rules, today);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (known.isEmpty() || known.get().receipt() != null) {
        submissions.begin(handle, manifest, today);
      }
      return status(handle, new Known(manifest, today, null));
    });
  }

  /// Takes a part.
  ///
  /// @param number from 1
  public SubmissionOutcome.OfPart take(AgencyId agency, SubmissionId id, int number, byte[] part, Rules rules) {
    if (new Eligibility(rules, today(rules)).mayUpload(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new SubmissionOutcome.NotAllowed(reason);
    }
    Optional<Known> known = database.read(handle -> submissions.find(handle, agency, id));
    if (known.isEmpty()) {
      return new SubmissionOutcome.Unknown();
    }
    List<PartDigest> parts = known.get().manifest().parts();
    if (number < 1 || number > parts.size()) {
      return new SubmissionOutcome.NoSuchPart(parts.size());
    }
    return switch (lines(part, parts.get(number - 1))) {
      case Parsed.Rejected<List<SubmissionLine>>(List<Problem> problems) -> new SubmissionOutcome.WrongPart(problems);
      case Parsed.Valid<List<SubmissionLine>>(List<SubmissionLine> lines) -> keep(agency, id, number, StagedPart.bytes(lines));
    };
  }

  private SubmissionOutcome.OfPart keep(AgencyId agency, SubmissionId id, int number, byte[] part) {
    return database.write(handle -> {
      Optional<Known> still = submissions.find(handle, agency, id);
      if (still.isEmpty()) {
        return new SubmissionOutcome.Unknown();
      }
      if (still.get().receipt() == null) {
        submissions.putPart(handle, id, number, part);
      }
      return status(handle, still.get());
    });
  }

  /// How far a submission is.
  public SubmissionOutcome.OfStatus status(AgencyId agency, SubmissionId id) {
    return database.read(handle -> submissions.find(handle, agency, id).<SubmissionOutcome.OfStatus>map(known -> status(handle, known))
        .orElseGet(SubmissionOutcome.Unknown::new));
  }

  /// Makes a submission visible, all of it or nothing.
  ///
  /// @param request what proves the call
  public SubmissionOutcome.OfCommit commit(AgencyId agency, SubmissionId id, SignedRequest request, Rules rules) {
    LocalDate today = today(rules);
    if (new Eligibility(rules, today).mayUpload(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new SubmissionOutcome.NotAllowed(reason);
    }
    Member member = rules.member(agency).orElseThrow();
    SubmissionOutcome.OfCommit outcome;
    try {
      outcome = database.write(handle -> {
        Optional<Known> known = submissions.find(handle, agency, id);
        if (known.isEmpty()) {
          return new SubmissionOutcome.Unknown();
        }
        if (known.get().receipt() != null) {
          return new SubmissionOutcome.AlreadyReceived(refresh(handle, known.get(), rules, today));
        }
        Manifest manifest = known.get().manifest();
        Optional<SubmissionOutcome.OfCommit> refusal = refusal(handle, manifest, rules, today);
        if (refusal.isPresent()) {
          return refusal.get();
        }
        SortedSet<Integer> missing = new TreeSet<>(IntStream.rangeClosed(1, manifest.parts().size()).boxed().toList());
        missing.removeAll(submissions.parts(handle, id));
        if (!missing.isEmpty()) {
          return new SubmissionOutcome.PartsMissing(missing);
        }
        try (RecordStore.Open open = records.open(handle); ReadAhead readAhead = database.readAhead(clock)) {
          Receipt receipt = new Commit(new Commit.Stores(submissions, records, tombstones, epochs, newRows), handle, readAhead, open, epochs.open(
              handle,
              manifest
                  .epoch()), manifest, member, rules, today).run();
          log.append(handle, draft -> new SubmissionEvent(draft.at(), agency, id, Digest.of(receipt.toBytes()), request));
          return new SubmissionOutcome.Accepted(receipt);
        }
      });
    } catch (Commit.Undone e) {
      return e.outcome();
    } catch (CrowdedTagException e) {
      return new SubmissionOutcome.CrowdedTag();
    }
    if (outcome instanceof SubmissionOutcome.Accepted) {
      database.checkpoint();
    }
    return outcome;
  }

  /// A committed submission that comes again: its agency's feed is as fresh as today, if the live set still is the one it named and the index holds its rows if
  /// the rules say so. The receipt tells what is true now.
  private Receipt refresh(Handle handle, Known known, Rules rules, LocalDate today) {
    Receipt receipt = java.util.Objects.requireNonNull(known.receipt());
    AgencyId agency = known.manifest().agency();
    long epoch = known.manifest().epoch();
    Feed feed = submissions.feeds(handle).find(agency, epoch).orElseThrow();
    boolean resyncing = feed.resyncing() || !feed.indexed() && isMatched(rules, agency);
    if (!resyncing) {
      try (RecordStore.Open open = records.open(handle)) {
        resyncing = !open.liveSet(agency, epochs.find(handle, epoch).orElseThrow()).equals(known.manifest().live());
      }
    }
    submissions.putFeed(handle, agency, epoch, new Feed(resyncing ? feed.asOf() : today, resyncing, feed.indexed()));
    return new Receipt(receipt.id(), receipt.created(), receipt.replaced(), receipt.unchanged(), receipt.gone(), receipt.retired(), receipt.deleted(),
        receipt.refused(), receipt.refusals(), resyncing);
  }

  /// Whether the rules let the records of an agency be matched; a former member's are not.
  static boolean isMatched(Rules rules, AgencyId agency) {
    return rules.member(agency).filter(Member::isMatched).isPresent();
  }

  private LocalDate today(Rules rules) {
    return LocalDate.ofInstant(clock.instant(), rules.timeZone());
  }

  private SubmissionOutcome.Status status(Handle handle, Known known) {
    SubmissionId id = known.manifest().id();
    boolean committed = known.receipt() != null;
    SortedSet<Integer> parts = committed ? new TreeSet<>(IntStream.rangeClosed(1, known.manifest().parts().size()).boxed().toList())
        : submissions.parts(handle, id);
    return new SubmissionOutcome.Status(new SubmissionStatus(id, parts, committed));
  }

  @SuppressWarnings("unchecked")
  private <T extends SubmissionOutcome> Optional<T> refusal(Handle handle, Manifest manifest, Rules rules, LocalDate today) {
    if (manifest.rules() != rules.number()) {
      return Optional.of((T) new SubmissionOutcome.WrongRules(rules.number()));
    }
    Set<Long> known = Departures.forfeited(handle, rules, today);
    List<Long> open = rules.openEpochs(today).stream().map(EpochTerm::number).filter(epoch -> !epochs.isClosed(handle, epoch) && !known.contains(
        epoch)).toList();
    if (!open.contains(manifest.epoch())) {
      return Optional.of((T) new SubmissionOutcome.WrongEpoch(open));
    }
    List<Problem> problems = new ArrayList<>();
    if (!manifest.suite().equals(rules.suite())) {
      problems.add(new Problem("suite", "not " + rules.suite()));
    }
    if (manifest.sizeClass() != rules.sizeClass()) {
      problems.add(new Problem("size_class", "not " + rules.sizeClass().id()));
    }
    rules.tables().forEach((table, digest) -> {
      if (!digest.equals(manifest.tables().get(table))) {
        problems.add(new Problem("tables, " + table, "not the table that the rules name"));
      }
    });
    return problems.isEmpty() ? Optional.empty() : Optional.of((T) new SubmissionOutcome.WrongEncoding(problems));
  }

  /// The lines of a part, if it is the one that the manifest names.
  private static Parsed<List<SubmissionLine>> lines(byte[] part, PartDigest expected) {
    if (!Digest.of(part).equals(expected.sha256())) {
      return rejected("not the part that the manifest names: its digest differs");
    }
    Parsed<List<SubmissionLine>> parsed = PartReading.parse(part);
    return parsed instanceof Parsed.Valid<List<SubmissionLine>>(List<SubmissionLine> lines) && lines.size() != expected.lines() ? rejected(
        "not as many lines as the manifest says") : parsed;
  }

  private static Parsed<List<SubmissionLine>> rejected(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }
}
