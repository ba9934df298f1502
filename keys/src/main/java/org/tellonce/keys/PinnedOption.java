package org.tellonce.keys;

import java.nio.file.Path;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Custodian;
import picocli.CommandLine.Option;

/// Whose signatures count: the custodians as whoever asks has them, from files of their own.
final class PinnedOption {
  @Option(names = "--custodian", required = true, paramLabel = "NAME.pub", description = "A custodian whose signature counts; two or more.")
  private List<Path> files = List.of();

  /// The custodians.
  List<Custodian> custodians() {
    return files.stream().map(path -> new CustodianFile(path).read().orStop(ExitCode.DATA_REFUSED)).toList();
  }
}
