package org.tellonce.agency.desk;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.keys.IncidentFile;
import org.tellonce.keys.SecretFile;
import org.tellonce.pages.Incidents;
import org.tellonce.pages.PageServer;
import org.tellonce.pages.PrivateDatabase;
import org.tellonce.pages.SignIn;
import org.tellonce.pages.StaffStore;
import org.tellonce.pages.Whereabouts;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Failure;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency desk`: serves the caseworkers' pages until it is ended; its subcommands say who may sign in.
@Command(name = "desk", description = {"Serves the caseworkers' pages: on this machine alone, or with TLS as [desk] in agency.toml says.",
    "Runs until it is ended (Ctrl-C, SIGTERM)."})
public final class DeskCommand implements Runnable {

  private static final int MAX_PORT = 65_535;

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--port", paramLabel = "PORT", description = "Another port than agency.toml says; 0 for any that is free.")
  private @Nullable Integer port;

  public DeskCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// The command with those below it.
  public static picocli.CommandLine withSubcommands(InstantSource clock, SecureRandom random, StandardInput in) {
    return new picocli.CommandLine(new DeskCommand(clock, random)).addSubcommand(new AddUserCommand(clock, random, in)).addSubcommand(
        new ResetUserCommand(clock, random, in)).addSubcommand(new RemoveUserCommand());
  }

  @Override
  public void run() {
    CommandSpec command = requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    AgencyFolder agency = AgencyFolder.open(folder);
    RulesHere rules = new RulesHere(agency, clock);
    PrivateDatabase database = database(agency);
    DeskParts parts = new DeskParts(new AskingAtServer(agency, clock, random), new RecordsAtServer(agency, clock, random, err::println),
        new NewsAtServer(agency,
            clock, random), new PapersHere(agency, clock), new UsersInDirectory(
                agency,
                () -> rules.known().today()), new FlagsAtServer(agency, clock, random), rules::known, new WorkStore(database), clock, random,
        task -> Thread.ofVirtual().name(
            "beside the desk").start(task));
    SignIn signIn = new SignIn(new StaffStore(database), clock, random);
    Whereabouts where = where(agency.config().desk());
    try (PageServer server = start(where, parts, signIn, incidents(agency, err))) {
      out.println("the desk is at " + server.url());
      if (where.tls().isEmpty()) {
        out.println("only browsers on this machine can reach it; [desk] in agency.toml tells how others can");
      }
      out.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PageServer start(Whereabouts where, DeskParts parts, SignIn signIn, Incidents incidents) {
    where.tls().ifPresent(tls -> new SecretFile(tls.key()).read().orStop(ExitCode.KEY));
    try {
      return PageServer.start(where, Desk.door(parts, signIn, incidents));
    } catch (IllegalStateException e) {
      throw new Stop(ExitCode.DATA_REFUSED, "the desk cannot listen on " + where.address() + ", port " + where.port()
          + ": another program has the port (--port), or certificate and key in [desk] of agency.toml cannot be read");
    }
  }

  private Whereabouts where(Whereabouts configured) {
    Integer chosen = port;
    if (chosen == null) {
      return configured;
    }
    if (chosen < 0 || chosen > MAX_PORT) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "--port: 0 to " + MAX_PORT);
    }
    return new Whereabouts(configured.address(), chosen, configured.names(), configured.tls());
  }

  /// What went wrong goes to the terminal of whoever started the desk, and, if it is a mistake of ours, into a file; the page says only what it was.
  private Incidents incidents(AgencyFolder agency, PrintWriter err) {
    return thrown -> {
      Failure failure = Failure.of("tellonce agency desk", null, clock.instant(), thrown);
      new IncidentFile("tellonce agency desk", List.of(agency.incidents())).tell(failure, err);
      return failure.line();
    };
  }

  /// `desk.db` of an agency.
  static PrivateDatabase database(AgencyFolder agency) {
    // SQLite's driver brings a logger for which nothing is set up here; it would say so on the terminal.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    return PrivateDatabase.open(agency.deskFile(), List.of(StaffStore.SCHEMA, WorkStore.SCHEMA));
  }
}
