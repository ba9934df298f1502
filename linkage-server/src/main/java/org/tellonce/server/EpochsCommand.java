package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.SignedDocuments;
import org.tellonce.server.comparison.AlikeListener;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.submission.Departures;
import org.tellonce.server.submission.EpochProgress;
import org.tellonce.server.submission.EpochStanding;
import org.tellonce.server.submission.Epochs;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.SubmissionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce server epochs`: which epochs are open here and how far each agency is; `epochs close N` closes one before its last day.
@Command(name = "epochs",
    description = "Tells which epochs are open and which agencies have submitted for each. May be asked beside a running server.")
final class EpochsCommand implements Runnable {
  private final Function<SizeClass, org.tellonce.server.comparison.Parameters> shipped;
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  /// @param shipped the comparison's parameters that this program ships
  EpochsCommand(Function<SizeClass, org.tellonce.server.comparison.Parameters> shipped, InstantSource clock, SecureRandom random) {
    this.shipped = shipped;
    this.clock = clock;
    this.random = random;
  }

  /// What the command looks at.
  private record Looked(ServerConfig config, Rules rules, LocalDate today, RecordStore records, SubmissionStore submissions, OpenEpochs epochs,
      EventLog log) {}

  private Looked look() {
    ServerConfig config = new ServerFolder(dir).config();
    Rules rules = config.rulesFile().required().rules();
    IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
    var log = new EventLog(new LogStore(key, random), clock, random);
    var epochs = new OpenEpochs(config.files().epochKeys(random), random, shipped.apply(rules.sizeClass()), new NeverLinks(key, random),
        new AlikeRecords(key, random, AlikeListener.NONE),
        log::matches);
    return new Looked(config, rules, LocalDate.ofInstant(clock.instant(), rules.timeZone()), new RecordStore(key, random), new SubmissionStore(key,
        random), epochs, log);
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Looked looked = look();
    List<String> lines = Database.look(looked.config().files().database(), Schema.MIGRATIONS, handle -> {
      List<String> told = table(new EpochStanding(looked.records(), looked.submissions(), looked.epochs()).all(handle, looked.rules()));
      told.addAll(SignedDocuments.notices(handle, looked.rules(), looked.today()));
      told.addAll(Departures.demands(handle, looked.rules(), looked.today()));
      return told;
    });
    lines.forEach(out::println);
  }

  private static List<String> table(List<EpochProgress> all) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%-10s  %-10s  %-10s  %-10s  %s", "epoch", "opens", "closes", "done", "not done"));
    for (EpochProgress progress : all) {
      lines.add(String.format(Locale.ROOT, "%-10d  %-10s  %-10s  %-10s  %s", progress.term().number(), progress.term().opens(), progress.term()
          .closes(),
          progress.done().size() + " of " + progress.shares().size(), String.join(", ", progress.notDone())).strip());
    }
    return lines;
  }

  /// Closes an epoch.
  @Command(name = "close", description = "Closes an epoch before its last day: its index and its key are destroyed. The server must not run.")
  void close(@Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)") Path folder,
      @Parameters(paramLabel = "EPOCH", description = "the epoch's number") long number,
      @Option(names = "--without", split = ",", paramLabel = "AGENCY",
          description = "agencies that are not done and are not waited for") @Nullable List<
              String> without) {
    dir = folder;
    Looked looked = look();
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    List<AgencyId> given = without == null ? List.of() : without.stream().map(name -> AgencyId.parse(name).in("--without").orStop(ExitCode.USAGE))
        .toList();
    try (Database database = Database.open(looked.config().files().database(), Schema.MIGRATIONS)) {
      var epochs = new Epochs(database, looked.records(), looked.submissions(), looked.epochs(), looked.log(), out::println);
      switch (epochs.close(looked.rules(), number, given, looked.today())) {
        case Epochs.Closing.Done(List<String> left) -> {
          out.println("epoch " + number + " is closed, its index and its key are destroyed; destroy your copies of index-key-" + number + ", too");
          left.forEach(agency -> out.println("  not compared until it submits for the newer epoch: " + agency));
        }
        case Epochs.Closing.Refused(List<String> notDone) -> throw new Stop(ExitCode.DATA_REFUSED, "epoch " + number
            + " stays open, for not done are "
            + String.join(", ", notDone) + ": wait for their nights, or name each of them with --without");
        case Epochs.Closing.TheOnlyOne _ -> throw new Stop(ExitCode.DATA_REFUSED, "epoch " + number
            + " stays open, for no newer one is: nothing would be compared any more");
        case Epochs.Closing.NotOpen _ -> throw new Stop(ExitCode.DATA_REFUSED, "epoch " + number + " is not open here");
      }
    }
  }
}
