package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Person;
import org.tellonce.protocol.encoding.Segment;

/// A person's values as AES blocks: the same for all rows, only the body key differs. A fact segment has one block, a name segment one a bigram.
/// **Plaintext**.
///
/// @see "encoding.md, Body, Blocks"
final class BodyBlocks {

  /// How many bytes a block has.
  static final int BLOCK_BYTES = 16;

  private static final int COUNTER_AT = 1;
  private static final int VALUE_AT = 4;
  private static final int VALUE_BYTES = 12;
  private static final int HASHED = 255;
  private static final int MISSING_DOMAIN = 255;

  /// All blocks, one after the other.
  private final byte[] joined;
  /// In which block each segment begins; one more for the end.
  private final int[] starts;

  private BodyBlocks(List<List<byte[]>> bySegment) {
    joined = new byte[bySegment.stream().mapToInt(List::size).sum() * BLOCK_BYTES];
    starts = new int[bySegment.size() + 1];
    int at = 0;
    for (int segment = 0; segment < bySegment.size(); segment++) {
      for (byte[] block : bySegment.get(segment)) {
        System.arraycopy(block, 0, joined, at++ * BLOCK_BYTES, BLOCK_BYTES);
      }
      starts[segment + 1] = at;
    }
  }

  /// The blocks of a person's values.
  ///
  /// @param missing twelve bytes of the record's own, where missing segments take their bits from
  static BodyBlocks of(Person person, byte[] missing) {
    List<Optional<String>> facts = facts(person);
    List<List<byte[]>> blocks = new ArrayList<>();
    for (Segment segment : Segment.values()) {
      blocks.add(segment.isName() ? nameBlocks(segment, person.names(), missing) : List.of(factBlock(segment, facts, missing)));
    }
    return new BodyBlocks(blocks);
  }

  /// The blocks of padding: everything is missing.
  static BodyBlocks ofPadding(byte[] missing) {
    List<List<byte[]>> blocks = new ArrayList<>();
    for (Segment segment : Segment.values()) {
      blocks.add(List.of(missingBlock(segment, missing)));
    }
    return new BodyBlocks(blocks);
  }

  /// How many bytes all blocks have together.
  int length() {
    return joined.length;
  }

  /// Writes all blocks, counter 0, to the beginning of an array.
  void copyTo(byte[] out) {
    System.arraycopy(joined, 0, out, 0, joined.length);
  }

  /// Where a segment's blocks begin, in bytes.
  int start(Segment segment) {
    return starts[segment.number()] * BLOCK_BYTES;
  }

  /// How many blocks a segment has.
  int count(Segment segment) {
    return starts[segment.number() + 1] - starts[segment.number()];
  }

  /// A segment's blocks with another counter.
  byte[] withCounter(Segment segment, int counter) {
    byte[] blocks = Arrays.copyOfRange(joined, start(segment), start(segment) + count(segment) * BLOCK_BYTES);
    for (int at = COUNTER_AT; at < blocks.length; at += BLOCK_BYTES) {
      blocks[at] = (byte) counter;
    }
    return blocks;
  }

  /// The values of the eighteen fact segments, in their order.
  private static List<Optional<String>> facts(Person person) {
    Names names = person.names();
    BirthDate birth = person.birthDate();
    return List.of(names.wholeGivenName(), names.secondGivenName(), names.surnamePart(), names.middleName(), names.middleInitial(), //
        birth.year().map(y -> Integer.toString(y / 2)), birth.year().map(y -> Integer.toString((y + 1) / 2)), birth.month(), birth.day(), //
        person.address().map(a -> a.line()), person.phone(), person.ssn4(), person.schoolId(), //
        presence(names.middleInitial()), presence(birth.year()), presence(birth.monthDay()), presence(person.ssn4()), presence(person.schoolId()));
  }

  private static Optional<String> presence(Optional<?> fact) {
    return fact.map(known -> "1");
  }

  private static byte[] factBlock(Segment segment, List<Optional<String>> facts, byte[] missing) {
    Optional<String> value = facts.get(segment.number());
    if (value.isEmpty()) {
      return missingBlock(segment, missing);
    }
    int occurrence = 0;
    for (Segment earlier : Segment.values()) {
      if (earlier.number() < segment.number() && earlier.domain() == segment.domain() && facts.get(earlier.number()).equals(value)) {
        occurrence++;
      }
    }
    return block(segment.domain(), occurrence, value.get().getBytes(US_ASCII));
  }

  private static List<byte[]> nameBlocks(Segment segment, Names names, byte[] missing) {
    Optional<String> name = segment == Segment.GIVEN_BIGRAMS ? names.wholeGivenName() : names.wholeSurname();
    if (name.isEmpty()) {
      return List.of(missingBlock(segment, missing));
    }
    String padded = '_' + name.get() + '_';
    List<String> bigrams = new ArrayList<>(padded.length());
    List<byte[]> blocks = new ArrayList<>(padded.length());
    for (int i = 0; i + 2 <= padded.length(); i++) {
      String bigram = padded.substring(i, i + 2);
      blocks.add(block(segment.domain(), Collections.frequency(bigrams, bigram), bigram.getBytes(US_ASCII)));
      bigrams.add(bigram);
    }
    return blocks;
  }

  private static byte[] missingBlock(Segment segment, byte[] missing) {
    return block(MISSING_DOMAIN, segment.number(), missing);
  }

  private static byte[] block(int domain, int occurrence, byte[] value) {
    byte[] block = new byte[BLOCK_BYTES];
    boolean fits = value.length <= VALUE_BYTES;
    block[0] = (byte) domain;
    block[2] = (byte) occurrence;
    block[3] = (byte) (fits ? value.length : HASHED);
    byte[] written = fits ? value : sha256(value);
    System.arraycopy(written, 0, block, VALUE_AT, Math.min(VALUE_BYTES, written.length));
    return block;
  }

  private static byte[] sha256(byte[] value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
