package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

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
import org.tellonce.protocol.agreements.Rules;
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

  @Option(names = "--custodian", paramLabel = "NAME.pub",
      description = "A custodian whose signature counts; two or more. With none the rules are checked, their signatures are not.")
  private List<Path> pinned = List.of();

  @Option(names = "--from", paramLabel = "HELD.json", description = "The rules that hold now: tells every value that differs from theirs.")
  private @Nullable Path held;

  RulesCheckCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    SignedRules signed = new RulesFile(requireNonNull(file)).open(line.getErr());
    var custodians = new ArrayList<Custodian>();
    pinned.forEach(path -> custodians.add(new CustodianFile(path).read().orStop(ExitCode.DATA_REFUSED)));
    RulesFile.describe(signed.rules(), LocalDate.ofInstant(clock.instant(), signed.rules().timeZone()), line.getOut());
    if (held != null) {
      Rules before = new RulesFile(held).open(line.getErr()).rules();
      RulesChanges.between(before, signed.rules()).told(before.number()).forEach(line.getOut()::println);
    }
    if (custodians.isEmpty()) {
      line.getOut().println(file + ": complete; the signatures were not checked (--custodian NAME.pub, twice, checks them).");
      return;
    }
    switch (signed.verify(custodians)) {
      case Verification.Trusted(_, List<String> signers) -> line.getOut().println(file + ": signed by " + String.join(", ", signers) + ".");
      case Verification.Untrusted(List<Problem> problems) ->
          throw new Stop(ExitCode.RULES, file + ": " + String.join("; ", problems.stream().map(Problem::toString).toList()));
    }
  }
}
