package org.tellonce.server.submission;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.TestRecords;

/// A server whose rooms take submissions, and what it holds of them.
abstract class TakenSubmissions {
  static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir
  Path folder;
  final Random random = new Random(1);
  TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer(folder.resolve("server.db"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  EncodedRecord record() {
    return TestRecords.alone(TestRecords.token(random), random);
  }

  Optional<StoredRecord> stored(AgencyId agency, RecordToken token) {
    return server.database.read(handle -> {
      try (RecordStore.Open open = server.records.open(handle)) {
        return open.find(new RecordRef(agency, token));
      }
    });
  }

  EpochRows rows(AgencyId agency, RecordToken token) {
    return server.database.read(handle -> {
      try (RecordStore.Open open = server.records.open(handle)) {
        return open.rows(new RecordRef(agency, token), server.epochs.find(handle, 1).orElseThrow()).orElseThrow();
      }
    });
  }

  static Receipt counts(Receipt receipt, long created, long replaced, long unchanged, long gone, long retired, long deleted) {
    return new Receipt(receipt.id(), created, replaced, unchanged, gone, retired, deleted, 0, List.of(), false);
  }
}
