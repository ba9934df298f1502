package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Recorded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency confirm`: a second person has looked at rows that wait, and says that they are of people whom the agency serves.
@Command(name = "confirm", description = {
    "Says that rows which wait are of people whom the agency serves, so that they may get flags: the new rows of a night in which more",
    "came than usual, or rows that look like one person. A supervisor or the privacy officer looks first, and that is logged."})
public final class ConfirmCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--night", paramLabel = "DATE", description = "The new rows of this day, as the notice names it (yyyy-MM-dd); or")
  private @Nullable String night;

  @Option(names = "--row", paramLabel = "LOCAL_ID", description = "this row and those that look like it; - reads it from standard input.")
  private @Nullable String row;

  @Option(names = "--user", required = true, paramLabel = "PSEUDONYM", description = "Who has looked: a supervisor or a privacy officer.")
  private String user = "";

  public ConfirmCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    CommandSpec command = requireNonNull(spec);
    var word = new WordOption(command);
    String by = DispositionCommand.user(user, word);
    if ((night == null) == (row == null)) {
      throw word.usage("either --night DATE or --row LOCAL_ID");
    }
    LocalDate day = night == null ? null : day(night, word);
    AgencyFolder agency = AgencyFolder.open(folder);
    String localId = row == null ? "" : in.orTyped(row, "--row");
    try (ServerClient server = agency.connect(clock, random)) {
      var followUp = new FollowUp(agency, server, clock);
      Recorded recorded = day == null ? followUp.confirmAlike(localId, by) : followUp.confirm(Confirmation.ofDay(day, by));
      command.commandLine().getOut().println("Put down on " + recorded.on()
          + ": these rows wait no more. What there is to ask first about them stands in the next list (tellonce agency flags).");
    }
  }

  private static LocalDate day(String text, WordOption word) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw word.usage("--night: a date, yyyy-MM-dd");
    }
  }
}
