package org.tellonce.keys;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;

/// Where custodians' passphrases come from: a file of mode 0600 for each, or the terminal; never a command line or the environment.
///
/// @param files by custodian
record Passphrases(Map<String, Path> files, Prompt prompt) {

  /// A new passphrase, asked twice at the terminal.
  Passphrase fresh(String custodian) {
    return fromFile(custodian).orElseGet(() -> {
      String first = prompt.secret(custodian + ", a passphrase for your share: ");
      Passphrase passphrase = parsed(custodian, first);
      if (!prompt.secret(custodian + ", the same once more: ").equals(first)) {
        throw new Stop(ExitCode.KEY, "the passphrase of " + custodian + " was typed in two ways; nothing was written");
      }
      return passphrase;
    });
  }

  /// The passphrase of a share that is there.
  Passphrase known(String custodian) {
    return fromFile(custodian).orElseGet(() -> parsed(custodian, prompt.secret(custodian + ", the passphrase of your share: ")));
  }

  private Optional<Passphrase> fromFile(String custodian) {
    @Nullable Path file = files.get(custodian);
    return Optional.ofNullable(file).map(path -> Passphrase.read(path).orStop(ExitCode.KEY));
  }

  private static Passphrase parsed(String custodian, String text) {
    Parsed<Passphrase> parsed = Passphrase.parse(text);
    return parsed.in("passphrase of " + custodian).orStop(ExitCode.KEY);
  }
}
