package org.tellonce.benchmarks.populations;

import java.time.Duration;
import org.tellonce.benchmarks.quality.Figures;

/// What came of a plan.
///
/// @param errors in how many ways a row differs from the truth on average, gaps included, by the one who made it
/// @param linking from reading the rosters to the matches
/// @param peakHeapBytes the most heap that was in use at once while linking, garbage included
record Measured(Plan plan, double errors, Figures figures, Duration linking, long peakHeapBytes) {}
