package org.tellonce.server.flags;

import java.time.LocalDate;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.audit.BrokeringEvent.Why;
import org.tellonce.protocol.flags.RecordCode;

/// What the coordinator sees of an item: two agencies that she may call, and for each a code that it alone can read. No name, no score.
///
/// @param holder whom she calls first: the agency whose screening would be shown, which decides
/// @see "flags.md, Queue"
public record Brokerage(long number, LocalDate since, Why why, Side holder, Side other) {

  /// One of the two agencies.
  public record Side(Member member, RecordCode code) {}
}
