package org.tellonce.keys;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce keys ca`: the collaborative's root, which the custodians keep offline, and below it the coordinator's issuing CA, whose key changes every year.
@Command(name = "ca", description = "Makes the custodians' root, and the coordinator's issuing CA below it.")
final class CaCommand implements Runnable {
  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }

  /// The collaborative's name, as it stands in every certificate.
  static final class NameOption {
    private static final int LENGTH = 40;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec mixee;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The collaborative's name, up to 40 characters.")
    private String name = "";

    String value() {
      if (name.isBlank() || name.length() > LENGTH || name.chars().anyMatch(Character::isISOControl)) {
        throw new ParameterException(requireNonNull(mixee).commandLine(), "--name has 1 to 40 characters");
      }
      return name;
    }
  }
}
