package org.tellonce.server.comparison;

import java.util.Comparator;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;

/// A record as the server knows it: whose it is, and the agency's token for it. Ordered by agency, then token.
public record RecordRef(AgencyId agency, RecordToken token) implements Comparable<RecordRef> {

  private static final Comparator<RecordRef> ORDER = Comparator.comparing(RecordRef::agency).thenComparing(RecordRef::token);

  @Override
  public int compareTo(RecordRef other) {
    return ORDER.compare(this, other);
  }
}
