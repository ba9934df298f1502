package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.desk.DeskCommand;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.flags.CodeCommand;
import org.tellonce.agency.flags.ConfirmCommand;
import org.tellonce.agency.flags.CorrectCommand;
import org.tellonce.agency.flags.DispositionCommand;
import org.tellonce.agency.flags.FlagsCommand;
import org.tellonce.agency.flags.FollowUp;
import org.tellonce.agency.flags.LookUpCommand;
import org.tellonce.agency.flags.NoticesCommand;
import org.tellonce.agency.flags.ReportCommand;
import org.tellonce.agency.flags.ShieldCommand;
import org.tellonce.agency.flags.WaitingRows;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.ConsentCommand;
import org.tellonce.agency.submission.EncodeCommand;
import org.tellonce.agency.submission.NightlyCommand;
import org.tellonce.agency.submission.WithdrawCommand;
import org.tellonce.keys.IncidentFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `tellonce agency` program: makes the clock and the terminal's writers, runs one command, ends with one of [ExitCode].
@Command(name = "tellonce agency",
    description = "Encodes an agency's roster at night, asks which rows to ask about first, opens a pointer or looks somebody up for a case.",
    mixinStandardHelpOptions = true, scope = ScopeType.INHERIT)
public final class Main implements Runnable {
  private static final @Nullable String VERSION = Main.class.getPackage().getImplementationVersion();

  @Spec
  private @Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, InstantSource.system(), new SecureRandom(), System.in, out, err, Path.of("")));
  }

  /// Runs one command with nothing on standard input.
  public static int run(String[] args, InstantSource clock, SecureRandom random, PrintWriter out, PrintWriter err, Path incidents) {
    return run(args, clock, random, InputStream.nullInputStream(), out, err, incidents);
  }

  /// Runs one command.
  ///
  /// @param input standard input, read for an argument `-` only
  /// @param incidents the folder for an incident file
  /// @return the number of an [ExitCode]
  public static int run(String[] args, InstantSource clock, SecureRandom random, InputStream input, PrintWriter out, PrintWriter err,
      Path incidents) {
    var in = new StandardInput(input);
    var line = new CommandLine(new Main());
    line.getCommandSpec().version("tellonce agency " + (VERSION == null ? "(not packaged)" : VERSION));
    line.addSubcommand(new InitCommand(random)).addSubcommand(new UnwrapCommand(clock)).addSubcommand(new CheckCommand(clock, random)).addSubcommand(
        new EncodeCommand(clock))
        .addSubcommand(new ExplainCommand(clock, in)).addSubcommand(new NightlyCommand(clock, random, new WaitingRows())).addSubcommand(
            new FlagsCommand(clock, random,
                in))
        .addSubcommand(new LookUpCommand(clock, random, in)).addSubcommand(new DispositionCommand(clock, random)).addSubcommand(new CorrectCommand(
            clock,
            random)).addSubcommand(new NoticesCommand(clock, random)).addSubcommand(new ConfirmCommand(clock, random, in)).addSubcommand(
                new WithdrawCommand(clock, random, in, FollowUp.pastViewers(
                    clock).map(AccessReport::farewell))).addSubcommand(
                        new ShieldCommand(clock, random, in)).addSubcommand(new ReportCommand(clock, random, in)).addSubcommand(new UsersCommand(
                            clock,
                            random))
        .addSubcommand(DeskCommand.withSubcommands(clock, random, in)).addSubcommand(new AuditCommand(clock, random, in)).addSubcommand(
            new CodeCommand(clock)).addSubcommand(new ConsentCommand(clock, in));
    line.setExpandAtFiles(false).setParameterExceptionHandler(new Misuse());
    line.setOut(out).setErr(err).setExecutionExceptionHandler((thrown, _, _) -> failed(thrown, clock, err, folders(line, incidents)));
    try {
      return line.execute(args);
    } catch (Error e) {
      return failed(e, clock, err, folders(line, incidents));
    }
  }

  /// Where an incident file may go: the working directory, which may be one that this user cannot write, then the agency's `state/`.
  private static List<Path> folders(CommandLine line, Path incidents) {
    List<Path> folders = new ArrayList<>(List.of(incidents));
    for (ParseResult parsed = line.getParseResult(); parsed != null; parsed = parsed.subcommand()) {
      OptionSpec dir = parsed.commandSpec().findOption("--dir");
      if (dir != null && dir.getValue() instanceof Path folder) {
        folders.add(folder.resolve("state"));
      }
    }
    return folders;
  }

  static int failed(Throwable thrown, InstantSource clock, PrintWriter err, List<Path> incidents) {
    return new IncidentFile("tellonce agency", incidents).tell(Failure.of("tellonce agency", VERSION, clock.instant(), thrown), err);
  }

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
