package org.tellonce.agency.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.agency.person.Person;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.encoding.Body;

/// Bodies of everyone under the same few keys, which anyone can make: all can be compared with all, and nothing is protected. For populations that were made up
/// to train the comparison on, never for an agency's roster. Several keys, so that equal bits mean equal facts. Not for several threads at once.
///
/// @see "comparison.md, Training"
final class OpenBodies {

  /// How many bodies a person gets: with so many, different facts have the same bits in all of them once in 10²⁶.
  static final int KEYS = 8;

  private final BodyEncoder bodies = new BodyEncoder();
  private final RecordKey recordKey;
  private final NameShares shares;
  private final List<byte[]> bodyKeys = new ArrayList<>(KEYS);

  /// @param recordKey what missing segments take their bits from
  /// @param shares how common names are
  OpenBodies(RecordKey recordKey, NameShares shares) {
    this.recordKey = recordKey;
    this.shares = shares;
    HmacSha256 keys = HmacSha256.under(new byte[32]);
    for (int i = 0; i < KEYS; i++) {
      bodyKeys.add(keys.of(("tellonce/open " + i).getBytes(US_ASCII)));
    }
  }

  /// A person's bodies, one under each key.
  List<Body> of(String localId, Person person) {
    BodyBlocks blocks = BodyBlocks.of(person, shares, RecordEncoder.missingBits(HmacSha256.under(recordKey.recordSecret(localId))));
    return bodyKeys.stream().map(key -> bodies.encode(blocks, key)).toList();
  }
}
