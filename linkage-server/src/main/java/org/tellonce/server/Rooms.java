package org.tellonce.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.agreements.CollaborativeHandler;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.agreements.Directories;
import org.tellonce.server.agreements.DirectoryHandler;
import org.tellonce.server.agreements.DirectoryStore;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.Announcements;
import org.tellonce.server.audit.Checkpoints;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogHandler;
import org.tellonce.server.audit.LogKey;
import org.tellonce.server.audit.LogReading;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.PayloadExpiry;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.KeyCheck;
import org.tellonce.server.flags.Accounts;
import org.tellonce.server.flags.AnswerExpiry;
import org.tellonce.server.flags.Answers;
import org.tellonce.server.flags.Asks;
import org.tellonce.server.flags.Confirmations;
import org.tellonce.server.flags.Corrections;
import org.tellonce.server.flags.Dispositions;
import org.tellonce.server.flags.FlagHandler;
import org.tellonce.server.flags.FlagStore;
import org.tellonce.server.flags.Flags;
import org.tellonce.server.flags.FollowUpHandler;
import org.tellonce.server.flags.LookUpStore;
import org.tellonce.server.flags.LookUps;
import org.tellonce.server.flags.NoticeStore;
import org.tellonce.server.flags.Notices;
import org.tellonce.server.flags.Openings;
import org.tellonce.server.flags.Questions;
import org.tellonce.server.flags.Queue;
import org.tellonce.server.flags.Queue.Closing;
import org.tellonce.server.flags.QueueDecision;
import org.tellonce.server.flags.QueueStore;
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
import org.tellonce.server.submission.SubmissionHandler;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.Submissions;
import org.tellonce.server.submission.TombstoneStore;
import org.tellonce.server.submission.WithdrawalHandler;
import org.tellonce.server.submission.Withdrawals;
import org.tellonce.server.transport.CallHandler;

/// The server's rooms over one database: what answers each call, what is done when rules change, and what each night.
///
/// @param handlers one for each route
/// @param announcements what must be a leaf of the log before it counts
/// @param brokering what closes an item of the coordinator's queue
record Rooms(Map<Route, CallHandler> handlers, Announcements announcements, Checkpoints checkpoints, Function<QueueDecision, Closing> brokering,
    Runnable rulesTaken, Runnable night) {

  /// The server's keys.
  ///
  /// @param index of all that outlives epochs
  /// @param epochs one for each
  /// @param log with which checkpoints and certificates of deletion are signed
  record Keys(IndexKey index, EpochKeys epochs, LogKey log) {}

  /// The rooms with their stores.
  ///
  /// @param renewals what answers the wish for a new certificate
  /// @param tell what the operator should know goes there, a line each
  /// @throws org.tellonce.protocol.Stop if it is not the key of this database
  static Rooms over(Database database, Keys keys, Parameters parameters, CurrentRules rules, CallHandler renewals, Consumer<String> tell,
      InstantSource clock,
      SecureRandom random) {
    IndexKey key = keys.index();
    var logStore = new LogStore(key, random);
    var log = new EventLog(logStore, clock, random);
    var neverLinks = new NeverLinks(key, random);
    var noticeStore = new NoticeStore(key, random);
    var waitingNotices = new WaitingNotices(log, noticeStore);
    var alike = new AlikeRecords(key, random, waitingNotices);
    var newRows = new NewRows(new NewRowStore(key, random), waitingNotices);
    var waiting = new Waiting(alike, newRows);
    var epochs = new OpenEpochs(keys.epochs(), random, parameters, neverLinks, alike, log::matches);
    var records = new RecordStore(key, random);
    var tombstones = new TombstoneStore(key, random);
    var submissionStore = new SubmissionStore(key, random);
    var flagStore = new FlagStore(key, random);
    var directoryStore = new DirectoryStore(key, random);
    var users = new Users(directoryStore);
    var answers = new Answers(key, random);
    var lookUpStore = new LookUpStore(key, random);
    var shields = new ShieldStore(key, random);
    database.writing(new KeyCheck(key, random, List.of(submissionStore::openOne, tombstones::openOne,
        logStore::openOne))::pass);
    database.writing(handle -> new EarlierEpoch(submissionStore, epochs).pass(handle, key));
    if (database.write(new Reencoding(records, submissionStore, epochs)::pass)) {
      database.checkpoint();
      tell.accept(
          "the rows in the database are of an earlier version of TellOnce, and were taken out: no flags until each agency has submitted in full, which its "
              + "next nights do by themselves");
    }
    database.writing(epochs::check);
    var turning = new Epochs(database, records, submissionStore, epochs, log, tell);
    var departures = new Departures(database, records, submissionStore, epochs, List.of(flagStore, lookUpStore), newRows, log, tell);
    Runnable turn = () -> {
      departures.pass(rules.rules(), rules.today());
      turning.turn(rules.rules(), rules.today());
    };
    turn.run();
    var queue = new Queue(records, submissionStore, epochs, new QueueStore(key, random), shields, waiting, log, random);
    var submissions = new SubmissionHandler(new Submissions(database, submissionStore, records, tombstones, epochs, newRows, turning, log, clock),
        rules);
    var withdrawals =
        new WithdrawalHandler(new Withdrawals(database, records, tombstones, epochs, List.of(flagStore, answers, lookUpStore, shields, (handle, gone,
            forEver, _) -> {
          if (forEver) {
            logStore.forget(handle, gone);
            neverLinks.forget(handle, gone);
          }
        }, queue), log, keys.log(), clock), rules);
    var questions = new Questions(users, new Asks(key, random));
    var flags = new FlagHandler(new Flags(database, records, submissionStore, epochs, flagStore, shields, waiting, clock),
        new Openings(database, records, submissionStore, epochs, questions, answers, shields, waiting, log, clock), new LookUps(database,
            new LookUps.Stores(
                records, submissionStore, epochs, lookUpStore, answers, shields, noticeStore), questions, log, clock), rules);
    var notices = new Notices(database, answers, noticeStore, clock);
    var dispositions = Dispositions.table(key, random);
    var followUps = new FollowUpHandler(new Dispositions(database, users, answers, dispositions, log, clock), new Corrections(database, users,
        answers,
        epochs, noticeStore, log, clock), new Shields(database, users, shields, noticeStore, log, clock), new Confirmations(database, users, epochs,
            newRows, log, clock), notices, new Accounts(database, logStore, log, clock),
        rules);
    var answerExpiry = new AnswerExpiry(database, lookUpStore, answers, dispositions, clock);
    var logCalls = new LogHandler(new LogReading(database, logStore), rules::rules);
    var payloadExpiry = new PayloadExpiry(database, logStore, clock);
    var expiry = new Expiry(database, records, submissionStore, epochs, log, clock);

    var handlers = new EnumMap<Route, CallHandler>(Route.class);
    handlers.put(Route.COLLABORATIVE, new CollaborativeHandler(rules));
    handlers.put(Route.SUBMISSIONS, submissions::manifest);
    handlers.put(Route.SUBMISSION, submissions::status);
    handlers.put(Route.PART, submissions::part);
    handlers.put(Route.COMMIT, submissions::commit);
    handlers.put(Route.WITHDRAW, withdrawals::withdraw);
    handlers.put(Route.WITHDRAWALS, withdrawals::list);
    handlers.put(Route.RECORDS, withdrawals::held);
    handlers.put(Route.FLAGS, flags::changes);
    handlers.put(Route.OPENINGS, flags::open);
    handlers.put(Route.LOOKUPS, flags::lookUp);
    handlers.put(Route.DISPOSITIONS, followUps::disposition);
    handlers.put(Route.CORRECTIONS, followUps::correction);
    handlers.put(Route.SHIELDS, followUps::shield);
    handlers.put(Route.CONFIRMATIONS, followUps::confirmation);
    handlers.put(Route.NOTICES, followUps::notices);
    handlers.put(Route.ACCOUNTS, followUps::account);
    handlers.put(Route.DIRECTORY, new DirectoryHandler(new Directories(database, directoryStore, log, clock), rules));
    handlers.put(Route.CHECKPOINT, logCalls::checkpoint);
    handlers.put(Route.LEAVES, logCalls::leaves);
    handlers.put(Route.EVENTS, logCalls::events);
    handlers.put(Route.RESTARTS, logCalls::restarts);
    handlers.put(Route.COSIGNATURES, logCalls::cosign);
    handlers.put(Route.RENEWALS, renewals);
    var announcements = new Announcements(database, logStore, log);
    var checkpoints = new Checkpoints(database, logStore, keys.log(), () -> rules.rules().log(), clock);
    return new Rooms(handlers, announcements, checkpoints, decision -> database.write(handle -> queue.close(handle, decision)), turn, () -> {
      turn.run();
      expiry.run(rules.rules());
      database.writing(handle -> queue.fill(handle, rules.rules(), clock.instant()));
      payloadExpiry.run();
      answerExpiry.run(rules.rules());
      notices.pass(rules.rules());
    });
  }
}
