package org.tellonce.agency.flags;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tellonce.protocol.json.Word;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Reads an option that is one of some words; upper case and underscores count as lower case and hyphens.
///
/// @param spec the command that is refused otherwise
record WordOption(CommandSpec spec) {

  <T extends Word> T of(String option, String text, T[] values) {
    return Arrays.stream(values).filter(value -> value.word().equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))).findFirst().orElseThrow(
        () -> usage(option + ": one of " + Arrays.stream(values).map(Word::word).collect(Collectors.joining(", "))));
  }

  /// The refusal of a command line.
  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
