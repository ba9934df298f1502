package org.tellonce.protocol.encoding;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// How many people a collaborative holds at most, and of which kind its registers are: it fixes the pass set and how rare a name must be to pass a gate.
///
/// @see "encoding.md, Passes"
public enum SizeClass {
  /// Up to 50 000 young people.
  UP_TO_50_000("50k", 50_000),
  /// Up to 50 000 people in registers of adults, which hold little more than name, date of birth and address.
  ADULTS_UP_TO_50_000("50k-adults", 50_000),
  /// Up to 200 000 young people.
  UP_TO_200_000("200k", 200_000),
  /// Up to a million young people.
  UP_TO_1_000_000("1m", 1_000_000),
  /// Up to ten million young people.
  UP_TO_10_000_000("10m", 10_000_000);

  /// Their names, for messages.
  public static final String IDS = Arrays.stream(values()).map(SizeClass::id).collect(Collectors.joining(", "));

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

  /// With how many other people a record of this class shares its tags on average at most: with more, the class is too small for its people.
  public double mostOthers() {
    return people < 1_000_000 ? 0.15 : 0.3;
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
