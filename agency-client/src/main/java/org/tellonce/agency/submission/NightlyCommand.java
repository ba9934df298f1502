package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.transport.ServerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency nightly`: what the timer runs every night; one summary line at the end, and an exit code.
@Command(name = "nightly", description = "Sends what changed in the roster since the last night. Run by a timer; may be repeated at any time.")
public final class NightlyCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--allow-removals", description = "Go on although more rows are gone since the last night than the rules allow.")
  private boolean allowRemovals;

  public NightlyCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    Instant began = clock.instant();
    AgencyFolder agency = AgencyFolder.open(folder);
    try (NightLock _ = agency.lock(); ServerClient server = agency.connect(clock, random)) {
      server.identity().expiryNotice(clock.instant()).ifPresent(out::println);
      Night night = new Night(agency.config().agency(), agency.pinnedRules(), agency.keyring(), agency.ledger(), agency.outbox(), server, clock,
          step -> out.println("  " + step));
      Night.Summary summary = night.run(new RosterReading(agency.config(), err, Runtime.getRuntime().availableProcessors()), allowRemovals);
      out.println(line(agency, summary, Duration.between(began, clock.instant())));
    }
  }

  /// The one line that IT reads in the morning: each row is in one of its numbers, up to the unchanged ones.
  static String line(AgencyFolder agency, Night.Summary summary, Duration took) {
    StringBuilder line = new StringBuilder("nightly: ").append(agency.config().agency()).append(", ").append(Counted.rows(summary.rows()));
    if (summary.rejected() > 0) {
      line.append(" (").append(summary.rejected()).append(" rejected: tellonce agency check names them)");
    }
    if (summary.unconsented() > 0) {
      line.append(", ").append(summary.unconsented()).append(" without a valid consent not sent");
    }
    if (summary.withdrawn() > 0) {
      line.append(", ").append(summary.withdrawn()).append(" withdrawn and not sent");
    }
    if (summary.newlyWithdrawn() > 0) {
      line.append(" (").append(summary.newlyWithdrawn()).append(" of them new tonight)");
    }
    NightPlan.Counts counts = summary.counts();
    line.append(", ").append(counts.sent()).append(" new or changed sent, ").append(counts.unchanged()).append(" unchanged, ").append(counts.gone())
        .append(" gone, ").append(counts.fillers()).append(" fillers");
    if (counts.lapsed() > 0) {
      line.append(", ").append(counts.lapsed()).append(" deleted at the server for want of consent");
    }
    if (summary.resumed()) {
      line.append(", an earlier night's submission finished");
    }
    if (summary.refused() > 0) {
      line.append(", ").append(summary.refused()).append(" lines refused by the server");
    }
    if (summary.resynchronised()) {
      line.append(", server resynchronised");
    }
    return line.append(", ").append(String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)).toString();
  }
}
