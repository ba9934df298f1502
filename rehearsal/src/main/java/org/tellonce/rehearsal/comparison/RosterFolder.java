package org.tellonce.rehearsal.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;

/// A folder with one roster for each agency: `NN_name.csv` is the roster of agency `name`.
///
/// @param rosters in the order of their names
public record RosterFolder(List<AgencyRoster> rosters) {

  private static final Pattern NAME = Pattern.compile("[0-9]{2}_(.+)\\.csv");

  public RosterFolder {
    rosters = List.copyOf(rosters);
  }

  /// Where the roster of an agency lies.
  public record AgencyRoster(AgencyId agency, Path file) {}

  /// The rosters of a folder: at least one, each of another agency.
  ///
  /// @throws UncheckedIOException if the folder is missing or cannot be read
  public static Parsed<RosterFolder> read(Path folder) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Problem> problems = new ArrayList<>();
    List<AgencyRoster> rosters = new ArrayList<>();
    Set<AgencyId> agencies = new HashSet<>();
    for (Path file : files) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      switch (AgencyId.parse(name.matches() ? name.group(1) : "")) {
        case Parsed.Rejected<AgencyId>(List<Problem> ofName) -> ofName.forEach(problem -> problems.add(problem.in(file.toString())));
        case Parsed.Valid<AgencyId>(AgencyId agency) when !agencies.add(agency) -> problems.add(new Problem(file.toString(),
            "a second roster of this agency"));
        case Parsed.Valid<AgencyId>(AgencyId agency) -> rosters.add(new AgencyRoster(agency, file));
      }
    }
    if (files.isEmpty()) {
      problems.add(new Problem(folder.toString(), "no roster", "name each roster NN_agency.csv, for example 01_child_welfare.csv"));
    }
    return Parsed.of(problems, () -> new RosterFolder(rosters));
  }
}
