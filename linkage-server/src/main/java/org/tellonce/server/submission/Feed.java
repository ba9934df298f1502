package org.tellonce.server.submission;

import java.time.LocalDate;

/// How an agency's feed stands.
///
/// @param asOf the day of its last commit
/// @param resyncing whether its live set or its last submission was not the one its client knows, so that nothing of it is compared, flagged or shown until it has submitted in full
public record Feed(LocalDate asOf, boolean resyncing) {}
