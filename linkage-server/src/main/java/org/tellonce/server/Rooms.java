package org.tellonce.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.agreements.CollaborativeHandler;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.KeyCheck;
import org.tellonce.server.flags.FlagHandler;
import org.tellonce.server.flags.FlagStore;
import org.tellonce.server.flags.Flags;
import org.tellonce.server.flags.OpeningStore;
import org.tellonce.server.flags.Openings;
import org.tellonce.server.submission.Expiry;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.Reencoding;
import org.tellonce.server.submission.SubmissionHandler;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.Submissions;
import org.tellonce.server.submission.TombstoneStore;
import org.tellonce.server.submission.WithdrawalHandler;
import org.tellonce.server.submission.Withdrawals;
import org.tellonce.server.transport.CallHandler;

/// The server's rooms over one database: what answers each call, and what is done each night.
///
/// @param handlers one for each route
record Rooms(Map<Route, CallHandler> handlers, Runnable night) {

  /// The rooms with their stores, all of one index key.
  ///
  /// @param tell what the operator should know goes there, a line each
  /// @throws org.tellonce.protocol.Stop if it is not the key of this database
  static Rooms over(Database database, IndexKey key, Parameters parameters, CurrentRules rules, Consumer<String> tell, InstantSource clock,
      SecureRandom random) {
    var linkage = new Linkage(key, random, parameters);
    var records = new RecordStore(key, random);
    var tombstones = new TombstoneStore(key, random);
    var submissionStore = new SubmissionStore(key, random);
    var openingStore = new OpeningStore(key, random);
    var flagStore = new FlagStore(key, random);
    database.writing(new KeyCheck(key, random, List.of(submissionStore::openOne, tombstones::openOne, openingStore::openOne))::pass);
    if (database.write(handle -> new Reencoding(records, submissionStore, linkage).pass(handle, rules.rules().limits().retentionMonths()))) {
      database.checkpoint();
      tell.accept(
          "the rows in the database are of an earlier version of TellOnce, and were taken out: no flags until each agency has submitted in full, which its "
              + "next nights do by themselves");
    }
    database.writing(linkage::refresh);
    var submissions = new SubmissionHandler(new Submissions(database, submissionStore, records, tombstones, linkage, clock), rules);
    var withdrawals =
        new WithdrawalHandler(new Withdrawals(database, records, tombstones, linkage, List.of(openingStore, flagStore), clock), rules);
    var flags = new FlagHandler(new Flags(database, records, submissionStore, linkage, flagStore, clock),
        new Openings(database, records, submissionStore, linkage, openingStore, clock), rules);
    var expiry = new Expiry(database, records, submissionStore, linkage, clock);

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
    return new Rooms(handlers, () -> expiry.run(rules.rules()));
  }
}
