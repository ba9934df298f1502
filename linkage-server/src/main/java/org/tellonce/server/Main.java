package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Failure;
import org.tellonce.server.comparison.Parameters;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `tellonce server` program: makes the clock and the terminal's writers, runs one command, ends with one of [ExitCode].
@Command(name = "tellonce server",
    description = "Keeps what the agencies sent, compares it, and can learn nobody's identity.",
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
    line.getCommandSpec().version("tellonce server " + (VERSION == null ? "(not packaged)" : VERSION));
    line.addSubcommand(new EpochsCommand(Parameters::shipped, clock, random)).addSubcommand(new ExpireCommand(Parameters::shipped, clock, random))
        .addSubcommand(new AuditCommand(clock, random)).addSubcommand(new QueueCommand(Parameters::shipped, clock, random)).addSubcommand(
            new InitCommand(random)).addSubcommand(new EnrolCommand(
                rules -> LinkageServer.misfits(Parameters::shipped, rules), clock, random))
        .addSubcommand(new CommandLine(new RestartCommand()).addSubcommand(new RestartProposeCommand(clock, random)))
        .addSubcommand(new RunCommand(Parameters::shipped, clock, random, Runtime.getRuntime()::halt));
    line.setOut(out).setErr(err).setExecutionExceptionHandler((thrown, _, _) -> failed(thrown, clock, err, incidents));
    return line.execute(args);
  }

  static int failed(Exception thrown, InstantSource clock, PrintWriter err, Path incidents) throws IOException {
    var failure = Failure.of("tellonce server", VERSION, clock.instant(), thrown);
    err.println("tellonce server: " + failure.line());
    if (failure.incident() != null) {
      // A service's working folder may not be its own.
      Path folder = Files.isWritable(incidents) ? incidents.toAbsolutePath() : Path.of(System.getProperty("java.io.tmpdir"));
      Path file = Files.createTempFile(folder, "incident-", ".txt");
      Files.writeString(file, failure.incident());
      err.println("tellonce server: " + Failure.askFor(file.toString()));
    }
    return failure.code().number();
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
