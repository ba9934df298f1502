package org.tellonce.benchmarks.growth;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.Schema;
import org.tellonce.server.agreements.Directories;
import org.tellonce.server.agreements.DirectoryOutcome;
import org.tellonce.server.agreements.DirectoryStore;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.ReadAhead;
import org.tellonce.server.flags.Answers;
import org.tellonce.server.flags.Asks;
import org.tellonce.server.flags.FlagsOutcome;
import org.tellonce.server.flags.LookUpStore;
import org.tellonce.server.flags.LookUps;
import org.tellonce.server.flags.NoticeStore;
import org.tellonce.server.flags.Openings;
import org.tellonce.server.flags.Questions;
import org.tellonce.server.flags.ShieldStore;
import org.tellonce.server.flags.Waiting;
import org.tellonce.server.flags.WaitingNotices;
import org.tellonce.server.submission.EpochRows;
import org.tellonce.server.submission.Epochs;
import org.tellonce.server.submission.NewRowStore;
import org.tellonce.server.submission.NewRows;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.StoredRecord;
import org.tellonce.server.submission.SubmissionOutcome;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.Submissions;
import org.tellonce.server.submission.TombstoneStore;

/// The server's rooms that take records in and compare them, over a real database file, freshly opened: nothing of an earlier opening is in memory.
public final class GrowthServer implements AutoCloseable {
  private static final int PORTION = 2_048;
  private static final long EPOCH = 1;
  /// Of the length that a real one has.
  private static final SignedRequest REQUEST = new SignedRequest("b".repeat(300), "A".repeat(86));

  private final InstantSource clock;
  private final Rules rules;
  private final Database database;
  private final OpenEpochs epochs;
  private final SubmissionStore submissionStore;
  private final RecordStore records;
  private final Submissions submissions;
  private final Directories directories;
  private final LookUps lookUps;
  private final Openings openings;

  /// Opens the database of a file, made if it is not there, with an open epoch.
  public GrowthServer(Path file, IndexKey key, Rules rules, InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.rules = rules;
    database = Database.open(file, Schema.MIGRATIONS);
    var log = new EventLog(new LogStore(key, random), clock, random);
    var notices = new NoticeStore(key, random);
    var waitingNotices = new WaitingNotices(log, notices);
    var alike = new AlikeRecords(key, random, waitingNotices);
    var newRows = new NewRows(new NewRowStore(key, random), waitingNotices);
    epochs = new OpenEpochs(new EpochKeys(Objects.requireNonNull(file.toAbsolutePath().getParent()), random), random, Parameters.shipped(rules
        .sizeClass()), new NeverLinks(key, random), alike, log::matches);
    database.writing(handle -> epochs.open(handle, EPOCH));
    database.writing(epochs::check);
    submissionStore = new SubmissionStore(key, random);
    records = new RecordStore(key, random);
    submissions = new Submissions(database, submissionStore, records, new TombstoneStore(key, random), epochs, newRows, new Epochs(database, records,
        submissionStore, epochs, log, _ -> {
        }), log, clock);
    var directoryStore = new DirectoryStore(key, random);
    directories = new Directories(database, directoryStore, log, clock);
    var answers = new Answers(key, random);
    var shields = new ShieldStore(key, random);
    var questions = new Questions(new Users(directoryStore), new Asks(key, random));
    lookUps = new LookUps(database, new LookUps.Stores(records, submissionStore, epochs, new LookUpStore(key, random), answers, shields,
        notices), questions, log, clock);
    openings = new Openings(database, records, submissionStore, epochs, questions, answers, shields, new Waiting(alike, newRows), log, clock);
  }

  /// Lets so many users of an agency ask: `u-0`, `u-1` and so on.
  void publish(AgencyId agency, int users) {
    Directory directory = directory(LocalDate.ofInstant(clock.instant(), rules.timeZone()), users);
    require(directories.take(agency, directory, REQUEST, rules) instanceof DirectoryOutcome.Taken);
  }

  /// The directory of so many users.
  public static Directory directory(LocalDate today, int users) {
    return Directory.of(1, IntStream.range(0, users).mapToObj(number -> new DirectoryUser("u-" + number, UserRole.CASEWORKER, today.plusYears(1),
        Optional.empty())).toList());
  }

  /// How long each step of one submission took.
  ///
  /// @param staging manifest and parts
  /// @param commit making all of it visible: index, candidates, decision
  /// @param effort of both
  record Taken(Duration staging, Duration commit, Effort effort) {
    Duration total() {
      return staging.plus(commit);
    }

    Taken plus(Taken other) {
      return new Taken(staging.plus(other.staging), commit.plus(other.commit), effort.plus(other.effort));
    }
  }

  /// Takes a submission in, as an agency's client sends it. What the client does is not timed.
  Taken submit(AgencyId agency, List<SubmittedRecord> added) {
    SortedSet<RecordToken> live = new TreeSet<>();
    database.<Object>read(handle -> {
      try (RecordStore.Open open = records.open(handle)) {
        open.forEach(agency, record -> live.add(record.ref().token()));
        return live;
      }
    });
    added.forEach(record -> live.add(record.token()));
    List<List<SubmittedRecord>> parts = cut(added);
    List<byte[]> bytes = parts.parallelStream().map(SubmissionPart::bytes).toList();
    List<PartDigest> digests = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      digests.add(new PartDigest(parts.get(i).size(), Digest.of(bytes.get(i))));
    }
    var manifest = new Manifest(agency, rules.suite(), rules.sizeClass(), EPOCH, rules.number(), rules.tables(), added.size(), 0, digests, false,
        LiveSet.of(live), database.read(handle -> submissionStore.last(handle, agency, EPOCH)));

    Effort before = Effort.now();
    Instant start = clock.instant();
    require(submissions.begin(agency, manifest, rules) instanceof SubmissionOutcome.Status);
    for (int i = 0; i < parts.size(); i++) {
      require(submissions.take(agency, manifest.id(), i + 1, bytes.get(i), rules) instanceof SubmissionOutcome.Status);
    }
    Instant staged = clock.instant();
    SubmissionOutcome.OfCommit outcome = submissions.commit(agency, manifest.id(), REQUEST, rules);
    Instant committed = clock.instant();
    Effort after = Effort.now();
    require(outcome instanceof SubmissionOutcome.Accepted(Receipt receipt) && receipt.created() == added.size() && !receipt.resyncNeeded());
    return new Taken(Duration.between(start, staged), Duration.between(staged, committed), after.since(before));
  }

  /// Takes known records in without what a submission is: no parts, no receipt, all in one transaction of the server's own stores of records, index, candidates and
  /// matches.
  Taken put(AgencyId agency, List<SubmittedRecord> known) {
    Effort before = Effort.now();
    Instant start = clock.instant();
    LocalDate today = LocalDate.ofInstant(start, rules.timeZone());
    int months = rules.limits().retentionMonths();
    database.writing(handle -> {
      EpochIndex epoch = epochs.find(handle, EPOCH).orElseThrow();
      var session = epoch.linkage().begin(handle, ReadAhead.NONE);
      for (int from = 0; from < known.size(); from += PORTION) {
        List<SubmittedRecord> portion = known.subList(from, Math.min(known.size(), from + PORTION)).stream().sorted(Comparator.comparing(
            SubmittedRecord::token)).toList();
        try (RecordStore.Open open = records.open(handle)) {
          portion.forEach(record -> open.add(StoredRecord.of(new RecordRef(agency, record.token()), record, today, months), EpochRows.of(record
              .record(), true), epoch, months));
        }
        session.change(portion.stream().map(record -> new Change(new RecordRef(agency, record.token()), Set.of(), record.record())).toList());
      }
      session.decide();
    });
    database.checkpoint();
    return new Taken(Duration.ZERO, Duration.between(start, clock.instant()), Effort.now().since(before));
  }

  /// Looks somebody up, with all that is done before the tick: who asks, how often, whether it is a probe, the comparison, the answer's row, the rows asked with, the leaf.
  ///
  /// @param user number of the user
  public OpeningAnswer lookUp(AgencyId agency, EncodedRecord record, int user) {
    return answer(lookUps.lookUp(agency, new LookUp(record.token(), List.of(new LookUp.Encoding(EPOCH, record)), opening(user), Optional.empty()),
        REQUEST, () -> rules));
  }

  /// Opens the pointer behind a record's flag, with all that is done before the tick.
  ///
  /// @param user number of the user
  public OpeningAnswer open(AgencyId agency, RecordToken token, int user) {
    return answer(openings.open(agency, token, opening(user), REQUEST, () -> rules));
  }

  /// A question for some case.
  ///
  /// @param user number of the user
  public static OpeningRequest opening(int user) {
    return new OpeningRequest(Digest.of(new byte[] {1}), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION, "u-" + user, false);
  }

  private static OpeningAnswer answer(FlagsOutcome.OfOpening outcome) {
    if (outcome instanceof FlagsOutcome.Answered(OpeningAnswer answer)) {
      return answer;
    }
    throw new IllegalStateException("the server did not answer what it should: what was measured means nothing");
  }

  private static List<List<SubmittedRecord>> cut(List<SubmittedRecord> records) {
    List<List<SubmittedRecord>> parts = new ArrayList<>();
    for (int from = 0; from < records.size(); from += SubmissionPart.MAX_LINES) {
      parts.add(records.subList(from, Math.min(records.size(), from + SubmissionPart.MAX_LINES)));
    }
    return parts;
  }

  private static void require(boolean taken) {
    if (!taken) {
      throw new IllegalStateException("the server did not take what it should: what was measured means nothing");
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
