package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.audit.CeremonyNotices;
import org.tellonce.agency.audit.Witness;
import org.tellonce.agency.audit.WitnessReport;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency nightly`: what the timer runs every night; one summary line at the end, and an exit code.
@Command(name = "nightly", description = "Sends what changed in the roster since the last night. Run by a timer; may be repeated at any time.")
public final class NightlyCommand implements Runnable {

  private static final Set<ExitCode> WATCHED = EnumSet.of(ExitCode.DATA_REFUSED, ExitCode.RULES, ExitCode.KEY);

  private final InstantSource clock;
  private final SecureRandom random;
  private final Morning morning;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--allow-removals", description = "Go on although more rows are gone since the last night than the rules allow.")
  private boolean allowRemovals;

  /// @param morning what people should read first
  public NightlyCommand(InstantSource clock, SecureRandom random, Morning morning) {
    this.clock = clock;
    this.random = random;
    this.morning = morning;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    Instant began = clock.instant();
    AgencyFolder agency = AgencyFolder.open(folder);
    try (NightLock _ = agency.lock()) {
      agency.renew(clock, random).ifPresent(line -> out.println("  " + line));
      run(agency, began, out, err);
    }
  }

  private void run(AgencyFolder agency, Instant began, PrintWriter out, PrintWriter err) {
    try (ServerClient server = agency.connect(clock, random)) {
      directory(agency, server, out);
      Night.Summary summary;
      try {
        Night night = new Night(agency.config().agency(), agency.pinnedRules(), agency.keyring(), agency.ledger(), agency.outbox(), server, clock,
            step -> out.println("  " + step));
        summary = night.run(new RosterReading(agency.config(), err, Runtime.getRuntime().availableProcessors()), allowRemovals);
      } catch (Stop stop) {
        // A night that roster, rules or keys stopped is none in which the log may go unwatched.
        if (WATCHED.contains(stop.code())) {
          witnessAfter(stop, agency, server, out, err);
        }
        throw stop;
      }
      String line = line(agency, summary, Duration.between(began, clock.instant()));
      try {
        witness(agency, server, out);
        ceremonies(agency, out);
        morning.lines(agency, server).forEach(told -> out.println("  " + told));
      } finally {
        out.println(line);
      }
    }
  }

  /// Whoever was taken out of the directory must not ask any more, whatever becomes of the night; and a directory that is not taken spoils no night.
  private static void directory(AgencyFolder agency, ServerClient server, PrintWriter out) {
    try {
      if (agency.directory().held().isPresent() && !agency.directory().isSent()) {
        Directory sent = agency.directory().send(server);
        out.println("  directory: number " + sent.number() + " sent, " + sent.users().size() + (sent.users().size() == 1 ? " user" : " users"));
      }
    } catch (Stop stop) {
      if (stop.code() == ExitCode.NETWORK) {
        throw stop;
      }
      out.println("  directory: not sent: " + stop.line());
    }
  }

  /// Both are told if the log cannot be looked at or believed either; that it cannot be believed outweighs what stopped the night.
  private void witnessAfter(Stop night, AgencyFolder agency, ServerClient server, PrintWriter out, PrintWriter err) {
    try {
      if (agency.knownRules().rules().isPresent()) {
        witness(agency, server, out);
      }
    } catch (Stop log) {
      if (log.code() == ExitCode.LOG_CONTRADICTS) {
        err.println(night.getMessage());
        throw log;
      }
      err.println(log.getMessage());
    }
  }

  /// A transcript that is damaged is told, and spoils no night.
  private static void ceremonies(AgencyFolder agency, PrintWriter out) {
    try {
      new CeremonyNotices(agency.keyring().transcripts()).of(agency.logCopy()).forEach(notice -> out.println("  " + notice));
    } catch (Stop damaged) {
      out.println("  " + damaged.line());
    }
  }

  /// The end of every night: the client as a witness of the log.
  private void witness(AgencyFolder agency, ServerClient server, PrintWriter out) {
    Rules rules = agency.knownRules().rules().orElseThrow();
    Witness.Outcome outcome = agency.witness(server, clock).run(rules);
    out.println("  " + new WitnessReport(agency.logCopy().folder()).line(outcome, clock.instant()));
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
    summary.epochs().forEach(epoch -> line.append(", ").append(epoch));
    return line.append(", ").append(String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)).toString();
  }
}
