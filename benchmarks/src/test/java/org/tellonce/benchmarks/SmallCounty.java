package org.tellonce.benchmarks;

import java.nio.file.Path;
import java.util.Random;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyCommand;
import org.tellonce.rehearsal.county.CountyFolder;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.Mix;

/// Counties of a few hundred invented young people at three agencies, as folders.
public final class SmallCounty {

  private SmallCounty() {}

  /// Writes one.
  ///
  /// @return its folder, named for the seed
  public static Path write(Path parent, int youth, long seed) {
    Path folder = parent.resolve("county-" + seed);
    new CountyFolder(folder).write(County.of(new CountyPlan(youth, 3, Mix.DEFAULT, CountyCommand.EVENING), new Random(seed)));
    return folder;
  }
}
