package org.tellonce.benchmarks.speed;

import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.agency.roster.Defaults;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.agency.roster.RosterSettings;
import org.tellonce.agency.roster.Row;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.comparison.RehearsalKeys;
import org.tellonce.server.comparison.IndexStore;
import org.tellonce.server.comparison.RecordRef;

/// Rosters to measure with; each is an agency's, whatever the file's name. Rows that cannot be used are left out.
///
/// @param files in the order given
record Rosters(List<Path> files) {

  /// The day that everything is measured on: none of what is measured depends on it.
  static final LocalDate TODAY = LocalDate.of(2026, 6, 30);
  private static final int ANY_PERCENT = 100;

  Rosters {
    files = List.copyOf(files);
  }

  /// The files of a parameter, as [#parameter] writes them.
  static Rosters ofParameter(String parameter) {
    return new Rosters(Arrays.stream(parameter.split(File.pathSeparator, -1)).map(Path::of).toList());
  }

  /// The files in one text.
  String parameter() {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /// The rows of all rosters.
  List<Row> rows() {
    var defaults = Defaults.open(LegalBasis.CHILD_PROTECTION);
    return files.stream().flatMap(file -> new RosterCsv(RosterSettings.of(file, defaults), TODAY).read(ANY_PERCENT).orStop(ExitCode.DATA_REFUSED)
        .entries().stream())
        .map(Entry::row).toList();
  }

  /// All of one roster's records, encoded by one thread.
  static EncodedRoster encoded(Path file, AgencyId agency) {
    return RosterEncoding.ofFile(file, TODAY, RehearsalKeys.linkageSecret(SizeClass.UP_TO_50_000), RehearsalKeys.recordKey(agency), 1)
        .encode(ANY_PERCENT, RosterEncoding.Progress.NONE).orStop(ExitCode.DATA_REFUSED);
  }

  /// What a server gets that has none of the records yet.
  List<IndexStore.Change> changes() {
    List<IndexStore.Change> changes = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      AgencyId agency = AgencyId.parse("agency_" + (i + 1)).orThrow();
      for (EncodedRoster.Entry entry : encoded(files.get(i), agency).entries()) {
        changes.add(new IndexStore.Change(new RecordRef(agency, entry.record().token()), Set.of(), entry.record()));
      }
    }
    return changes;
  }
}
