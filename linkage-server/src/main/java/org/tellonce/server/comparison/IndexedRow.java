package org.tellonce.server.comparison;

import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;

/// What the index holds under one tag of one record.
public record IndexedRow(RecordToken record, AgencyId agency, PassShare share, Body body) {

  /// Whether it is a row of this record.
  boolean isOf(RecordRef ref) {
    return record.equals(ref.token()) && agency.equals(ref.agency());
  }
}
