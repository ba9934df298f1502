package org.tellonce.server.submission;

import java.security.SecureRandom;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.database.IndexKey;

/// Reads an agency's tombstones out of a database. It stands in this package because nobody but the room itself reads them.
public final class TombstonesInTest {
  private TombstonesInTest() {}

  public static SortedSet<RecordToken> of(Handle handle, IndexKey key, AgencyId agency) {
    return new TombstoneStore(key, new SecureRandom()).of(handle, agency);
  }
}
