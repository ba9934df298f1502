package org.tellonce.agency.flags;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.tellonce.keys.AtomicFile;

/// `flags.csv`: the rows of this agency's roster to ask about first. Mode 0600, for it names young people; the old file stays whole until the new one is.
///
/// @param path where it lies
public record FlagsCsv(Path path) {

  /// Writes the flags in the order given.
  public void write(List<FlaggedRow> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord("local_id", "ask_first", "since");
      rows.forEach(row -> csv.writeRecord(row.localId(), "yes", row.since().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicFile.SECRET.replace(path, text.toString().getBytes(UTF_8));
  }
}
