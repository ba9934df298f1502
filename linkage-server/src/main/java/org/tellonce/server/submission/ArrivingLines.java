package org.tellonce.server.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.comparison.RecordRef;

/// The lines of a submission, read and sealed ahead of the commit on other cores, a portion at a time.
///
/// @param sealings of records and of their rows
/// @param indexed whether the rows go into the index
record ArrivingLines(SubmissionStore submissions, Handle handle, Manifest manifest, int agency, Sealings sealings, boolean indexed, LocalDate today,
    int retentionMonths) {
  /// Parts that are worked off together; while one portion is, the next is read and sealed on another core. Few, for what is in memory when the garbage collector
  /// comes is what it costs.
  static final int PORTION = 2;

  /// How records and their rows are sealed.
  record Sealings(RecordSealing records, RowsSealing rows) {}

  /// A line, and what the record is to be in the database if the line brings one.
  record Line(int part, int number, SubmissionLine line, Optional<Arriving> arriving) {}

  /// A record that a line brings.
  ///
  /// @param sealed of `after`
  /// @param sealedRows of `rows`
  @SuppressWarnings("ArrayRecordComponent")
  record Arriving(StoredRecord after, EpochRows rows, SealedRecord sealed, byte[] sealedRows) {}

  /// Begins to read a portion and to seal its records, on other cores: functions of the lines, which ask no database.
  ForkJoinTask<List<Line>> prepare(int firstPart) {
    List<byte[]> bytes = new ArrayList<>();
    for (int part = firstPart; part < firstPart + PORTION && part <= manifest.parts().size(); part++) {
      bytes.add(submissions.part(handle, manifest.id(), part));
    }
    return ForkJoinPool.commonPool().submit(() -> IntStream.range(0, bytes.size()).parallel().boxed()
        .flatMap(i -> lines(firstPart + i, StagedPart.lines(bytes.get(i)))).toList());
  }

  private Stream<Line> lines(int part, List<SubmissionLine> lines) {
    return IntStream.range(0, lines.size()).mapToObj(i -> new Line(part, i + 1, lines.get(i), lines.get(i) instanceof SubmittedRecord record
        ? Optional
            .of(arriving(record)) : Optional.empty()));
  }

  private Arriving arriving(SubmittedRecord record) {
    var after = StoredRecord.of(new RecordRef(manifest.agency(), record.token()), record, today, retentionMonths);
    var rows = EpochRows.of(record.record(), indexed);
    return new Arriving(after, rows, sealings.records().seal(agency, after, retentionMonths), sealings.rows().seal(agency, record.token().toBytes(),
        rows));
  }
}
