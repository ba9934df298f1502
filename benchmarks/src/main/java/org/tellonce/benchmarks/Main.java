package org.tellonce.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.benchmarks.growth.GrowthCommand;
import org.tellonce.benchmarks.log.LogCommand;
import org.tellonce.benchmarks.parts.PartsCommand;
import org.tellonce.benchmarks.populations.PopulationsCommand;
import org.tellonce.benchmarks.privacy.PrivacyCommand;
import org.tellonce.benchmarks.quality.ExpectedCommand;
import org.tellonce.benchmarks.speed.EncodingCommand;
import org.tellonce.benchmarks.speed.SpeedCommand;
import org.tellonce.benchmarks.timing.TimingCommand;
import org.tellonce.keys.IncidentFile;
import org.tellonce.protocol.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `tellonce benchmark` program: makes the clock and the terminal's writers, runs one command, ends with one of `ExitCode`.
@Command(name = "tellonce benchmark", description = "Measures quality, privacy and speed, each by one command, on synthetic young people.",
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
  /// @return the number of an exit code
  public static int run(String[] args, InstantSource clock, SecureRandom random, PrintWriter out, PrintWriter err, Path incidents) {
    var line = new CommandLine(new Main());
    line.getCommandSpec().version("tellonce benchmark " + (VERSION == null ? "(not packaged)" : VERSION));
    line.addSubcommand(new ExpectedCommand(clock)).addSubcommand(new PrivacyCommand(clock, random)).addSubcommand(new SpeedCommand()).addSubcommand(
        new EncodingCommand(clock)).addSubcommand(new GrowthCommand(clock, random)).addSubcommand(new PartsCommand(clock)).addSubcommand(
            new PopulationsCommand(clock)).addSubcommand(new LogCommand(clock, random)).addSubcommand(new TimingCommand(clock, random));
    line.setOut(out).setErr(err).setExecutionExceptionHandler((thrown, _, _) -> new IncidentFile("tellonce benchmark", List.of(incidents)).tell(
        Failure.of("tellonce benchmark", VERSION, clock.instant(), thrown), err));
    return line.execute(args);
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
