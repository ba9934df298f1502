package org.tellonce.server.audit;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.server.comparison.RecordRef;

/// An event in the making: it has its time and its salt, so records can be named in it.
public final class EventDraft {
  private final Instant at;
  private final Salt salt;
  private final Set<RecordRef> named = new LinkedHashSet<>();

  EventDraft(Instant at, Salt salt) {
    this.at = at;
    this.salt = salt;
  }

  /// When it happened, to the second.
  public Instant at() {
    return at;
  }

  /// What the event names a record by. From now on the event can be found by the record.
  public Digest name(RecordRef record) {
    named.add(record);
    return RecordName.of(salt, record.agency(), record.token());
  }

  /// What the event names a pair of records by. It is not found by them.
  public Digest pair(RecordRef a, RecordRef b) {
    return RecordName.pair(salt, RecordName.of(salt, a.agency(), a.token()), RecordName.of(salt, b.agency(), b.token()));
  }

  Salt salt() {
    return salt;
  }

  Set<RecordRef> named() {
    return named;
  }
}
