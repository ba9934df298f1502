package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.person.Address;
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
  private static final int USUAL_BLOCKS = 48;
  private static final List<Segment> SEGMENTS = List.of(Segment.values());

  /// In which byte of all blocks each segment begins; one more for the end.
  private final int[] starts = new int[SEGMENTS.size() + 1];
  /// All blocks, one after the other, and room for more.
  private byte[] joined = new byte[USUAL_BLOCKS * BLOCK_BYTES];
  private int length;

  private BodyBlocks() {}

  /// The blocks of a person's values.
  ///
  /// @param shares how common names are
  /// @param missing twelve bytes of the record's own, where missing segments take their bits from
  static BodyBlocks of(Person person, NameShares shares, byte[] missing) {
    List<Optional<String>> facts = facts(person, shares);
    BodyBlocks blocks = new BodyBlocks();
    for (Segment segment : SEGMENTS) {
      Optional<String> value = segment.isName() ? name(segment, person.names()) : facts.get(segment.number());
      if (value.isEmpty()) {
        blocks.addMissing(segment, missing);
      } else if (segment.isName()) {
        blocks.addName(segment, '_' + value.get() + '_');
      } else {
        blocks.addFact(segment, facts, value.get());
      }
      blocks.starts[segment.number() + 1] = blocks.length;
    }
    return blocks;
  }

  /// The blocks of padding: everything is missing.
  static BodyBlocks ofPadding(byte[] missing) {
    BodyBlocks blocks = new BodyBlocks();
    for (Segment segment : SEGMENTS) {
      blocks.addMissing(segment, missing);
      blocks.starts[segment.number() + 1] = blocks.length;
    }
    return blocks;
  }

  /// How many bytes all blocks have together.
  int length() {
    return length;
  }

  /// All blocks, counter 0: the first [#length] bytes of an array that nobody may change.
  byte[] bytes() {
    return joined;
  }

  /// Where a segment's blocks begin, in bytes.
  int start(Segment segment) {
    return starts[segment.number()];
  }

  /// Where they end.
  int end(Segment segment) {
    return starts[segment.number() + 1];
  }

  /// A segment's blocks with another counter.
  byte[] withCounter(Segment segment, int counter) {
    byte[] blocks = Arrays.copyOfRange(joined, start(segment), end(segment));
    for (int at = COUNTER_AT; at < blocks.length; at += BLOCK_BYTES) {
      blocks[at] = (byte) counter;
    }
    return blocks;
  }

  /// The values of the fact segments, in their order.
  private static List<Optional<String>> facts(Person person, NameShares shares) {
    Names names = person.names();
    BirthDate birth = person.birthDate();
    return List.of(names.wholeGivenName(), names.secondGivenName(), names.surnamePart(), names.middleName(), names.middleInitial(), //
        birth.year().map(y -> Integer.toString(y / 2)), birth.year().map(y -> Integer.toString((y + 1) / 2)), birth.month(), birth.day(), //
        person.address().map(Address::line), person.phone(), person.ssn4(), person.schoolId(), //
        presence(names.middleInitial()), presence(birth.year()), presence(birth.monthDay()), presence(person.ssn4()), presence(person.schoolId()), //
        person.zip(), person.address().map(Address::house), //
        presence(names.wholeGivenName().filter(name -> shares.isRare(Part.GIVEN, name))), //
        presence(names.surnamePart().filter(name -> shares.isRare(Part.SURNAME, name))));
  }

  private static Optional<String> presence(Optional<?> fact) {
    return fact.map(known -> "1");
  }

  private static Optional<String> name(Segment segment, Names names) {
    return segment == Segment.GIVEN_BIGRAMS ? names.wholeGivenName() : names.wholeSurname();
  }

  private void addMissing(Segment segment, byte[] missing) {
    int at = addBlock(MISSING_DOMAIN, segment.number(), missing.length);
    System.arraycopy(missing, 0, joined, at, missing.length);
  }

  private void addFact(Segment segment, List<Optional<String>> facts, String value) {
    int occurrence = 0;
    for (int earlier = 0; earlier < segment.number(); earlier++) {
      if (SEGMENTS.get(earlier).domain() == segment.domain() && facts.get(earlier).filter(value::equals).isPresent()) {
        occurrence++;
      }
    }
    boolean fits = value.length() <= VALUE_BYTES;
    int at = addBlock(segment.domain(), occurrence, fits ? value.length() : HASHED);
    if (fits) {
      addAscii(value, 0, value.length(), at);
    } else {
      System.arraycopy(sha256(value), 0, joined, at, VALUE_BYTES);
    }
  }

  private void addName(Segment segment, String padded) {
    for (int i = 0; i + 2 <= padded.length(); i++) {
      int occurrence = 0;
      for (int earlier = 0; earlier < i; earlier++) {
        if (padded.charAt(earlier) == padded.charAt(i) && padded.charAt(earlier + 1) == padded.charAt(i + 1)) {
          occurrence++;
        }
      }
      addAscii(padded, i, i + 2, addBlock(segment.domain(), occurrence, 2));
    }
  }

  private void addAscii(String text, int from, int to, int at) {
    for (int i = from; i < to; i++) {
      joined[at + i - from] = (byte) text.charAt(i);
    }
  }

  /// Begins a block.
  ///
  /// @return where its value stands
  private int addBlock(int domain, int occurrence, int valueLength) {
    if (length == joined.length) {
      joined = Arrays.copyOf(joined, 2 * length);
    }
    int at = length;
    joined[at] = (byte) domain;
    joined[at + 2] = (byte) occurrence;
    joined[at + 3] = (byte) valueLength;
    length += BLOCK_BYTES;
    return at + VALUE_AT;
  }

  private static byte[] sha256(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
