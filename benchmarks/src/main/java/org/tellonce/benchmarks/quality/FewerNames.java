package org.tellonce.benchmarks.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Set;
import org.tellonce.protocol.encoding.SuiteTables;

/// The pinned tables without every third row of those that hold names: a county whose names the tables know less well.
final class FewerNames implements SuiteTables {

  private static final Set<String> OF_NAMES = Set.of("given-names.csv", "surnames.csv", "nicknames.csv");
  private static final int EVERY = 3;

  @Override
  public InputStream open(String file) {
    if (!OF_NAMES.contains(file)) {
      return SuiteTables.PINNED.open(file);
    }
    StringBuilder kept = new StringBuilder();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(SuiteTables.PINNED.open(file), UTF_8))) {
      int number = 0;
      for (String line : lines.lines().toList()) {
        if (number == 0 || number % EVERY != 0) {
          kept.append(line).append('\n');
        }
        number++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(kept.toString().getBytes(UTF_8));
  }
}
