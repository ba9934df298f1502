package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.PayloadExpiry;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.flags.AnswerExpiry;
import org.tellonce.server.flags.Answers;
import org.tellonce.server.flags.Dispositions;
import org.tellonce.server.flags.LookUpStore;
import org.tellonce.server.flags.NoticeStore;
import org.tellonce.server.flags.WaitingNotices;
import org.tellonce.server.submission.Expiry;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.SubmissionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce server expire`: what a running server deletes each night because its time is over; with `--dry-run` only told.
@Command(name = "expire",
    description = "Deletes what is over, as a running server does each night. With --dry-run it only tells what that would be, also beside a running server.")
final class ExpireCommand implements Runnable {
  private final Function<SizeClass, Parameters> shipped;
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  @Option(names = "--dry-run", description = "only tell; nothing is deleted")
  private boolean dryRun;

  /// @param shipped the comparison's parameters that this program ships
  ExpireCommand(Function<SizeClass, Parameters> shipped, InstantSource clock, SecureRandom random) {
    this.shipped = shipped;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ServerConfig config = new ServerFolder(dir).config();
    Rules rules = config.rulesFile().required().rules();
    IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
    var records = new RecordStore(key, random);
    var submissions = new SubmissionStore(key, random);
    var logStore = new LogStore(key, random);
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    if (dryRun) {
      Database.look(config.files().database(), Schema.MIGRATIONS, handle -> {
        tell(out, Expiry.due(handle, records, submissions, rules, today), today);
        out.println("look-ups whose seven days are over: " + LookUpStore.due(handle, today));
        out.println("payloads of the log whose accounting period is over: " + PayloadExpiry.due(handle, logStore, clock.instant()));
        return true;
      });
      out.println("nothing was deleted; a running server does it each night by itself");
      return;
    }
    try (Database database = Database.open(config.files().database(), Schema.MIGRATIONS)) {
      var log = new EventLog(logStore, clock, random);
      var epochs = new OpenEpochs(config.files().epochKeys(random), random, shipped.apply(rules.sizeClass()), new NeverLinks(key, random),
          new AlikeRecords(key, random, new WaitingNotices(log, new NoticeStore(key, random))),
          log::matches);
      database.writing(epochs::check);
      Expiry.Report report = new Expiry(database, records, submissions, epochs, log, clock).run(rules);
      int payloads = new PayloadExpiry(database, logStore, clock).run();
      new AnswerExpiry(database, new LookUpStore(key, random), new Answers(key, random), Dispositions.table(key, random), clock).run(rules);
      out.println("deleted: " + report.screenings() + " screenings, " + report.records() + " records, " + report.submissions()
          + " submissions that were never finished, " + payloads + " payloads of the log");
    }
  }

  private static void tell(PrintWriter out, Expiry.Due due, LocalDate today) {
    out.println("over on " + today + ":");
    due.agencies().forEach((agency, over) -> out.printf(Locale.ROOT, "  %-20s %d screenings, %d records kept for one of them only%n", agency, over
        .screenings(), over.records()));
    if (due.agencies().isEmpty()) {
      out.println("  no screening");
    }
    out.println("submissions that were begun and never finished: " + due.submissions());
  }
}
