package org.tellonce.rehearsal.county;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A county as files: a roster `NN_agency.csv` of each agency, and beside them the truth that no agency has.
///
/// | file | columns |
/// |---|---|
/// | `truth.csv` | `agency,local_id,youth_id,household_id` |
/// | `errors.csv` | `agency,local_id,kinds`, the kinds with a stroke between them |
/// | `youth.csv` | `youth_id,household_id,twin_of,group,given_name,middle_name,family_name,date_of_birth,sex` |
public final class CountyFolder {
  private static final String TRUTH = "truth.csv";

  private final Path folder;

  /// @param folder made if it is not there
  public CountyFolder(Path folder) {
    this.folder = folder;
  }

  /// Whether a county was written here before.
  public boolean isWritten() {
    return Files.exists(folder.resolve(TRUTH));
  }

  /// Writes everything, over what was there.
  public void write(County county) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    county.rosters().forEach(roster -> writeRoster(folder.resolve(roster.agency().fileName()), roster));
    csv(folder.resolve(TRUTH), List.of("agency", "local_id", "youth_id", "household_id"), out -> each(county, (agency, row) -> out.writeRecord(
        agency, row
            .localId(), row.youthId(), row.householdId())));
    csv(folder.resolve("errors.csv"), List.of("agency", "local_id", "kinds"), out -> each(county, (agency, row) -> out.writeRecord(agency, row
        .localId(), row.errors()
            .stream().map(ErrorKind::word).collect(Collectors.joining("|")))));
    csv(folder.resolve("youth.csv"), List.of("youth_id", "household_id", "twin_of", "group", "given_name", "middle_name", "family_name",
        "date_of_birth", "sex"),
        out -> county.youth().forEach(one -> out.writeRecord(one.id(), one.home().id(), one.twinOf() == null ? "" : one.twinOf(), one.home()
            .heritage().word(), one
                .given(), one.middle(), one.family(), one.born().toString(), one.sex().letter())));
  }

  /// Writes one agency's roster alone, as the agency itself has it.
  public static void writeRoster(Path file, County.Roster roster) {
    csv(file, Arrays.stream(Field.values()).map(Field::column).toList(), out -> roster.rows().forEach(row -> out.writeRecord(Arrays.stream(Field
        .values()).map(
            row::cell).toList())));
  }

  private interface RowSink {
    void take(String agency, RosterRow row);
  }

  private static void each(County county, RowSink sink) {
    county.rosters().forEach(roster -> roster.rows().forEach(row -> sink.take(roster.agency().id(), row)));
  }

  private static void csv(Path file, List<String> header, Consumer<CsvWriter> rows) {
    try (Writer out = Files.newBufferedWriter(file, UTF_8); CsvWriter csv = CsvWriter.builder().lineDelimiter(
        de.siegmar.fastcsv.writer.LineDelimiter.LF).build(out)) {
      csv.writeRecord(header);
      rows.accept(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
