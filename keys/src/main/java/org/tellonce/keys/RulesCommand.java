package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys rules`: what custodians do with the collaborative's rules.
@Command(name = "rules", description = "Writes, checks and signs the collaborative's rules.")
final class RulesCommand implements Runnable {
  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
