package org.tellonce.benchmarks.parts;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.agency.encoding.RosterRows;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.SuiteTables;
import org.tellonce.rehearsal.comparison.RehearsalKeys;
import org.tellonce.rehearsal.comparison.RosterFolder;
import org.tellonce.rehearsal.comparison.RosterFolder.AgencyRoster;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.rehearsal.training.PopulationFolder;

/// A made-up population, encoded once, that can be had without a part. Holds **plaintext** (the inputs of the passes).
///
/// @param whole with everything
/// @param rows of each agency
record Material(Population whole, Map<AgencyId, RosterRows> rows) {

  Material {
    rows = Map.copyOf(rows);
  }

  /// Reads a population to train on.
  ///
  /// @throws java.io.UncheckedIOException if a file is missing or cannot be read
  static Parsed<Material> toTrain(Path folder, SizeClass sizeClass, int threads) {
    return PopulationFolder.read(folder, sizeClass, threads).flatMap(whole -> of(whole, folder, sizeClass, PopulationFolder.TODAY));
  }

  /// Reads a population to judge by.
  ///
  /// @param today the day of the run
  /// @throws java.io.UncheckedIOException if a file is missing or cannot be read
  static Parsed<Material> toJudge(Path folder, SizeClass sizeClass, LocalDate today, int threads) {
    return PopulationFolder.read(folder, sizeClass, today, threads, SuiteTables.PINNED).flatMap(whole -> of(whole, folder, sizeClass, today));
  }

  private static Parsed<Material> of(Population whole, Path folder, SizeClass sizeClass, LocalDate today) {
    return RosterFolder.read(folder).flatMap(rosters -> {
      List<Problem> problems = new ArrayList<>();
      Map<AgencyId, RosterRows> rows = new HashMap<>();
      for (AgencyRoster roster : rosters.rosters()) {
        switch (RosterRows.read(roster.file(), today, RehearsalKeys.linkageSecret(sizeClass), RehearsalKeys.recordKey(roster.agency()))) {
          case Parsed.Valid<RosterRows>(RosterRows ofRoster) -> rows.put(roster.agency(), ofRoster);
          case Parsed.Rejected<RosterRows>(List<Problem> ofRoster) -> ofRoster.forEach(problem -> problems.add(problem.in(roster.file()
              .toString())));
        }
      }
      return Parsed.of(problems, () -> new Material(whole, rows));
    });
  }

  /// The population without a part of its encoding; steps of training and of the decision are no part of it.
  Population without(Part part) {
    return switch (part) {
      case Part.Nothing() -> whole;
      case Part.Step _ -> whole;
      case Part.Segments(_, var segments) -> new Mask(segments).of(whole);
      case Part.Pass(int number, _) -> withoutPasses(Set.of(number));
    };
  }

  /// The population without the rows of some passes.
  Population withoutPasses(Set<Integer> passes) {
    Map<AgencyId, Map<RecordToken, List<EncodedRow>>> left = new HashMap<>();
    rows.forEach((agency, ofAgency) -> left.put(agency, ofAgency.without(passes)));
    return whole.map(member -> member.with(left.getOrDefault(member.ref().agency(), Map.of()).getOrDefault(member.ref().token(), List.of()), member
        .open()));
  }
}
