package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.database.AgencyNumbers;

/// A record in 18 bytes: its agency's number, its token.
final class RefBytes {
  static final int BYTES = 2 + RecordToken.BYTES;

  private final AgencyNumbers agencies;

  RefBytes(AgencyNumbers agencies) {
    this.agencies = agencies;
  }

  byte[] of(RecordRef record) {
    return put(ByteBuffer.allocate(BYTES), record).array();
  }

  ByteBuffer put(ByteBuffer out, RecordRef record) {
    return out.putShort((short) agencies.of(record.agency())).putLong(record.token().high()).putLong(record.token().low());
  }

  RecordRef get(ByteBuffer in) {
    return new RecordRef(agencies.agency(Short.toUnsignedInt(in.getShort())), new RecordToken(in.getLong(), in.getLong()));
  }
}
