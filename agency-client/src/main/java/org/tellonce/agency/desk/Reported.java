package org.tellonce.agency.desk;

import org.tellonce.agency.flags.AccessReport;
import org.tellonce.protocol.Stop;

/// What became of the question who looked.
public sealed interface Reported {

  /// The list.
  record Found(AccessReport report) implements Reported {}

  /// It cannot be asked.
  record Refused(Stop why) implements Reported {}

  /// The server could not be reached.
  record Unreached() implements Reported {}
}
