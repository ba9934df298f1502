package org.tellonce.server.flags;

import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

/// Where tests of the guards of rosters begin: somebody whom probation has screened, and child welfare, whose roster is made to ask. Two of its users may confirm.
abstract class AskingRoster {
  static final YearMonth MARCH = YearMonth.of(2026, 3);
  static final String SUPERVISOR = "s-01";

  @TempDir
  Path folder;
  final Random random = new Random(1);
  TestServer server;
  EncodedRecord theirs;

  @BeforeEach
  void somebodyAtProbation() {
    server = new TestServer(folder.resolve("server.db"));
    theirs = TestRecords.alone(TestRecords.token(random), random);
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.publish(CHILD_WELFARE);
    server.directories.take(CHILD_WELFARE, Directory.of(2, List.of(user(SUPERVISOR, UserRole.SUPERVISOR), user("officer", UserRole.PRIVACY_OFFICER),
        user(USER, UserRole.CASEWORKER))), REQUEST, server.rules);
  }

  private DirectoryUser user(String pseudonym, UserRole role) {
    return new DirectoryUser(pseudonym, role, server.today.plusYears(1), Optional.empty());
  }

  @AfterEach
  void close() {
    server.close();
  }

  /// Rows of an agency that look like the record at probation, and like one another.
  List<SubmittedRecord> alike(int rows) {
    return IntStream.range(0, rows).mapToObj(_ -> asking(TestRecords.record(TestRecords.token(random), theirs.rows()))).toList();
  }

  List<SubmittedRecord> submitted(AgencyId agency, List<SubmittedRecord> rows) {
    server.submit(agency, false, rows);
    return rows;
  }

  static List<RecordToken> tokens(List<SubmittedRecord> rows) {
    return rows.stream().map(SubmittedRecord::token).sorted().toList();
  }

  List<Notice> notices(AgencyId agency) {
    return ((FollowUpOutcome.Noticed) server.notices.after(agency, 0, server.rules)).page().notices();
  }

  List<LoggedEvent> logged(Class<?> kind) {
    return server.database.read(handle -> server.log.all(handle).list()).stream().filter(event -> kind.isInstance(event.event())).toList();
  }

  FollowUpOutcome confirm(Confirmation confirmation) {
    return server.confirmations.record(CHILD_WELFARE, confirmation, REQUEST, () -> server.rules);
  }

  List<SubmittedRecord> fresh(int rows) {
    return IntStream.range(0, rows).mapToObj(_ -> asking(TestRecords.alone(TestRecords.token(random), random))).toList();
  }

  /// One that has a flag, if nothing is in its way, and others.
  List<SubmittedRecord> freshWithOneFlagged(int rows) {
    return Stream.concat(alike(1).stream(), fresh(rows - 1).stream()).toList();
  }

  void nights(int... rows) {
    for (int night : rows) {
      submitted(CHILD_WELFARE, fresh(night));
      server.today = server.today.plusDays(1);
    }
  }
}
