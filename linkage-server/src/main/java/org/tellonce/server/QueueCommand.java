package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.BrokeringEvent.Outcome;
import org.tellonce.protocol.audit.BrokeringEvent.Why;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.comparison.AlikeListener;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.flags.Brokerage;
import org.tellonce.server.flags.Queue;
import org.tellonce.server.flags.QueueDecision;
import org.tellonce.server.flags.QueueFolder;
import org.tellonce.server.flags.QueueStore;
import org.tellonce.server.flags.ShieldStore;
import org.tellonce.server.flags.Waiting;
import org.tellonce.server.submission.NewRowStore;
import org.tellonce.server.submission.NewRows;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.SubmissionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce server queue`: what the coordinator is to broker, and how she closes it.
///
/// @see "flags.md, Queue"
@Command(name = "queue", description = {
    "Shows the coordinator's queue: pairs of records that may be one young person, and a code for each of the two agencies.",
    "May be asked beside a running server."})
final class QueueCommand implements Runnable {
  private final Function<SizeClass, Parameters> shipped;
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  /// @param shipped the comparison's parameters that this program ships
  QueueCommand(Function<SizeClass, Parameters> shipped, InstantSource clock, SecureRandom random) {
    this.shipped = shipped;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    List<Brokerage> waiting = waiting();
    waiting.forEach(item -> print(item, out));
    out.println(waiting.isEmpty() ? "nothing waits in the queue" : waiting.size()
        + " in the queue; close one with: tellonce server queue close NUMBER "
        + "same|different|unresolved --by PSEUDONYM");
  }

  /// Closes an item.
  @Command(name = "close",
      description = "Closes an item after the agencies were called. A running server takes it within ten seconds, another at its start.")
  void close(@picocli.CommandLine.Parameters(paramLabel = "NUMBER", description = "the item") long number,
      @picocli.CommandLine.Parameters(paramLabel = "OUTCOME",
          description = "same: one young person; different: two, the records are kept apart for ever; unresolved") String outcome,
      @Option(names = "--by", required = true, paramLabel = "PSEUDONYM", description = "who decided") String by) {
    CommandSpec known = requireNonNull(spec);
    Outcome how = List.of(Outcome.values()).stream().filter(one -> one.word().equals(outcome)).findFirst().orElseThrow(() -> new ParameterException(
        known.commandLine(), "OUTCOME: one of same, different, unresolved"));
    if (!DirectoryUser.isPseudonym(by)) {
      throw new ParameterException(known.commandLine(), "--by: a lower-case letter or digit, then up to 39 lower-case letters, digits, _ or -");
    }
    if (waiting().stream().noneMatch(item -> item.number() == number)) {
      throw new Stop(ExitCode.DATA_REFUSED, "no item " + number + " waits in the queue; tellonce server queue shows those that do");
    }
    var folder = new QueueFolder(dir.resolve(QueueFolder.NAME));
    create(folder.path());
    ServerFolder.writeSecret(folder.file(number), new String(new QueueDecision(number, how, by).toBytes(), java.nio.charset.StandardCharsets.UTF_8));
    known.commandLine().getOut().println("item " + number + ": " + how.word()
        + "; a running server takes it within ten seconds, another at its start");
  }

  private static void create(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Brokerage> waiting() {
    ServerConfig config = new ServerFolder(dir).config();
    Rules rules = config.rulesFile().required().rules();
    IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
    var log = new EventLog(new LogStore(key, random), clock, random);
    var alike = new AlikeRecords(key, random, AlikeListener.NONE);
    var epochs = new OpenEpochs(config.files().epochKeys(random), random, shipped.apply(rules.sizeClass()), new NeverLinks(key, random),
        alike,
        log::matches);
    var queue = new Queue(new RecordStore(key, random), new SubmissionStore(key, random), epochs, new QueueStore(key, random),
        new ShieldStore(key, random), new Waiting(alike, new NewRows(new NewRowStore(key, random), NewRows.Listener.NONE)), log, random);
    return Database.look(config.files().database(), Schema.MIGRATIONS, handle -> queue.waiting(handle, rules, clock.instant()));
  }

  private static void print(Brokerage item, PrintWriter out) {
    out.println("item " + item.number() + ", since " + item.since() + (item.why() == Why.AUDIT ? ", drawn to check a flag" : ""));
    out.println("  call first   " + line(item.holder()));
    out.println("  then         " + line(item.other()));
  }

  private static String line(Brokerage.Side side) {
    return side.member().name() + ": " + side.member().contact().line() + "; code " + side.code();
  }
}
