package org.tellonce.pages;

/// Where a mistake of ours is noted.
@FunctionalInterface
public interface Incidents {

  /// Notes it, without anything that a form or a file holds.
  ///
  /// @return what to name when asking for help
  String note(Throwable thrown);
}
