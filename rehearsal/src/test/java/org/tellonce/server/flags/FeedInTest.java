package org.tellonce.server.flags;

import java.security.SecureRandom;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.database.IndexKey;

/// Reads an agency's feed out of a database as it is stored. It stands in this package because nobody but the room itself reads it without bringing it up to date.
public final class FeedInTest {
  private FeedInTest() {}

  /// The records that are flagged in it.
  public static SortedSet<RecordToken> flagged(Handle handle, IndexKey key, AgencyId agency) {
    SortedSet<RecordToken> flagged = new TreeSet<>();
    new FlagStore(key, new SecureRandom()).last(handle, agency).forEach((token, change) -> {
      if (change.askFirst()) {
        flagged.add(token);
      }
    });
    return flagged;
  }
}
