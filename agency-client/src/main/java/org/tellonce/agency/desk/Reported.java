package org.tellonce.agency.desk;

import org.tellonce.agency.flags.AccessReport;

/// What became of the question who looked.
public sealed interface Reported {

  /// The list.
  record Found(AccessReport report) implements Reported {}

  /// It cannot be asked; why, in a plain sentence.
  record Refused(String sentence) implements Reported {}

  /// The server could not be reached.
  record Unreached() implements Reported {}
}
