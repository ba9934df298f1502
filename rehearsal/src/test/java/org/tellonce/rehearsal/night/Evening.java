package org.tellonce.rehearsal.night;

import java.nio.file.Path;
import java.time.Instant;

/// Where all tests of a class begin: a collaborative after what they have in common, and the time at which that was over. Each test goes on from there in a copy
/// of its own, with a server, a clock and a port of its own, and sees nothing of the others.
///
/// @param original not used any more itself
/// @param moment when its server stopped
record Evening(TestCollaborative original, Instant moment) {

  /// The end of what a class's tests have in common.
  static Evening of(TestCollaborative original) {
    original.close();
    return new Evening(original, original.clock().instant());
  }

  /// A copy below a test's folder, its server still to be started.
  TestCollaborative copy(Path folder) {
    return original.copiedTo(folder.resolve("harbor"), TestClock.at(moment));
  }
}
