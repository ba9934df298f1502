package org.tellonce.server.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.server.audit.PayloadExpiry;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.SealedTable;

/// Deletes what was asked with when its seven days are over, and what was answered when the accounting period is.
///
/// @see "flags.md, Look-up"
public final class AnswerExpiry {
  private final Database database;
  private final LookUpStore lookUps;
  private final Answers answers;
  private final SealedTable dispositions;
  private final InstantSource clock;

  /// Over these stores.
  public AnswerExpiry(Database database, LookUpStore lookUps, Answers answers, SealedTable dispositions, InstantSource clock) {
    this.database = database;
    this.lookUps = lookUps;
    this.answers = answers;
    this.dispositions = dispositions;
    this.clock = clock;
  }

  /// Deletes what is over today.
  public void run(Rules rules) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    int deleted = database.write(handle -> {
      int count = lookUps.expire(handle, today);
      try (SealedTable.Open open = dispositions.open(handle)) {
        for (AnswerId answer : answers.removeBefore(handle, today.minus(PayloadExpiry.PERIOD))) {
          open.remove(answer.toBytes());
          count++;
        }
      }
      return count;
    });
    if (deleted > 0) {
      database.checkpoint();
    }
  }
}
