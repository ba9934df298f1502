package org.tellonce.agency.roster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.agency.roster.CsvFile.CsvLine;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The file of screenings beside a roster: as many lines a person as there were screenings. **Plaintext**.
///
/// @param name the file's name, for problems
/// @param byLocalId each person's lines, in the file's order
/// @param rejected a problem for each line that cannot be read
/// @param rejectedIds whom such lines may be about
/// @param lines how many there are, rejected ones included
record ScreeningsCsv(String name, Map<String, List<CsvLine>> byLocalId, List<Problem> rejected, Set<String> rejectedIds,
    int lines) {

  static final String LOCAL_ID = "local_id";
  static final String INSTRUMENT = "instrument";
  static final String FORM = "form";
  static final String DATE = "date";
  static final String STATUS = "status";
  static final String MODE = "mode";
  static final String COVERAGE = "coverage";
  static final String LANGUAGE = "language";
  static final String CONSENT_REFERENCE = "consent_reference";
  static final String CONSENT_UNTIL = "consent_until";

  private static final CsvColumns COLUMNS = new CsvColumns(List.of(LOCAL_ID, INSTRUMENT, FORM, DATE, STATUS, MODE, COVERAGE, LANGUAGE,
      CONSENT_REFERENCE,
      CONSENT_UNTIL), Set.of(LOCAL_ID, INSTRUMENT, DATE), Map.of(), Set.of());

  /// No such file.
  static final ScreeningsCsv NONE = new ScreeningsCsv("screenings.csv", Map.of(), List.of(), Set.of(), 0);

  /// Reads the file; what its lines say is read later, with the person they belong to.
  static Parsed<ScreeningsCsv> read(Path file) {
    return CsvFile.read(file, COLUMNS).map(csv -> {
      Map<String, List<CsvLine>> byLocalId = new HashMap<>();
      List<Problem> rejected = new ArrayList<>();
      Set<String> rejectedIds = new HashSet<>();
      for (CsvFile.Misfit misfit : csv.misfits()) {
        rejected.add(misfit.problem());
        rejectedIds.add(Row.localId(misfit.line().cell(LOCAL_ID)));
      }
      for (CsvLine line : csv.lines()) {
        String localId = Row.localId(line.cell(LOCAL_ID));
        if (localId.isBlank()) {
          rejected.add(new Problem(LOCAL_ID, "missing").in("line " + line.line()).in(csv.name()));
        } else {
          byLocalId.computeIfAbsent(localId, _ -> new ArrayList<>()).add(line);
        }
      }
      return new ScreeningsCsv(csv.name(), byLocalId, rejected, rejectedIds, csv.lines().size() + csv.misfits().size());
    });
  }

  /// A person's lines.
  List<CsvLine> of(String localId) {
    return byLocalId.getOrDefault(localId, List.of());
  }

  /// How many lines belong to persons who are not among these.
  int beside(Set<String> localIds) {
    return byLocalId.entrySet().stream().filter(person -> !localIds.contains(person.getKey())).mapToInt(person -> person.getValue().size()).sum();
  }

  @Override
  public String toString() {
    return "ScreeningsCsv[" + name + ", redacted]";
  }
}
