package org.tellonce.rehearsal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;

/// `findings.csv`: each row that should be flagged and is not, and each that is and should not.
///
/// @param path where it lies
record FindingsCsv(Path path) {

  void write(Findings findings) {
    try (var out = Files.newBufferedWriter(path, UTF_8); CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
      csv.writeRecord("finding", "agency", "local_id");
      write(csv, "missed", findings.missed());
      write(csv, "wrong", findings.wrong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(CsvWriter csv, String finding, Set<Truth.Ref> refs) {
    refs.stream().sorted(Comparator.comparing(Truth.Ref::agency).thenComparing(Truth.Ref::localId)).forEach(ref -> csv.writeRecord(finding, ref
        .agency(), ref.localId()));
  }
}
