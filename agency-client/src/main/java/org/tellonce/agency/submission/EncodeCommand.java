package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.agency.roster.Counted;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency encode --dry-run`: what a night would send, in numbers. Sends nothing.
@Command(name = "encode", description = "Encodes the whole roster and tells in numbers what a night would send.")
public final class EncodeCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  @Option(names = "--dry-run", required = true, description = "Send nothing; must be said. (tellonce agency nightly sends.)")
  private boolean dryRun;

  @Option(names = "--epoch", paramLabel = "N",
      description = "The epoch whose linkage secret is used (default: the open one; before the first night the newest of the keyring).")
  private @Nullable Long epoch;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "How many records are encoded at once (default: 2).")
  private int threads;

  /// @param clock what day it is
  public EncodeCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    if (!dryRun) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "encode needs --dry-run; tellonce agency nightly encodes and sends");
    }
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AgencyFolder agency = AgencyFolder.open(requireNonNull(folder));
    Keyring keyring = agency.keyring();
    KnownRules rules = agency.knownRules();
    LocalDate today = rules.today(clock);
    LinkageSecret secret = secret(rules, today, keyring, agency.config().keyring());
    int workers = Math.clamp(threads, 1, 64);
    RosterEncoding encoding = RosterEncoding.of(agency.config(), today, secret, keyring.recordKey(), workers);
    EncodedRoster roster = switch (encoding.encode(rules.limits().maxRejectedPercent(), new Tenths(err))) {
      case Parsed.Valid<EncodedRoster>(EncodedRoster valid) -> valid;
      case Parsed.Rejected<EncodedRoster>(List<Problem> problems) -> {
        problems.forEach(err::println);
        throw new Stop(ExitCode.DATA_REFUSED, "the roster is refused, nothing of it would be sent");
      }
    };
    TonightsRoster tonight = new RosterReading(agency.config(), err, workers).tonight(roster, rules, secret, keyring.recordKey());
    Ledger ledger = agency.ledger().remembered();
    NightPlan plan = NightPlan.of(tonight.records(), tonight.unconsented(), tonight.untouched(), ledger.withSeals(tonight.sealed()), secret.epoch()
        .number(), false, keyring.recordKey(), tonight.filler());
    show(tonight, plan, secret, out);
    out.println("Rows by pass:");
    roster.inputs().forEach((pass, count) -> out.println(String.format(Locale.ROOT, "  %2d  %8d", pass, count)));
    out.println(String.format(Locale.ROOT, "   padding %d of %d rows", roster.padding(), roster.rows()));
  }

  private LinkageSecret secret(KnownRules rules, LocalDate today, Keyring keyring, Path where) {
    Long wanted = epoch;
    if (wanted == null) {
      if (rules.rules().isPresent()) {
        return OpenSecrets.of(rules.rules().get(), today, keyring).newest();
      }
      if (keyring.epochs().isEmpty()) {
        throw new Stop(ExitCode.KEY, where + ": no linkage secret; the custodians wrap it, and tellonce agency unwrap opens it");
      }
      wanted = keyring.epochs().getLast();
    }
    long number = wanted;
    return keyring.find(number).orElseThrow(() -> new Stop(ExitCode.KEY, where + ": no linkage secret of epoch " + number));
  }

  private static void show(TonightsRoster tonight, NightPlan plan, LinkageSecret secret, PrintWriter out) {
    long bytes = 0;
    long screenings = 0;
    long asking = 0;
    for (SubmissionLine line : plan.lines()) {
      bytes += line.toBytes().length + 1;
    }
    List<SubmittedRecord> records = tonight.records().stream().filter(record -> plan.live().contains(record.token())).toList();
    for (SubmittedRecord record : records) {
      screenings += record.screenings().size();
      asking += record.asks() ? 1 : 0;
    }
    NightPlan.Counts counts = plan.counts();
    out.println("Epoch " + secret.epoch().number() + ", size class " + secret.epoch().sizeClass().id() + ". Nothing was sent.");
    out.println(new Counted(records.size(), "record") + ", " + asking + " of them may be flagged, " + new Counted(screenings, "screening"));
    out.println("A night would send " + counts.sent() + " new or changed, " + counts.gone() + " gone and " + counts.fillers() + " fillers, " + bytes
        + " bytes; " + counts.unchanged() + " are unchanged");
    out.println("Not sent: " + (counts.withheld() + tonight.sealed().size()) + " withdrawn, of these " + tonight.sealed().size()
        + " sealed by a court tonight; " + tonight.unconsented().size() + " without a valid consent; " + tonight.rejected()
        + " rejected, which keep what was sent before");
  }

  /// Tells progress ten times.
  static final class Tenths implements RosterEncoding.Progress {
    private final PrintWriter err;
    private int told;

    Tenths(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void encoded(int done, int total) {
      int tenth = (int) (10L * done / total);
      if (tenth > told) {
        told = tenth;
        err.println(done + " of " + total + " records encoded");
      }
    }
  }
}
