package org.tellonce.agency.desk;

import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;

/// Telling the server what became of an answer.
public interface Records {

  /// What was done after an answer; told again, the later one counts.
  Told done(Disposition disposition);

  /// That the two records behind an answer are two people: they are never linked again.
  Told notTheSame(Correction correction);
}
