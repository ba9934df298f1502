package org.tellonce.benchmarks.timing;

import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.tellonce.benchmarks.growth.MadeUpRecords;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Young people whom nobody has met, as many of each case: some are asked about who stand in no roster, some who stand in that of the agency that asks.
///
/// @param each how many of a case are looked up, and of as many a flag is opened
record TimingPeople(MadeUpRecords made, int each) {
  private static final long ASKED = 1L << 40;
  private static final long KNOWN = 1L << 41;

  TimingPeople(YearMonth newest, int each) {
    this(new MadeUpRecords(1, newest), each);
  }

  /// Whom another agency has screened, of this case.
  List<SubmittedRecord> screened(Case of) {
    return IntStream.range(0, 2 * each).mapToObj(i -> made.screened(KNOWN + person(of, i), person(of, i))).toList();
  }

  /// Who stands in the roster of the agency that asks, of all cases.
  List<SubmittedRecord> own() {
    return List.of(Case.values()).stream().flatMap(of -> IntStream.range(0, each).mapToObj(i -> new SubmittedRecord(own(of, i), true, List.of())))
        .toList();
  }

  /// An own record.
  EncodedRecord own(Case of, int number) {
    return made.ofPerson(ASKED + person(of, number), person(of, number));
  }

  /// Somebody who stands in no roster of the agency that asks.
  EncodedRecord stranger(Case of, int number) {
    return made.ofPerson(ASKED + person(of, each + number), person(of, each + number));
  }

  private long person(Case of, int number) {
    return of.number() * 2L * each + number;
  }
}
