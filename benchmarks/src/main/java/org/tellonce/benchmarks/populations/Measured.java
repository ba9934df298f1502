package org.tellonce.benchmarks.populations;

import java.time.Duration;
import org.tellonce.benchmarks.quality.Figures;

/// What came of a plan.
///
/// @param withErrors which share of the rows differs from the truth in any cell, by the one who made them
/// @param linking from reading the rosters to the matches
/// @param peakHeapBytes the most heap that was in use at once while linking, garbage included
record Measured(Plan plan, double withErrors, Figures figures, Duration linking, long peakHeapBytes) {}
