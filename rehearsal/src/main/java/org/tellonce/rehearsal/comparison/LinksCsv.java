package org.tellonce.rehearsal.comparison;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.RecordRef;

/// `links.csv`: one line for each match, `agency_a,local_id_a,agency_b,local_id_b,score,grade`. It names rows of rosters: for made-up people only.
final class LinksCsv {

  /// The first line.
  static final String HEADER = "agency_a,local_id_a,agency_b,local_id_b,score,grade";

  private static final int DECIMALS = 6;

  private LinksCsv() {}

  /// Writes the file anew.
  static void write(Path file, List<Match> links, Map<RecordRef, String> localIds) {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
      csv.writeRecord(HEADER.split(",", -1));
      for (Match link : links) {
        String score = BigDecimal.valueOf(link.probability()).setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
        csv.writeRecord(link.a().agency().value(), localId(localIds, link.a()), link.b().agency().value(), localId(localIds, link.b()), score, link
            .grade().word());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String localId(Map<RecordRef, String> localIds, RecordRef record) {
    return Objects.requireNonNull(localIds.get(record));
  }
}
