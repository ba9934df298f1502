package org.tellonce.server.flags;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.DispositionEvent;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;

/// What agencies say that they did with answers.
///
/// @see "flags.md, Disposition"
public final class Dispositions {
  private static final int UNIT = 512;

  private final Database database;
  private final Users users;
  private final Answers answers;
  private final SealedTable table;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of dispositions over these stores.
  public Dispositions(Database database, Users users, Answers answers, SealedTable table, EventLog log, InstantSource clock) {
    this.database = database;
    this.users = users;
    this.answers = answers;
    this.table = table;
    this.log = log;
    this.clock = clock;
  }

  /// Where they are kept.
  ///
  /// @param key the index key
  public static SealedTable table(IndexKey key, SecureRandom random) {
    return new SealedTable("disposition", new Sealing(key, "disposition", random), UNIT);
  }

  /// Puts down what an agency did with one of its answers, in place of what it said before.
  ///
  /// @param signed what proves the call
  /// @param rules those of the moment, to be asked again by the writer
  public FollowUpOutcome record(AgencyId agency, Disposition disposition, SignedRequest signed, Supplier<Rules> rules) {
    return database.write(handle -> {
      LocalDate today = Moment.now(rules, clock).today();
      Optional<String> refusal = users.refusal(handle, agency, disposition.user(), today);
      if (refusal.isPresent()) {
        return new FollowUpOutcome.UserRefused(refusal.get());
      }
      if (answers.find(handle, disposition.answer()).filter(asked -> asked.asked().agency().equals(agency)).isEmpty()) {
        return new FollowUpOutcome.Unknown();
      }
      try (SealedTable.Open open = table.open(handle)) {
        open.put(disposition.answer().toBytes(), disposition.toBytes());
      }
      log.append(handle, draft -> new DispositionEvent(draft.at(), agency, disposition, signed));
      return new FollowUpOutcome.Done(new Recorded(today));
    });
  }

  /// What was put down last about an answer.
  Optional<Disposition> find(Handle handle, AnswerId answer) {
    try (SealedTable.Open open = table.open(handle)) {
      return Optional.ofNullable(open.get(answer.toBytes())).map(plain -> {
        byte[] json = new byte[plain.remaining()];
        plain.get(json);
        return Disposition.parse(json).orThrow();
      });
    }
  }
}
