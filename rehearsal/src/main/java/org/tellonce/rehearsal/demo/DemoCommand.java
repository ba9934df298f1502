package org.tellonce.rehearsal.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce demo`: a whole collaborative on this machine, from the first key to an opened pointer, and truthfully what went wrong.
@Command(name = "demo", description = {
    "Harbor County on this machine: custodians, a server, four agencies, one night, a pointer opened, and what went wrong.",
    "Run again on the same folder, it plays the next night."})
public final class DemoCommand implements Callable<Integer> {
  private static final int YOUTH = 2_000;
  private static final long SEED = 3;
  private static final int MOST = 100_000;

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", description = "The folder for all its files (default: a new one among the temporary files).")
  private @Nullable Path dir;

  @Option(names = "--youth", paramLabel = "N", description = "How many invented young people (default: 2000).")
  private @Nullable Integer youth;

  @Option(names = "--seed", paramLabel = "S", description = "Another seed gives other people (default: 3).")
  private @Nullable Long seed;

  @Option(names = "--exit",
      description = "Ends when all is shown, and leaves nothing running. Without it the server stays up for you to look around.")
  private boolean exit;

  public DemoCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (youth != null && (youth < 1 || youth > MOST)) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "--youth is 1 to " + MOST);
    }
    Programs programs = Programs.here();
    var folder = new DemoFolder(dir == null ? temporary() : dir);
    boolean again = prepared(folder);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (var narrator = new Narrator(out, folder, clock); var runner = new Runner(programs, narrator)) {
      var demo = new Demo(folder, narrator, runner, clock);
      try (ServerProcess server = again ? demo.again() : demo.first(youth == null ? YOUTH : youth, seed == null ? SEED : seed)) {
        if (!exit) {
          invite(narrator, folder, server);
          server.await();
        }
      }
      narrator.step("The server has ended; all files stay");
      narrator.say("Next night:  ./tellonce demo --dir " + folder.root() + (exit ? " --exit" : ""));
    }
    return ExitCode.DONE.number();
  }

  /// Whether the folder has a demo behind it; makes it if it is not there.
  private boolean prepared(DemoFolder folder) {
    if (Files.exists(folder.state())) {
      if (youth != null && youth != DemoState.read(folder.state()).youth()) {
        throw new Stop(ExitCode.USAGE, folder.root() + ": has another number of young people; take another folder, or leave --youth away");
      }
      if (seed != null && seed != DemoState.read(folder.state()).seed()) {
        throw new Stop(ExitCode.USAGE, folder.root() + ": has the people of another seed; take another folder, or leave --seed away");
      }
      return true;
    }
    try {
      Files.createDirectories(folder.root());
      try (var files = Files.list(folder.root())) {
        if (files.findAny().isPresent()) {
          throw new Stop(ExitCode.DATA_REFUSED, folder.root() + ": not empty, and no demo that came through its first steps; take another folder");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("tellonce-demo-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void invite(Narrator narrator, DemoFolder folder, ServerProcess server) {
    narrator.step("Look around");
    narrator.say("D=" + folder.root());
    narrator.say("What caseworkers see in the morning:    column -s, -t $D/agencies/juvenile_justice/flags.csv | head");
    narrator.say("How a row is read, without leaving it:  ./tellonce agency explain " + Story.JUSTICE_ID + " --dir $D/agencies/juvenile_justice");
    narrator.say("A pointer, opened for a case:           ./tellonce agency flags --dir $D/agencies/juvenile_justice --open " + Story.JUSTICE_ID
        + " --case " + Story.CASE
        + " --purpose intake --basis juvenile-justice --user " + HarborCounty.CASEWORKER);
    narrator.say("All that the operator has:              ls -l $D/server; head -3 $D/server/log/*; grep -c . $D/server/log/*");
    narrator.say("What the programs said:                 less $D/demo.log");
    narrator.say("The server is process " + server.pid()
        + ". Stop everything: Ctrl-C here. Play the next night afterwards: ./tellonce demo --dir $D");
  }
}
