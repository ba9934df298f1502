package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.agreements.Directories;
import org.tellonce.server.agreements.DirectoryStore;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.TestParameters;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.flags.Accounts;
import org.tellonce.server.flags.AnswerExpiry;
import org.tellonce.server.flags.Answers;
import org.tellonce.server.flags.Asks;
import org.tellonce.server.flags.Confirmations;
import org.tellonce.server.flags.Corrections;
import org.tellonce.server.flags.Dispositions;
import org.tellonce.server.flags.FlagStore;
import org.tellonce.server.flags.Flags;
import org.tellonce.server.flags.FlagsOutcome;
import org.tellonce.server.flags.LookUpStore;
import org.tellonce.server.flags.LookUps;
import org.tellonce.server.flags.NoticeStore;
import org.tellonce.server.flags.Notices;
import org.tellonce.server.flags.Openings;
import org.tellonce.server.flags.Questions;
import org.tellonce.server.flags.ShieldStore;
import org.tellonce.server.flags.Shields;
import org.tellonce.server.flags.Waiting;
import org.tellonce.server.flags.WaitingNotices;
import org.tellonce.server.submission.Departures;
import org.tellonce.server.submission.EarlierEpoch;
import org.tellonce.server.submission.Epochs;
import org.tellonce.server.submission.Expiry;
import org.tellonce.server.submission.NewRowStore;
import org.tellonce.server.submission.NewRows;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.Reencoding;
import org.tellonce.server.submission.SubmissionOutcome;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.Submissions;
import org.tellonce.server.submission.TombstoneStore;
import org.tellonce.server.submission.WithdrawalOutcome;
import org.tellonce.server.submission.Withdrawals;

/// The server's rooms over a real database file, without HTTP; every candidate is a likely match. It remembers each agency's roster as its client would.
public final class TestServer implements AutoCloseable {
  public final IndexKey key;
  public final Database database;
  public final OpenEpochs epochs;
  public final Epochs turning;
  public final Departures departures;
  public final List<String> told = new ArrayList<>();
  public final RecordStore records;
  public final Submissions submissions;
  public final Withdrawals withdrawals;
  public final Expiry expiry;
  public final Flags flags;
  public final Openings openings;
  public final LookUps lookUps;
  public final Directories directories;
  public final Dispositions dispositions;
  public final Corrections corrections;
  public final Shields shields;
  public final Confirmations confirmations;
  public final Waiting waiting;
  public final NoticeStore noticeStore;
  public final Notices notices;
  public final Accounts accounts;
  public final Answers answers;
  public final AnswerExpiry answerExpiry;
  private final SubmissionStore submissionStore;
  private final DirectoryStore directoryStore;
  private final Set<AgencyId> published = new HashSet<>();
  public final FlagStore flagStore;
  public Rules rules = TestRules.rules();
  public LocalDate today = TestRules.TODAY;
  public LocalTime time = LocalTime.NOON;
  /// That submissions are for.
  public long epoch = 1;
  /// Whom each directory names.
  public static final String USER = "u-7f3a";
  /// What proves a call, where nobody will look at it.
  public static final SignedRequest REQUEST = new SignedRequest("base", "A".repeat(86));
  public final LogStore log;
  private final Map<AgencyId, SortedSet<RecordToken>> live = new HashMap<>();

  public TestServer(Path file) {
    this(file, IndexKey.random(new SecureRandom()));
  }

  public TestServer(Path file, IndexKey key) {
    this(file, key, true);
  }

  /// @param reencoding whether rows of an earlier version are forgotten, as at every start of a server
  public TestServer(Path file, IndexKey key, boolean reencoding) {
    var random = new SecureRandom();
    this.key = key;
    database = Database.open(file, Schema.MIGRATIONS);
    log = new LogStore(key, random);
    var events = new EventLog(log, this::now, random);
    noticeStore = new NoticeStore(key, random);
    var waitingNotices = new WaitingNotices(events, noticeStore);
    var alike = new AlikeRecords(key, random, waitingNotices);
    var newRows = new NewRows(new NewRowStore(key, random), waitingNotices);
    waiting = new Waiting(alike, newRows);
    epochs = new OpenEpochs(new EpochKeys(file.toAbsolutePath().getParent(), random), random, TestParameters.everyCandidateLikely(), new NeverLinks(
        key, random), alike, events::matches);
    records = new RecordStore(key, random);
    submissionStore = new SubmissionStore(key, random);
    var tombstones = new TombstoneStore(key, random);
    database.writing(handle -> new EarlierEpoch(submissionStore, epochs).pass(handle, key));
    if (reencoding) {
      database.write(new Reencoding(records, submissionStore, epochs)::pass);
    }
    turning = new Epochs(database, records, submissionStore, epochs, events, told::add);
    turning.turn(rules, today);
    flagStore = new FlagStore(key, random);
    directoryStore = new DirectoryStore(key, random);
    var users = new Users(directoryStore);
    var questions = new Questions(users, new Asks(key, random));
    answers = new Answers(key, random);
    var lookUpStore = new LookUpStore(key, random);
    var shieldStore = new ShieldStore(key, random);
    var dispositionTable = Dispositions.table(key, random);
    departures = new Departures(database, records, submissionStore, epochs, List.of(flagStore, lookUpStore), newRows, events, told::add);
    submissions = new Submissions(database, submissionStore, records, tombstones, epochs, newRows, turning, events, this::now);
    withdrawals = new Withdrawals(database, records, tombstones, epochs, List.of(flagStore, answers, lookUpStore, shieldStore, (handle, gone, forEver,
        _) -> {
      if (forEver) {
        log.forget(handle, gone);
      }
    }), events, TestSignedRules.logKey(), this::now);
    expiry = new Expiry(database, records, submissionStore, epochs, events, this::now);
    flags = new Flags(database, records, submissionStore, epochs, flagStore, shieldStore, waiting, this::now);
    openings = new Openings(database, records, submissionStore, epochs, questions, answers, shieldStore, waiting, events, this::now);
    lookUps = new LookUps(database, new LookUps.Stores(records, submissionStore, epochs, lookUpStore, answers, shieldStore, noticeStore), questions,
        events, this::now);
    directories = new Directories(database, directoryStore, events, this::now);
    dispositions = new Dispositions(database, users, answers, dispositionTable, events, this::now);
    corrections = new Corrections(database, users, answers, epochs, noticeStore, events, this::now);
    shields = new Shields(database, users, shieldStore, noticeStore, events, this::now);
    confirmations = new Confirmations(database, users, epochs, newRows, events, this::now);
    notices = new Notices(database, answers, noticeStore, this::now);
    accounts = new Accounts(database, log, events, this::now);
    answerExpiry = new AnswerExpiry(database, lookUpStore, answers, dispositionTable, this::now);
  }

  /// What a run of the expiry would delete.
  public Expiry.Due due() {
    return database.read(handle -> Expiry.due(handle, records, submissionStore, rules, today));
  }

  /// The log's events of openings, oldest first, with their salts.
  public List<LoggedEvent> openingsLogged() {
    return database.read(handle -> log.all(handle).list()).stream().filter(event -> event.event() instanceof OpeningEvent).toList();
  }

  /// The moment of the day in the collaborative; noon if nobody says otherwise.
  public Instant now() {
    return today.atTime(time).atZone(rules.timeZone()).toInstant();
  }

  /// Lets an agency have a directory, without a leaf of the log, so that [#USER] may ask for a long time; none if it has one.
  public void publish(AgencyId agency) {
    if (published.add(agency)) {
      database.writing(handle -> directoryStore.replace(handle, agency, directory(1, USER)));
    }
  }

  /// A directory of caseworkers.
  public Directory directory(long number, String... users) {
    return Directory.of(number, Stream.of(users).map(user -> new DirectoryUser(user, UserRole.CASEWORKER, TestRules.TODAY.plusYears(30), Optional
        .empty())).toList());
  }

  public static SubmittedRecord asking(EncodedRecord record, Screening... screenings) {
    return new SubmittedRecord(record, true, List.of(screenings));
  }

  public static SubmittedRecord silent(EncodedRecord record, Screening... screenings) {
    return new SubmittedRecord(record, false, List.of(screenings));
  }

  public static Screening screening(YearMonth month) {
    return new Screening(month, Instrument.HTST, Optional.empty(), Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, true, ScreeningStatus.COMPLETED,
        LegalBasis.CHILD_PROTECTION, Optional.empty());
  }

  public static Screening consented(YearMonth month, LocalDate until) {
    return new Screening(month, Instrument.TVIT, Optional.of("2.0"), Form.LONG, Mode.INTERVIEW, Coverage.BOTH, true, ScreeningStatus.PARTIAL,
        LegalBasis.CONSENT, Optional.of(new Consent("C-1", Consent.Signer.BOTH, true, List.of(Consent.Scope.MATCH, Consent.Scope.SHOW_AGENCY), until
            .minusYears(1), until)));
  }

  /// The tokens that an agency's client believes live.
  public SortedSet<RecordToken> live(AgencyId agency) {
    return live.computeIfAbsent(agency, _ -> new TreeSet<>());
  }

  /// What the client's roster becomes by these lines.
  public LiveSet after(AgencyId agency, boolean full, Collection<? extends SubmissionLine> lines) {
    SortedSet<RecordToken> tokens = live(agency);
    if (full) {
      tokens.clear();
    }
    for (SubmissionLine line : lines) {
      if (line instanceof GoneRecord) {
        tokens.remove(line.token());
      } else {
        tokens.add(line.token());
      }
    }
    return LiveSet.of(tokens);
  }

  public Manifest manifest(AgencyId agency, boolean full, LiveSet liveSet, List<List<SubmissionLine>> parts) {
    List<SubmissionLine> lines = parts.stream().flatMap(List::stream).toList();
    long gone = lines.stream().filter(GoneRecord.class::isInstance).count();
    return new Manifest(agency, rules.suite(), rules.sizeClass(), epoch, rules.number(), rules.tables(), lines.size() - gone, gone,
        parts.stream().map(part -> new PartDigest(part.size(), Digest.of(SubmissionPart.bytes(part)))).toList(), full, liveSet,
        database.read(handle -> submissionStore.last(handle, agency, epoch)));
  }

  /// Cuts lines into parts.
  public static List<List<SubmissionLine>> cut(List<? extends SubmissionLine> lines, int size) {
    List<List<SubmissionLine>> parts = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += size) {
      parts.add(List.copyOf(lines.subList(from, Math.min(lines.size(), from + size))));
    }
    return parts;
  }

  /// A night: manifest, parts, commit.
  public Receipt submit(AgencyId agency, boolean full, List<? extends SubmissionLine> lines) {
    return submit(manifest(agency, full, after(agency, full, lines), cut(lines, 3)), cut(lines, 3));
  }

  public Receipt submit(AgencyId agency, SubmissionLine... lines) {
    return submit(agency, false, List.of(lines));
  }

  public Receipt submit(Manifest manifest, List<List<SubmissionLine>> parts) {
    assertThat(submissions.begin(manifest.agency(), manifest, rules)).isInstanceOf(SubmissionOutcome.Status.class);
    for (int i = 0; i < parts.size(); i++) {
      assertThat(submissions.take(manifest.agency(), manifest.id(), i + 1, SubmissionPart.bytes(parts.get(i)), rules))
          .isInstanceOf(SubmissionOutcome.Status.class);
    }
    return switch (submissions.commit(manifest.agency(), manifest.id(), REQUEST, rules)) {
      case SubmissionOutcome.Accepted(Receipt receipt) -> receipt;
      case SubmissionOutcome.OfCommit other -> throw new AssertionError(other);
    };
  }

  public WithdrawalReceipt withdraw(AgencyId agency, Withdrawal.Scope scope, RecordToken... tokens) {
    live(agency).removeAll(List.of(tokens));
    return ((WithdrawalOutcome.Done) withdrawals.withdraw(agency, new Withdrawal(List.of(tokens), scope), REQUEST, rules)).receipt();
  }

  /// The records held of an agency.
  public SortedSet<RecordToken> held(AgencyId agency) {
    return ((WithdrawalOutcome.Held) withdrawals.held(agency, rules)).records().all();
  }

  /// The flags that an agency has today.
  public SortedSet<RecordToken> flagged(AgencyId agency) {
    return database.read(handle -> flags.current(handle, agency, rules, today));
  }

  /// A question of [#USER] for some case.
  public static OpeningRequest request() {
    return new OpeningRequest(Digest.of(new byte[] {1}), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, USER, false);
  }

  /// Opens a pointer for some case.
  public OpeningAnswer open(AgencyId agency, RecordToken token) {
    publish(agency);
    return ((FlagsOutcome.Answered) openings.open(agency, token, request(), REQUEST, () -> rules)).answer();
  }

  /// Looks somebody up for some case.
  public FlagsOutcome.OfOpening lookUp(AgencyId agency, EncodedRecord record, OpeningRequest request) {
    publish(agency);
    return lookUps.lookUp(agency, new LookUp(record.token(), List.of(new LookUp.Encoding(epoch, record)), request, Optional.empty()), REQUEST,
        () -> rules);
  }

  /// Looks somebody up for some case.
  public OpeningAnswer lookUp(AgencyId agency, EncodedRecord record) {
    return ((FlagsOutcome.Answered) lookUp(agency, record, request())).answer();
  }

  /// The number of entries in the index.
  public long indexEntries() {
    return database.read(handle -> handle.createQuery("SELECT coalesce(sum(entries), 0) FROM index_block").mapTo(Long.class).one());
  }

  /// The number of rows in a table.
  public long count(String table) {
    return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    database.close();
  }
}
