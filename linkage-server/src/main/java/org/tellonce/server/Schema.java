package org.tellonce.server;

import java.util.List;
import org.tellonce.server.agreements.Directories;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.Migration;
import org.tellonce.server.flags.Flags;
import org.tellonce.server.flags.LookUps;
import org.tellonce.server.submission.Submissions;

/// The steps of the database's schema, each room's tables in its own file. A released step is never changed; what comes later is a new one at the end.
public final class Schema {
  /// All steps, in order.
  public static final List<Migration> MIGRATIONS = List.of(new Migration(1, Database.class, "database.sql"),
      new Migration(2, Linkage.class, "comparison.sql"), new Migration(3, Submissions.class, "submission.sql"), new Migration(4, Flags.class,
          "flags.sql"), new Migration(5, Database.class, "key-check.sql"), new Migration(6, Linkage.class, "index-runs.sql"),
      new Migration(7, Linkage.class, "index-blocks.sql"), new Migration(8, Submissions.class, "record-number.sql"),
      new Migration(9, Submissions.class, "encoding-form.sql"), new Migration(10, Linkage.class, "epochs.sql"), new Migration(11, Submissions.class,
          "epoch-rows.sql"), new Migration(12, Submissions.class, "departures.sql"), new Migration(13, EventLog.class, "audit.sql"),
      new Migration(14, Flags.class, "openings-in-log.sql"), new Migration(15, EventLog.class, "documents.sql"),
      new Migration(16, Submissions.class, "secret-holders.sql"), new Migration(17, Linkage.class, "never-link.sql"), new Migration(18, Flags.class,
          "queue.sql"), new Migration(19, Directories.class, "directory.sql"), new Migration(20, LookUps.class, "look-ups.sql"), new Migration(21,
              Linkage.class, "alike.sql"),
      new Migration(22, Submissions.class, "new-rows.sql"));

  private Schema() {}
}
