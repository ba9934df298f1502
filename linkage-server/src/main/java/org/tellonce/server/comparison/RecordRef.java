package org.tellonce.server.comparison;

import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;

/// A record as the server knows it: whose it is, and the agency's token for it. Ordered by agency, then token.
public record RecordRef(AgencyId agency, RecordToken token) implements Comparable<RecordRef> {

  @Override
  public int compareTo(RecordRef other) {
    int byAgency = agency.compareTo(other.agency);
    return byAgency != 0 ? byAgency : token.compareTo(other.token);
  }

  /// The token first: it nearly always tells two records apart.
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordRef that && token.equals(that.token) && agency.equals(that.agency);
  }

  /// Bits of the token, which are as good as random.
  @Override
  public int hashCode() {
    return Long.hashCode(token.low());
  }
}
