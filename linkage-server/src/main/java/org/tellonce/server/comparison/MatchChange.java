package org.tellonce.server.comparison;

import java.util.Optional;

/// What became of a pair: it is a match now, of another grade than before, or none any more.
///
/// @param a the smaller record
/// @param grade empty if it is none any more
public record MatchChange(RecordRef a, RecordRef b, Optional<Grade> grade) {}
