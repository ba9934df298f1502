package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.agreements.SignedRules.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys rules check`: whether rules would be accepted by those who have pinned these custodians.
@Command(name = "check", description = "Checks the rules and the signatures under them.")
final class RulesCheckCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RULES.json", description = "The rules with their signatures.")
  private @Nullable Path file;

  @Option(names = "--custodian", required = true, paramLabel = "NAME.pub", description = "A custodian whose signature counts; at least two.")
  private List<Path> pinned = List.of();

  RulesCheckCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    SignedRules signed = new RulesFile(requireNonNull(file)).open(line.getErr());
    var custodians = new ArrayList<Custodian>();
    pinned.forEach(path -> custodians.add(read(path)));
    RulesFile.describe(signed.rules(), LocalDate.ofInstant(clock.instant(), signed.rules().timeZone()), line.getOut());
    switch (signed.verify(custodians)) {
      case Verification.Trusted(_, List<String> signers) -> line.getOut().println(file + ": signed by " + String.join(", ", signers) + ".");
      case Verification.Untrusted(List<Problem> problems) ->
          throw new Stop(ExitCode.RULES, file + ": " + String.join("; ", problems.stream().map(Problem::toString).toList()));
    }
  }

  private static Custodian read(Path path) {
    try {
      return Custodian.parse(Files.readAllBytes(path)).in(path.toString()).orStop(ExitCode.DATA_REFUSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
