package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tellonce.agency.person.Person;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;

/// Turns persons into encoded records: the step after which nothing can be read any more. The same person, local id and keys give the same bytes.
/// Not for several threads at once; one for each thread.
///
/// @see "encoding.md"
public final class RecordEncoder {

  private static final byte[] MISSING = "smp1/missing".getBytes(US_ASCII);
  private static final int MISSING_BYTES = 12;

  private final RecordKey recordKey;
  private final Passes passes;
  private final RowKeys.Maker rowKeys;
  private final BodyEncoder bodies = new BodyEncoder();

  /// An encoder of one agency for one epoch.
  public RecordEncoder(LinkageSecret linkageSecret, RecordKey recordKey, Passes passes) {
    this.recordKey = recordKey;
    this.passes = passes;
    rowKeys = new RowKeys.Maker(linkageSecret.secret(), linkageSecret.epoch());
  }

  /// The encoded record of a person.
  public EncodedRecord encode(String localId, Person person) {
    return encode(localId, person, passes.of(person));
  }

  /// The encoded record of a person who is looked up; none if nobody could be found by it, for no pass has what it needs.
  ///
  /// @param name the local id of the agency's own row, or what stands for one
  public Optional<EncodedRecord> encodeLookUp(String name, Person person) {
    List<PassInput> inputs = passes.ofLookUp(person);
    return inputs.isEmpty() ? Optional.empty() : Optional.of(encode(name, person, inputs));
  }

  /// The encoded record of a person whose pass inputs are known already.
  EncodedRecord encode(String localId, Person person, List<PassInput> inputs) {
    return record(recordKey.token(localId), recordKey.recordSecret(localId), Optional.of(person), inputs);
  }

  /// A record of nothing but padding, which no other record can share a tag with: it hides how many persons a submission holds.
  ///
  /// @param name what makes this filler's token, different from any local id
  /// @param bits what makes its tags and bodies: another one looks like a record that changed
  public EncodedRecord filler(String name, String bits) {
    return record(recordKey.token(name), recordKey.recordSecret(bits), Optional.empty(), List.of());
  }

  private EncodedRecord record(RecordToken token, Secret recordSecret, Optional<Person> person, List<PassInput> inputs) {
    HmacSha256 ofRecord = HmacSha256.under(recordSecret);
    byte[] missing = missingBits(ofRecord);
    TreeMap<Tag, EncodedRow> rows = new TreeMap<>();
    person.ifPresent(p -> {
      BodyBlocks blocks = BodyBlocks.of(p, passes.shares(), missing);
      for (PassInput input : inputs) {
        RowKeys keys = rowKeys.of(input);
        rows.computeIfAbsent(keys.tag(), tag -> row(token, input.pass(), keys, blocks));
      }
    });
    BodyBlocks padding = BodyBlocks.ofPadding(missing);
    for (int number = 0; rows.size() < Suite.ROWS; number++) {
      RowKeys keys = rowKeys.ofPadding(ofRecord, number);
      rows.computeIfAbsent(keys.tag(), tag -> row(token, 0, keys, padding));
    }
    return new EncodedRecord(token, rows.values());
  }

  /// Where the missing segments of a record take their bits from.
  ///
  /// @param recordSecret the HMAC under the record's secret
  static byte[] missingBits(HmacSha256 recordSecret) {
    return Arrays.copyOf(recordSecret.of(MISSING), MISSING_BYTES);
  }

  private EncodedRow row(RecordToken token, int pass, RowKeys keys, BodyBlocks blocks) {
    return new EncodedRow(keys.tag(), PassShare.of(pass, keys.slope(), token), bodies.encode(blocks, keys.bodyKey()));
  }
}
