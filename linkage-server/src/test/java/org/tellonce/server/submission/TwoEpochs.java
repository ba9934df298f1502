package org.tellonce.server.submission;

import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.TODAY;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.IndexKey;

/// A server with two epochs, and two people whose records two agencies hold in each.
abstract class TwoEpochs {
  static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir
  Path folder = Path.of("");
  final Random random = new Random(1);
  final EncodedRecord ours = record();
  final EncodedRecord theirs = TestRecords.record(TestRecords.token(random), ours.rows());
  /// The same two people in the second epoch: other rows, the same tokens.
  final EncodedRecord oursAnew = TestRecords.record(ours.token(), record().rows());
  final EncodedRecord theirsAnew = TestRecords.record(theirs.token(), oursAnew.rows());

  EncodedRecord record() {
    return TestRecords.alone(TestRecords.token(random), random);
  }

  TestServer open() {
    return new TestServer(folder.resolve("server.db"), key());
  }

  IndexKey key() {
    Path file = folder.resolve("index.key");
    if (!Files.exists(file)) {
      IndexKey.random(new java.security.SecureRandom()).save(file);
    }
    return IndexKey.load(file).orThrow();
  }

  static EpochTerm term(long number, int opens, int closes) {
    return new EpochTerm(number, TODAY.plusDays(opens), TODAY.plusDays(closes));
  }

  static void overlap(TestServer server) {
    server.rules = TestRules.withEpochs(server.rules, term(1, -100, 10), term(2, 0, 300));
    server.turning.turn(server.rules, server.today);
  }

  /// A submission of all of an agency's records for an epoch.
  static Receipt full(TestServer server, AgencyId agency, long epoch, SubmissionLine... lines) {
    return submit(server, agency, epoch, true, live(List.of(lines)), lines);
  }

  static SortedSet<RecordToken> live(List<SubmissionLine> lines) {
    return new TreeSet<>(lines.stream().map(SubmissionLine::token).toList());
  }

  static Receipt submit(TestServer server, AgencyId agency, long epoch, boolean full, SortedSet<RecordToken> live, SubmissionLine... lines) {
    server.epoch = epoch;
    List<SubmissionLine> part = List.of(lines);
    long gone = part.stream().filter(GoneRecord.class::isInstance).count();
    Manifest like = server.manifest(agency, full, LiveSet.of(live), List.of(part));
    var manifest = new Manifest(agency, like.suite(), like.sizeClass(), epoch, like.rules(), like.tables(), part.size() - gone, gone, List.of(
        new PartDigest(part.size(), Digest.of(SubmissionPart.bytes(part)))), full, like.live(), like.previous());
    return server.submit(manifest, List.of(part));
  }

  void bothInBoth(TestServer server) {
    full(server, CHILD_WELFARE, 1, asking(ours));
    full(server, PROBATION, 1, asking(theirs, screening(MARCH)));
    overlap(server);
    full(server, CHILD_WELFARE, 2, asking(oursAnew));
    full(server, PROBATION, 2, asking(theirsAnew, screening(MARCH)));
  }

  static List<Match> matches(TestServer server) {
    return server.database.read(server.epochs::matches);
  }
}
