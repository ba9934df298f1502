package org.tellonce.server.flags;

import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

/// Where tests of look-ups begin: a young person whom probation has screened and who is new to child welfare.
abstract class LookedUpYouth {
  static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir
  Path folder;
  final Random random = new Random(1);
  TestServer server;
  EncodedRecord theirs;
  EncodedRecord asked;

  @BeforeEach
  void oneYouthAtAnotherAgency() {
    server = new TestServer(folder.resolve("server.db"));
    theirs = TestRecords.alone(TestRecords.token(random), random);
    asked = TestRecords.record(TestRecords.token(random), theirs.rows());
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.submit(CHILD_WELFARE, asking(stranger()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  EncodedRecord stranger() {
    return TestRecords.alone(TestRecords.token(random), random);
  }

  List<LoggedEvent> logged(Class<?> kind) {
    return server.database.read(handle -> server.log.all(handle).list()).stream().filter(event -> kind.isInstance(event.event())).toList();
  }
}
