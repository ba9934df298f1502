package org.tellonce.server.comparison;

/// What a parameter file makes of an agreement vector alone, without its context.
///
/// @param logOdds of being one person, natural logarithm: what rivals are compared by
/// @param probability the same as a probability
/// @see "comparison.md, Score"
public record Score(double logOdds, double probability) {}
