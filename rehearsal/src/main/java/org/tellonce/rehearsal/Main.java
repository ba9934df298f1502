package org.tellonce.rehearsal;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.keys.IncidentFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Failure;
import org.tellonce.rehearsal.comparison.RehearseCommand;
import org.tellonce.rehearsal.county.CountyCommand;
import org.tellonce.rehearsal.demo.DemoCommand;
import org.tellonce.rehearsal.training.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `tellonce` program: makes the clock and the terminal's writers, runs one command, ends with one of [ExitCode].
@Command(name = "tellonce",
    description = "Runs a whole collaborative on this machine, on synthetic young people.",
    mixinStandardHelpOptions = true, scope = ScopeType.INHERIT)
public final class Main implements Runnable {
  private static final @Nullable String VERSION = Main.class.getPackage().getImplementationVersion();

  @Spec
  private @Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, InstantSource.system(), new SecureRandom(), out, err, Path.of("")));
  }

  /// Runs one command.
  ///
  /// @param incidents the folder for an incident file
  /// @return the number of an [ExitCode]
  public static int run(String[] args, InstantSource clock, SecureRandom random, PrintWriter out, PrintWriter err, Path incidents) {
    var line = new CommandLine(new Main());
    line.getCommandSpec().version("tellonce " + (VERSION == null ? "(not packaged)" : VERSION));
    line.addSubcommand(new DemoCommand(clock)).addSubcommand(new RehearseCommand(clock)).addSubcommand(new TrainCommand())
        .addSubcommand(new CountyCommand());
    line.setOut(out).setErr(err).setExecutionExceptionHandler((thrown, _, _) -> failed(thrown, clock, err, incidents));
    return line.execute(args);
  }

  static int failed(Exception thrown, InstantSource clock, PrintWriter err, Path incidents) {
    return new IncidentFile("tellonce", List.of(incidents)).tell(Failure.of("tellonce", VERSION, clock.instant(), thrown), err);
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
