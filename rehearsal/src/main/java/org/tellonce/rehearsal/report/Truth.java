package org.tellonce.rehearsal.report;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.server.comparison.RecordRef;

/// Which young person each record is of: known of made-up people only.
///
/// @param youthOf by record
public record Truth(Map<RecordRef, String> youthOf) {

  private static final List<String> COLUMNS = List.of("agency", "local_id", "youth_id");
  private static final String REMEDY = "one line for each row of each roster: agency, local_id, youth_id";

  public Truth {
    youthOf = Map.copyOf(youthOf);
  }

  /// The truth of these records.
  ///
  /// @param file with the columns `agency`, `local_id`, `youth_id`
  /// @param localIds whose truth is wanted
  /// @return the truth, or why it is none
  /// @throws UncheckedIOException if the file is missing or cannot be read
  public static Parsed<Truth> read(Path file, Map<RecordRef, String> localIds) {
    Map<List<String>, String> youthOf = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : reader) {
        String missing = String.join(", ", COLUMNS.stream().filter(column -> line.findField(column).isEmpty()).toList());
        if (!missing.isEmpty()) {
          return new Parsed.Rejected<>(List.of(new Problem(file + ", line " + line.getStartingLineNumber(), "without " + missing, REMEDY)));
        }
        youthOf.put(List.of(line.getField("agency"), line.getField("local_id")), line.getField("youth_id"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CsvParseException e) {
      return new Parsed.Rejected<>(List.of(new Problem(file.toString(), "not CSV", REMEDY)));
    }
    Map<RecordRef, String> known = new HashMap<>();
    SortedMap<String, Long> wanting = new TreeMap<>();
    localIds.forEach((record, localId) -> {
      String youth = youthOf.get(List.of(record.agency().value(), localId));
      if (youth == null) {
        wanting.merge(record.agency().value(), 1L, Long::sum);
      } else {
        known.put(record, youth);
      }
    });
    wanting.forEach((agency, records) -> problems.add(new Problem(file.toString(), "lacks " + records + (records == 1 ? " record of "
        : " records of ") + agency, REMEDY)));
    return Parsed.of(problems, () -> new Truth(known));
  }

  /// Whether two records are of one young person.
  boolean same(RecordRef one, RecordRef other) {
    return requireNonNull(youthOf.get(one)).equals(youthOf.get(other));
  }

  /// How many pairs of two agencies are one young person.
  ///
  /// @param asked which pairs to count, the smaller record first
  long samePairs(BiPredicate<RecordRef, RecordRef> asked) {
    Map<String, List<RecordRef>> byYouth = new HashMap<>();
    youthOf.forEach((record, youth) -> byYouth.computeIfAbsent(youth, _ -> new ArrayList<>()).add(record));
    long same = 0;
    for (List<RecordRef> records : byYouth.values()) {
      records.sort(null);
      for (int i = 0; i < records.size(); i++) {
        for (int j = i + 1; j < records.size(); j++) {
          RecordRef one = records.get(i);
          RecordRef other = records.get(j);
          same += !one.agency().equals(other.agency()) && asked.test(one, other) ? 1 : 0;
        }
      }
    }
    return same;
  }
}
