package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.person.BirthDate;
import org.tellonce.agency.person.Names;
import org.tellonce.agency.person.Person;
import org.tellonce.protocol.encoding.Segment;

/// A person's values as AES blocks with counter 0: the same for all rows, only the body key differs. One list of blocks for each segment: one for a fact,
/// one a bigram for a name. **Plaintext**.
///
/// @see "encoding.md, Body, Blocks"
final class BodyBlocks {

  /// How many bytes a block has.
  static final int BLOCK_BYTES = 16;
  /// Where in a block the counter stands.
  static final int COUNTER_AT = 1;

  private static final int VALUE_AT = 4;
  private static final int VALUE_BYTES = 12;
  private static final int HASHED = 255;
  private static final int MISSING_DOMAIN = 255;

  private final List<List<byte[]>> bySegment;

  private BodyBlocks(List<List<byte[]>> bySegment) {
    this.bySegment = bySegment;
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

  /// The blocks of a segment, counter 0.
  List<byte[]> of(Segment segment) {
    return bySegment.get(segment.number());
  }

  /// All blocks, one after the other.
  byte[] joined() {
    byte[] all = new byte[bySegment.stream().mapToInt(List::size).sum() * BLOCK_BYTES];
    int at = 0;
    for (List<byte[]> blocks : bySegment) {
      for (byte[] block : blocks) {
        System.arraycopy(block, 0, all, at, BLOCK_BYTES);
        at += BLOCK_BYTES;
      }
    }
    return all;
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
