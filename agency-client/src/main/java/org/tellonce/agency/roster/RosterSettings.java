package org.tellonce.agency.roster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where an agency's roster lies and what its cells mean.
///
/// @param file the roster
/// @param screenings the file with more screenings, if there is one
/// @param columns the roster's name of a column → ours, where they differ
/// @param ignored the roster's names of columns that nobody reads
/// @param instruments what the names of instruments mean
/// @param defaults what holds unless a row says otherwise
/// @param consents the file of the consents that people recorded here, if this machine keeps one
public record RosterSettings(Path file, Optional<Path> screenings, Map<String, Column> columns, Set<String> ignored, InstrumentMapping instruments,
    Defaults defaults, Optional<Path> consents) {

  public RosterSettings {
    columns = Map.copyOf(columns);
    ignored = Set.copyOf(ignored);
  }

  /// A roster with our names of columns and nothing beside it.
  public static RosterSettings of(Path file, Defaults defaults) {
    return new RosterSettings(file, Optional.empty(), Map.of(), Set.of(), InstrumentMapping.BUILT_IN, defaults, Optional.empty());
  }
}
