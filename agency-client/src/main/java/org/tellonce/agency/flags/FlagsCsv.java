package org.tellonce.agency.flags;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

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

  /// The flags that were written last, in the order of the file; nothing if there is no such file.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if somebody else wrote it
  public Optional<List<FlaggedRow>> read() {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(path, UTF_8)) {
      return Optional.of(csv.stream().skip(1).map(line -> new FlaggedRow(line.getField(0), LocalDate.parse(line.getField(2)))).toList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CsvParseException | DateTimeException | IndexOutOfBoundsException e) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": not as tellonce agency flags writes it; let it write the file anew");
    }
  }
}
