package org.tellonce.agency.desk;

import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.submission.Withdrawn;
import org.tellonce.protocol.Stop;

/// How it ended that a young person took it back.
public sealed interface TakenBack {

  /// It counts here, and the server knows it, or will tonight.
  record Done(Withdrawn<AccessReport> withdrawn) implements TakenBack {}

  /// Nothing was withdrawn.
  record Refused(Stop why) implements TakenBack {}
}
