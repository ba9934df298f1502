package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// How tags and digest of a record's rows in one epoch lie in the file: sealed under the epoch's key, so that with the key they are gone. For any thread.
final class RowsSealing {
  private static final int BYTES = Suite.ROWS * Tag.BYTES + Digest.BYTES;

  private final Sealing sealing;

  /// @param key the epoch's index key
  RowsSealing(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "record index_keys", random);
  }

  /// The rows of a record, sealed for it.
  ///
  /// @param agency the number of its agency
  byte[] seal(int agency, byte[] token, EpochRows rows) {
    ByteBuffer keys = ByteBuffer.allocate(BYTES);
    rows.tags().forEach(tag -> keys.putLong(tag.high()).putLong(tag.low()));
    return sealing.seal(RecordSealing.place(agency, token), keys.put(Suite.ROWS * Tag.BYTES, rows.rows().toBytes()).array());
  }

  /// What was sealed for a record.
  EpochRows open(int agency, byte[] token, byte[] sealed) {
    ByteBuffer keys = ByteBuffer.wrap(sealing.open(RecordSealing.place(agency, token), sealed));
    Set<Tag> tags = new HashSet<>();
    for (int i = 0; i < Suite.ROWS; i++) {
      tags.add(new Tag(keys.getLong(), keys.getLong()));
    }
    byte[] digest = new byte[Digest.BYTES];
    keys.get(digest);
    // The tags of a record's rows differ; those of one that the index does not hold are all zero.
    return new EpochRows(tags.size() == Suite.ROWS ? tags : Set.of(), Digest.ofBytes(digest));
  }
}
