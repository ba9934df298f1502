package org.tellonce.protocol.encoding;

import java.util.Arrays;
import java.util.Optional;

/// How many people a collaborative holds at most: it fixes the pass set and how rare a name must be to pass a gate.
///
/// @see "encoding.md, Passes"
public enum SizeClass {
  /// Up to 50 000 people.
  UP_TO_50_000("50k", 50_000);

  private final String id;
  private final long people;

  SizeClass(String id, long people) {
    this.id = id;
    this.people = people;
  }

  /// The name on the wire and in every pass input: `50k`.
  public String id() {
    return id;
  }

  /// N of the gates.
  public long people() {
    return people;
  }

  /// How many lines a submission may have: each person of a full roster changed, and as many gone.
  public long mostLines() {
    return 2 * people;
  }

  /// The class of this name, if there is one.
  public static Optional<SizeClass> of(String id) {
    return Arrays.stream(values()).filter(c -> c.id.equals(id)).findFirst();
  }
}
