package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `tellonce keys` program: makes the clock and the terminal's writers, runs one command, ends with one of [ExitCode].
@Command(name = "tellonce keys",
    description = "Makes, splits and wraps the linkage secret; makes signing keys and certificates; signs the collaborative's rules.",
    mixinStandardHelpOptions = true, scope = ScopeType.INHERIT)
public final class Main implements Runnable {
  private static final @Nullable String VERSION = Main.class.getPackage().getImplementationVersion();

  @Spec
  private @Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, InstantSource.system(), new SecureRandom(), out, err, Path.of(""), Custody.with(Prompt.of(System.console()))));
  }

  /// Runs one command without anybody at the terminal.
  ///
  /// @param incidents the folder for an incident file
  /// @return the number of an [ExitCode]
  public static int run(String[] args, InstantSource clock, SecureRandom random, PrintWriter out, PrintWriter err, Path incidents) {
    return run(args, clock, random, out, err, incidents, Custody.with(Prompt.NOBODY));
  }

  /// Runs one command.
  ///
  /// @param incidents the folder for an incident file
  /// @param custody who is asked, and what a passphrase costs
  /// @return the number of an [ExitCode]
  public static int run(String[] args, InstantSource clock, SecureRandom random, PrintWriter out, PrintWriter err, Path incidents, Custody custody) {
    var line = new CommandLine(new Main());
    line.getCommandSpec().version("tellonce keys " + (VERSION == null ? "(not packaged)" : VERSION));
    line.addSubcommand(new NewCommand(clock, random, custody)).addSubcommand(new RotateCommand(clock, random, custody))
        .addSubcommand(new CombineCommand(custody))
        .addSubcommand(new WrapCommand(clock, random, custody)).addSubcommand(new WrapSignCommand(clock, custody)).addSubcommand(new CustodianCommand(
            random))
        .addSubcommand(new CommandLine(new CaCommand()).addSubcommand(new CaRootCommand(clock, random)).addSubcommand(new CaRequestCommand(random))
            .addSubcommand(new CaSignCommand(clock, random)).addSubcommand(new CaInstallCommand(clock, random)))
        .addSubcommand(new IssueCommand(clock, random)).addSubcommand(new RenewCommand(clock, random)).addSubcommand(new RevokeCommand(clock, random))
        .addSubcommand(new CardCommand())
        .addSubcommand(new CommandLine(new RulesCommand()).addSubcommand(new RulesNewCommand(clock)).addSubcommand(new RulesSignCommand(clock))
            .addSubcommand(new RulesCheckCommand(clock)))
        .addSubcommand(new CommandLine(new RestartCommand()).addSubcommand(new RestartSignCommand()));
    line.setOut(out).setErr(err).setExecutionExceptionHandler((thrown, _, _) -> failed(thrown, clock, err, incidents));
    try {
      return line.execute(args);
    } catch (Error e) {
      return failed(e, clock, err, incidents);
    }
  }

  static int failed(Throwable thrown, InstantSource clock, PrintWriter err, Path incidents) {
    return new IncidentFile("tellonce keys", List.of(incidents)).tell(Failure.of("tellonce keys", VERSION, clock.instant(), thrown), err);
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
