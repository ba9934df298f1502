package org.tellonce.server.comparison;

import static java.util.Objects.requireNonNull;
import static org.tellonce.protocol.encoding.Segment.GIVEN_BIGRAMS;
import static org.tellonce.protocol.encoding.Segment.HAS_SCHOOL;
import static org.tellonce.protocol.encoding.Segment.HAS_SSN4;
import static org.tellonce.protocol.encoding.Segment.PHONE;
import static org.tellonce.protocol.encoding.Segment.SCHOOL;
import static org.tellonce.protocol.encoding.Segment.SSN4;
import static org.tellonce.protocol.encoding.Segment.SURNAME_BIGRAMS;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.Suite;

/// All that the server knows of a candidate: how far two records agree under the tags they share. The same for (a, b) and (b, a).
///
/// @param shared how many tags are shared, 1 to 16
/// @param passes which passes agree: bit `p − 1` for pass `p`
/// @param givenOverlap common bits of the two given-name segments, summed over the shared tags
/// @param surnameOverlap the same for the surnames
/// @see "comparison.md, Agreement vector"
public record AgreementVector(int shared, int passes, GivenLevel given, SurnameLevel surname, MiddleLevel middle, BirthLevel birth,
    AddressLevel address,
    PhoneLevel phone, NumberLevel ssn4, NumberLevel school, int givenOverlap, int surnameOverlap) {

  /// How many bytes a stored vector has.
  public static final int BYTES = 17;

  /// @throws IllegalArgumentException if a number is out of its range
  public AgreementVector {
    if (shared < 1 || shared > Suite.ROWS) {
      throw new IllegalArgumentException("two records share 1 to " + Suite.ROWS + " tags");
    }
    if (passes < 0 || passes >= 1 << Suite.PASSES || Integer.bitCount(passes) > shared) {
      throw new IllegalArgumentException("no more than one pass of " + Suite.PASSES + " for each shared tag");
    }
    int most = shared * GIVEN_BIGRAMS.weight();
    if (givenOverlap < 0 || givenOverlap > most || surnameOverlap < 0 || surnameOverlap > most) {
      throw new IllegalArgumentException("an overlap is at most " + GIVEN_BIGRAMS.weight() + " for each shared tag");
    }
  }

  /// The vector of two records.
  ///
  /// @param pairs for each tag that both have, their two rows; always the same record on the same side
  /// @throws IllegalArgumentException if there is no pair, there are more than a record has rows, or the pairs are not of the same two records
  public static AgreementVector of(List<SharedRow> pairs) {
    SharedRows rows = new SharedRows(pairs);
    return new AgreementVector(pairs.size(), rows.passes(), rows.given(), rows.surname(), rows.middle(), rows.birth(), rows.address(),
        rows.equal(PHONE) ? PhoneLevel.EQUAL : PhoneLevel.UNKNOWN, number(rows.equal(SSN4), rows.equal(HAS_SSN4)), number(rows.equal(SCHOOL), rows
            .equal(HAS_SCHOOL)),
        rows.overlap(GIVEN_BIGRAMS, GIVEN_BIGRAMS), rows.overlap(SURNAME_BIGRAMS, SURNAME_BIGRAMS));
  }

  /// The level of a field.
  public Enum<?> level(Field field) {
    return switch (field) {
      case GIVEN -> given;
      case SURNAME -> surname;
      case MIDDLE -> middle;
      case BIRTH -> birth;
      case ADDRESS -> address;
      case PHONE -> phone;
      case SSN4 -> ssn4;
      case SCHOOL -> school;
    };
  }

  /// Whether two records agree in a pass, 1 to 20.
  public boolean agreesIn(int pass) {
    return (passes >>> pass - 1 & 1) == 1;
  }

  /// How much the given names have in common beyond chance: 1 for the same bigrams, about 0 for random names.
  public double givenCloseness() {
    return closeness(givenOverlap);
  }

  /// The same for the surnames.
  public double surnameCloseness() {
    return closeness(surnameOverlap);
  }

  private double closeness(int overlap) {
    double dice = (double) overlap / (GIVEN_BIGRAMS.weight() * shared);
    return (dice - 0.25) / 0.75;
  }

  /// The vector as 17 bytes: shared tags, passes (4), the eight levels in the order of [Field], both overlaps (2 each).
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).put((byte) shared).putInt(passes);
    for (Field field : Field.values()) {
      out.put((byte) field.number(level(field)));
    }
    return out.putShort((short) givenOverlap).putShort((short) surnameOverlap).array();
  }

  /// The vector that 17 bytes hold.
  public static Parsed<AgreementVector> parse(byte[] bytes) {
    if (bytes.length != BYTES) {
      return new Parsed.Rejected<>(List.of(new Problem("vector", "not " + BYTES + " bytes")));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int shared = in.get();
    int passes = in.getInt();
    List<Problem> problems = new ArrayList<>();
    Map<Field, Enum<?>> levels = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      int number = in.get();
      if (number >= 0 && number < field.levels().size()) {
        levels.put(field, field.levels().get(number));
      } else {
        problems.add(new Problem("vector, " + field.word(), "no such level"));
      }
    }
    if (!problems.isEmpty()) {
      return new Parsed.Rejected<>(problems);
    }
    try {
      return new Parsed.Valid<>(of(shared, passes, levels, Short.toUnsignedInt(in.getShort()), Short.toUnsignedInt(in.getShort())));
    } catch (IllegalArgumentException e) {
      return new Parsed.Rejected<>(List.of(new Problem("vector", String.valueOf(e.getMessage()))));
    }
  }

  private static AgreementVector of(int shared, int passes, Map<Field, Enum<?>> levels, int givenOverlap, int surnameOverlap) {
    return new AgreementVector(shared, passes, (GivenLevel) requireNonNull(levels.get(Field.GIVEN)), (SurnameLevel) requireNonNull(levels.get(
        Field.SURNAME)), (MiddleLevel) requireNonNull(levels.get(Field.MIDDLE)), (BirthLevel) requireNonNull(levels.get(Field.BIRTH)),
        (AddressLevel) requireNonNull(levels.get(Field.ADDRESS)), (PhoneLevel) requireNonNull(levels.get(Field.PHONE)),
        (NumberLevel) requireNonNull(levels.get(Field.SSN4)), (NumberLevel) requireNonNull(levels.get(Field.SCHOOL)), givenOverlap, surnameOverlap);
  }

  private static NumberLevel number(boolean equal, boolean bothPresent) {
    return equal ? NumberLevel.EQUAL : bothPresent ? NumberLevel.OTHER : NumberLevel.MISSING;
  }
}
