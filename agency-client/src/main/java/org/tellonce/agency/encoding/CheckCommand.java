package org.tellonce.agency.encoding;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency check`: everything that is wrong with agency.toml and roster, by file, line, column and rule. Shows no cell, sends nothing.
@Command(name = "check", description = "Tells what is wrong with agency.toml and the roster. Shows no cell, sends nothing.")
public final class CheckCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", paramLabel = "D", description = "The agency's folder (default: here).")
  private @Nullable Path folder;

  /// @param clock what day it is
  public CheckCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    AgencyConfig config = orStop(ConfigFile.read(requireNonNull(folder)), out, "agency.toml is refused");
    out.println(ConfigFile.NAME + ": agency " + config.agency() + ", server " + config.server());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    int maxRejectedPercent = Limits.DEFAULT.maxRejectedPercent();
    Roster roster = orStop(new RosterCsv(config.roster(), today).read(maxRejectedPercent), out, "the roster is refused, nothing of it would be sent");
    List<Entry> entries = roster.entries();
    out.println(config.roster().file().getFileName() + ": " + entries.size() + " rows can be used, " + entries.stream().filter(Entry::asks).count()
        + " of them may be flagged (open case and legal basis), " + entries.stream().mapToInt(entry -> entry.screenings().size()).sum()
        + " screenings");
    list(out, "Sealed by a court, to be withdrawn:", entries.stream().filter(Entry::sealed).map(entry -> "line " + entry.row().line()).toList());
    list(out, "Rejected, while at most " + maxRejectedPercent + " % of the rows are:", roster.rejected());
    list(out, "To look at:", roster.notices());
    List<Normalised> normalised = Normaliser.ofSuite(today).normaliseRoster(entries.stream().map(Entry::row).toList());
    list(out, "Cells that cannot be used, their rows can:", WarningCount.of(entries, normalised));
  }

  private static void list(PrintWriter out, String title, List<?> lines) {
    if (!lines.isEmpty()) {
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }

  /// Shows every problem in a line of its own.
  private static <T> T orStop(Parsed<T> parsed, PrintWriter out, String line) {
    return switch (parsed) {
      case Parsed.Valid<T>(T value) -> value;
      case Parsed.Rejected<T>(List<Problem> problems) -> {
        problems.forEach(out::println);
        throw new Stop(ExitCode.DATA_REFUSED, line);
      }
    };
  }
}
