package org.tellonce.agency.desk;

import java.time.LocalDate;
import org.tellonce.protocol.Stop;

/// How it ended to tell the server something.
public sealed interface Told {

  /// The server has it in its records.
  record Recorded(LocalDate on) implements Told {}

  /// It may not be, or not so.
  record Refused(Stop why) implements Told {}

  /// The server could not be reached: it has to be told again.
  record Unreached() implements Told {}
}
