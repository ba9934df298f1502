package org.tellonce.agency.encoding;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.submission.SubmittedRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency encode --dry-run`: what a submission of the whole roster would hold, in numbers. Sends nothing.
@Command(name = "encode", description = "Encodes the whole roster and tells in numbers what would be sent.")
public final class EncodeCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  @Option(names = "--dry-run", description = "Send nothing. (tellonce agency nightly sends.)")
  private boolean dryRun;

  @Option(names = "--epoch", paramLabel = "N", description = "The epoch whose linkage secret is used (default: the newest of the keyring).")
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
    AgencyConfig config = ConfigFile.open(requireNonNull(folder));
    Keyring keyring = Keyring.open(config.keyring());
    LinkageSecret secret = secret(keyring, config.keyring());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    RosterEncoding encoding = RosterEncoding.of(config, today, secret, keyring.recordKey(), Math.clamp(threads, 1, 64));
    EncodedRoster roster = switch (encoding.encode(Limits.DEFAULT.maxRejectedPercent(), new Tenths(err))) {
      case Parsed.Valid<EncodedRoster>(EncodedRoster valid) -> valid;
      case Parsed.Rejected<EncodedRoster>(List<Problem> problems) -> {
        problems.forEach(err::println);
        throw new Stop(ExitCode.DATA_REFUSED, "the roster is refused, nothing of it would be sent");
      }
    };
    show(roster, secret, out);
  }

  private LinkageSecret secret(Keyring keyring, Path where) {
    Long wanted = epoch;
    if (wanted == null) {
      if (keyring.epochs().isEmpty()) {
        throw new Stop(ExitCode.KEY, where + ": no linkage secret; ask a key custodian for linkage-secret-EPOCH.json");
      }
      wanted = keyring.epochs().getLast();
    }
    long number = wanted;
    return keyring.find(number).orElseThrow(() -> new Stop(ExitCode.KEY, where + ": no linkage secret of epoch " + number));
  }

  private static void show(EncodedRoster roster, LinkageSecret secret, PrintWriter out) {
    long bytes = 0;
    long screenings = 0;
    long asking = 0;
    for (EncodedRoster.Entry entry : roster.entries()) {
      SubmittedRecord record = entry.submitted();
      bytes += record.toBytes().length + 1;
      screenings += record.screenings().size();
      asking += record.asks() ? 1 : 0;
    }
    out.println("Epoch " + secret.epoch().number() + ", size class " + secret.epoch().sizeClass().id() + ". Nothing was sent.");
    out.println(roster.entries().size() + " records, " + asking + " of them may be flagged, " + screenings + " screenings, " + bytes + " bytes");
    out.println(roster.sealedIds().size() + " sealed by a court, " + roster.heldIds().size() + " rows that cannot be read keep what was sent before");
    out.println("Rows by pass:");
    roster.inputs().forEach((pass, count) -> out.println(String.format(Locale.ROOT, "  %2d  %8d", pass, count)));
    out.println(String.format(Locale.ROOT, "   padding %d of %d rows", roster.padding(), roster.rows()));
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
