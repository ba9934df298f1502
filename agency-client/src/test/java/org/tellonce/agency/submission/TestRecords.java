package org.tellonce.agency.submission;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordEncoder;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Records of an agency that nobody stands behind.
final class TestRecords {
  static final RecordKey KEY = new RecordKey(Secret.of(new byte[32]));
  static final RecordEncoder ENCODER =
      new RecordEncoder(new LinkageSecret(new Epoch(1, SizeClass.UP_TO_50_000), Secret.of(new byte[32])), KEY, Passes.of(SizeClass.UP_TO_50_000));
  static final Fillers FILLERS = new Fillers(ENCODER);

  private TestRecords() {}

  /// The record of a row in one of its versions.
  static SubmittedRecord record(int row, int version) {
    return new SubmittedRecord(ENCODER.filler("row-" + row, "row-" + row + "/version-" + version), true, List.of());
  }

  static RecordToken token(int row) {
    return KEY.token("row-" + row);
  }

  /// Rows 1 to `rows`, all in their first version.
  static List<SubmittedRecord> roster(int rows) {
    return IntStream.rangeClosed(1, rows).mapToObj(row -> record(row, 1)).toList();
  }

  /// What a night makes of a roster if nothing is special about it.
  static NightPlan plan(List<SubmittedRecord> roster, Ledger ledger) {
    return NightPlan.of(roster, Set.of(), Set.of(), ledger, 1, false, KEY, FILLERS);
  }
}
