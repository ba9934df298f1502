package org.tellonce.benchmarks.growth;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Encoded records of nobody, each a function of seed and number: what the server sees of people, without people.
///
/// Record `i` is of agency `i mod agencies`. Of each twenty records in a row the first six are three pairs of one person at two agencies; the others are alone. The
/// records of a person have four rows with the same tags and bodies, and twelve of their own.
///
/// @param newest the month of their screenings, which one in four has
public record MadeUpRecords(long seed, YearMonth newest) {
  /// Records in a row, of which the first are pairs.
  static final int BLOCK = 20;

  private static final int PAIRED = 6;
  private static final int SHARED_ROWS = 4;
  /// The 16-bit words with four bits set: what constant weight is made of.
  private static final short[] WORDS = words();

  /// A known record.
  SubmittedRecord known(long number) {
    return record(number, person(number));
  }

  /// A record that comes later: of a known person, or of nobody known.
  ///
  /// @param number another than any known record has
  /// @param known how many are
  /// @param share of the records that are of a known person; half of these persons have two records
  SubmittedRecord late(long number, long known, double share) {
    var random = stream(number, 0);
    if (random.nextDouble() >= share) {
      return record(number, number);
    }
    long block = random.nextLong(known / BLOCK) * BLOCK;
    return record(number, person(block + (random.nextBoolean() ? random.nextInt(PAIRED) : PAIRED + random.nextInt(BLOCK - PAIRED))));
  }

  /// The encoding of a person, as every agency makes it: all rows have the person's tags and bodies.
  ///
  /// @param number another for each record of a person
  public EncodedRecord ofPerson(long number, long person) {
    var own = stream(number, 1);
    return encoded(new RecordToken(own.nextLong(), own.nextLong()), own, stream(person, 2), Suite.ROWS);
  }

  /// A record with a person's encoding and one screening, of the newest month.
  ///
  /// @param number another for each record of a person
  public SubmittedRecord screened(long number, long person) {
    return new SubmittedRecord(ofPerson(number, person), true, List.of(screening(newest)));
  }

  /// A stream of chance of its own for each number and use. The number is hashed first: streams whose seeds differ by the generator's own step are one stream.
  private SplittableRandom stream(long number, int use) {
    return new SplittableRandom(new SplittableRandom(new SplittableRandom(seed + use).nextLong() ^ number).nextLong());
  }

  private static long person(long number) {
    long place = number % BLOCK;
    return place < PAIRED ? number - place % 2 : number;
  }

  private SubmittedRecord record(long number, long person) {
    var own = stream(number, 1);
    var ofPerson = stream(person, 2);
    var token = new RecordToken(own.nextLong(), own.nextLong());
    EncodedRecord encoded = encoded(token, own, ofPerson, SHARED_ROWS);
    List<Screening> screenings = own.nextInt(4) > 0 ? List.of() : List.of(screening(newest.minusMonths(own.nextInt(12))));
    return new SubmittedRecord(encoded, true, screenings);
  }

  private static Screening screening(YearMonth month) {
    return new Screening(month, Instrument.HTST, Optional.empty(), Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, true, ScreeningStatus.COMPLETED,
        LegalBasis.CHILD_PROTECTION, Optional.empty());
  }

  /// @param shared so many rows are the person's, the others the record's own
  private static EncodedRecord encoded(RecordToken token, SplittableRandom own, SplittableRandom ofPerson, int shared) {
    List<EncodedRow> rows = new ArrayList<>(Suite.ROWS);
    for (int pass = 1; pass <= Suite.ROWS; pass++) {
      SplittableRandom random = pass <= shared ? ofPerson : own;
      var tag = new Tag(random.nextLong(), random.nextLong());
      rows.add(new EncodedRow(tag, PassShare.of(pass, random.nextLong(), token), body(random)));
    }
    rows.sort(Comparator.comparing(EncodedRow::tag));
    return new EncodedRecord(token, rows);
  }

  /// A body of constant weight: every sixteen bits have four set, in facts and names alike.
  private static Body body(SplittableRandom random) {
    ByteBuffer bytes = ByteBuffer.allocate(Body.BYTES);
    for (Segment segment : Segment.values()) {
      for (int bit = 0; bit < segment.lengthBits(); bit += Short.SIZE) {
        bytes.putShort(segment.offset() + bit / Byte.SIZE, WORDS[random.nextInt(WORDS.length)]);
      }
    }
    return Body.of(bytes.array(), 0);
  }

  private static short[] words() {
    int[] words = IntStream.range(0, 1 << Short.SIZE).filter(word -> Integer.bitCount(word) == 4).toArray();
    short[] shorts = new short[words.length];
    for (int i = 0; i < words.length; i++) {
      shorts[i] = (short) words[i];
    }
    return shorts;
  }
}
