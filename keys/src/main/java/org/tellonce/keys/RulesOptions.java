package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules.Verification;
import picocli.CommandLine.Option;

/// Rules that count for somebody who has pinned custodians.
final class RulesOptions {
  @Option(names = "--rules", required = true, paramLabel = "RULES.json", description = "The signed rules, in which the cards stand.")
  private @Nullable Path file;

  /// The rules.
  ///
  /// @param pinned whose signatures count
  /// @throws Stop with [ExitCode#RULES] if not two pinned custodians have signed them
  Rules rules(List<Custodian> pinned, PrintWriter err) {
    Path path = requireNonNull(file);
    return switch (new RulesFile(path).open(err).verify(pinned)) {
      case Verification.Trusted(Rules rules, _) -> rules;
      case Verification.Untrusted(List<Problem> problems) ->
          throw new Stop(ExitCode.RULES, path + ": " + String.join("; ", problems.stream().map(Problem::toString).toList()));
    };
  }
}
