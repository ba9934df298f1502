package org.tellonce.keys;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce keys rules sign`: adds one custodian's signature to the rules.
@Command(name = "sign", description = "Checks the rules and adds this custodian's signature to their file.")
final class RulesSignCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RULES.json", description = "The rules, with the signatures so far.")
  private @Nullable Path file;

  @Option(names = "--key", required = true, paramLabel = "NAME.key", description = "The custodian's signing key.")
  private @Nullable Path keyFile;

  @Option(names = "--from", paramLabel = "HELD.json", description = "The rules that hold now: tells every value that differs from theirs.")
  private @Nullable Path held;

  RulesSignCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    var line = requireNonNull(spec).commandLine();
    var rulesFile = new RulesFile(requireNonNull(file));
    SignedRules before = rulesFile.open(line.getErr());
    PrivateKey key = new PrivateKeyFile(requireNonNull(keyFile)).read("Ed25519").orStop(ExitCode.KEY);
    Custodian custodian = holder(before.rules(), key);
    refuseBroken(before, custodian);
    var out = line.getOut();
    RulesFile.describe(before.rules(), LocalDate.ofInstant(clock.instant(), before.rules().timeZone()), out);
    if (held != null) {
      Rules earlier = new RulesFile(held).open(line.getErr()).rules();
      RulesChanges.between(earlier, before.rules()).told(earlier.number()).forEach(line.getOut()::println);
    }
    SignedRules after = before.signedBy(custodian.name(), key);
    rulesFile.replace(after);
    int signatures = after.signatures().size();
    out.println(file + ": signed by " + String.join(", ", after.signatures().keySet()) + " (" + signatures + " of " + SignedRules.NEEDED
        + " needed).");
    out.println(signatures < SignedRules.NEEDED ? "Next: another custodian checks and signs the same file."
        : "Next: bring the file to the operator (tellonce server enrol); agencies fetch it in the next night.");
  }

  /// The custodian of the rules whose key this is, whatever the file is called.
  private Custodian holder(Rules rules, PrivateKey key) {
    SignedRules trial = SignedRules.unsigned(rules).signedBy("trial", key);
    List<Custodian> holders = signers(trial, "trial", rules.custodians());
    if (holders.isEmpty()) {
      throw new Stop(ExitCode.RULES, keyFile + ": not the key of a custodian that these rules name ("
          + rules.custodians().stream().map(Custodian::name).collect(joining(", ")) + "); nothing was signed");
    }
    return holders.getFirst();
  }

  /// A signature of somebody else that does not fit means that the rules were changed after it was made.
  private void refuseBroken(SignedRules signed, Custodian self) {
    for (String name : signed.signatures().keySet()) {
      List<Custodian> named = signed.rules().custodians().stream().filter(c -> c.name().equals(name)).toList();
      if (!name.equals(self.name()) && signers(signed, name, named).isEmpty()) {
        throw new Stop(ExitCode.RULES, file + ": the signature of " + name
            + " does not fit these rules, so they were changed after it or it is of nobody they name; take it out and have it made again");
      }
    }
  }

  private static List<Custodian> signers(SignedRules signed, String name, List<Custodian> custodians) {
    byte[] message = SignedRules.message(signed.rules());
    byte[] signature = Base64.getUrlDecoder().decode(signed.signatures().get(name));
    return custodians.stream().filter(c -> c.signed(message, signature)).toList();
  }
}
