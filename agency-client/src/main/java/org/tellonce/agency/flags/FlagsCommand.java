package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency flags`: which rows of the roster to ask about first; with `--open`, the pointer behind one of them, for one open case.
@Command(name = "flags", description = {"Writes flags.csv: the rows of the roster about which another agency may be asked first.",
    "With --open: opens the pointer behind one row, for one case. That is logged as the disclosure it is."})
public final class FlagsCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--open", paramLabel = "LOCAL_ID", description = {"Open the pointer of this row; needs --case, --purpose and --user.",
      "LOCAL_ID and NUMBER may be -: each reads the next line of standard input."})
  private @Nullable String opened;

  @Mixin
  private QuestionOptions asking = new QuestionOptions();

  @Option(names = "--quiet", description = "Print one summary line and no local id: for a timer, whose output others can read.")
  private boolean quiet;

  public FlagsCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    CommandSpec command = requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    if (opened == null) {
      if (asking.isGiven()) {
        throw new WordOption(command).usage("--case, --purpose, --basis, --user and --name-us belong to --open LOCAL_ID");
      }
      list(out);
    } else {
      open(opened, new WordOption(command), out);
    }
  }

  private void open(String typed, WordOption word, PrintWriter out) {
    if (quiet) {
      throw word.usage("--quiet belongs to the list of flags, not to --open");
    }
    if (typed.isBlank() || !asking.isWhole()) {
      throw word.usage(
          "--open LOCAL_ID needs --case NUMBER, --purpose PURPOSE and --user PSEUDONYM: a pointer is opened for one open case only, by one person");
    }
    String localId = in.orTyped(typed, "--open");
    Question question = asking.question(in, word);
    AgencyFolder agency = AgencyFolder.open(folder);
    try (ServerClient server = agency.connect(clock, random)) {
      new AskedReport(new Asking(agency, server, clock, random).open(localId, question), question.caseNumber()).print(out);
    }
  }

  private void list(PrintWriter out) {
    AgencyFolder agency = AgencyFolder.open(folder);
    try (ServerClient server = agency.connect(clock, random)) {
      List<FlaggedRow> rows = new FlaggedRows(agency, clock).refresh(server);
      if (!quiet) {
        new FlagsTable(rows, folder).print(out);
      }
      out.println("flags: " + agency.config().agency() + ", " + Counted.rows(rows.size()) + " to ask first, written to " + agency.flagsFile());
      notices(agency, server, out);
    }
  }

  /// Nobody would look for notices otherwise. They stay unread; that they cannot be had spoils no list.
  private static void notices(AgencyFolder agency, Server server, PrintWriter out) {
    try {
      var feed = new NoticeFeed(server, agency.noticesFile());
      int unread = feed.after(feed.cursor()).notices().size();
      if (unread > 0) {
        out.println("notices: " + unread + " not read yet; tellonce agency notices shows " + (unread == 1 ? "it" : "them"));
      }
    } catch (Stop stop) {
      out.println("notices: " + stop.line());
    }
  }
}
