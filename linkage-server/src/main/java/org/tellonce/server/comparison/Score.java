package org.tellonce.server.comparison;

/// What a parameter file makes of an agreement vector.
///
/// @param logOdds of *same* against all else, natural logarithm, before calibration: what rivals are compared by
/// @param probability calibrated, of being one person
/// @see "comparison.md, Score"
public record Score(double logOdds, double probability) {}
