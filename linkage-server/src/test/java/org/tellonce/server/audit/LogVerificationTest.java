package org.tellonce.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.asking;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.MerkleTree;
import org.tellonce.protocol.audit.NoteSignature;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.Schema;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.TestSignedRules;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.TombstoneStore;
import org.tellonce.server.transport.TestPki;

/// Whoever has the server's files and keys and alters something is found out, and where.
class LogVerificationTest {
  private static final X509Certificate CERTIFICATE = new TestPki().server().certificate();
  private static final Instant NIGHT = Instant.parse("2026-11-25T03:00:00Z");

  @TempDir
  private Path folder;
  private Path file;
  private final Random random = new Random(1);
  private final IndexKey key = IndexKey.random(new SecureRandom());
  private final LogStore store = new LogStore(key, new SecureRandom());
  private final TestWitness school = TestWitness.of(SCHOOL);
  private final TestWitness probation = TestWitness.of(PROBATION);
  private final Rules rules = probation.in(school.in(TestRules.rules()));
  /// How many leaves the two checkpoints cover.
  private long older;
  private long newest;

  /// A server's life: rules, a certificate, two submissions, two withdrawals, a checkpoint; 300 events and another; two events more.
  @BeforeEach
  void live() {
    file = folder.resolve("server.db");
    LogKey logKey = TestLog.logKey(folder);
    EncodedRecord ours = TestRecords.alone(TestRecords.token(random), random);
    try (TestServer server = new TestServer(file, key)) {
      server.rules = rules;
      var events = new EventLog(store, server::now, new SecureRandom());
      var announcements = new Announcements(server.database, store, events);
      announcements.rules(rules);
      announcements.ownCertificate(CERTIFICATE);
      server.submit(CHILD_WELFARE, asking(ours));
      server.submit(PROBATION, asking(TestRecords.record(TestRecords.token(random), ours.rows())));
      server.withdraw(SCHOOL, Withdrawal.Scope.AGENCY, TestRecords.token(random), TestRecords.token(random));
      server.withdraw(CHILD_WELFARE, Withdrawal.Scope.ALL_LINKED, ours.token());
      older = hour(server, logKey);
      server.database.writing(handle -> {
        for (int i = 1; i <= 300; i++) {
          long epoch = i;
          events.append(handle, draft -> new EpochEvent(draft.at(), epoch, true));
        }
      });
      newest = hour(server, logKey);
      server.database.writing(handle -> {
        events.append(handle, draft -> new EpochEvent(draft.at(), 301, true));
        events.append(handle, draft -> new EpochEvent(draft.at(), 302, true));
      });
    }
  }

  /// A checkpoint, which two witnesses cosign.
  private long hour(TestServer server, LogKey logKey) {
    new Checkpoints(server.database, store, logKey, () -> TestSignedRules.LOG, InstantSource.fixed(NIGHT)).make();
    var reading = new LogReading(server.database, store);
    SignedCheckpoint made = ((LogOutcome.Newest) reading.newest()).checkpoint();
    for (TestWitness witness : List.of(school, probation)) {
      assertThat(reading.cosign(witness.agency(), witness.witnessing(made, NIGHT), rules)).isInstanceOf(LogOutcome.Cosigned.class);
    }
    return made.checkpoint().size();
  }

  private LogReport verify(Rules with, X509Certificate certificate) {
    return verify(with, certificate, NIGHT);
  }

  private LogReport verify(Rules with, X509Certificate certificate, Instant now) {
    var submissions = new SubmissionStore(key, new SecureRandom());
    var tombstones = new TombstoneStore(key, new SecureRandom());
    return Database.look(file, Schema.MIGRATIONS, handle -> new LogVerification(store, _ -> {
    }).verify(handle, Accountable.of(with, certificate, Optional.empty(), submissions.committed(handle), tombstones.all(handle)), now));
  }

  private LogReport verify() {
    return verify(rules, CERTIFICATE);
  }

  private List<String> differences() {
    LogReport report = verify();
    assertThat(report.isSound()).isEqualTo(report.differences().isEmpty());
    return report.differences().stream().map(Problem::toString).toList();
  }

  private void alter(String sql, Object... values) {
    TestLogFile.alter(file, sql, values);
  }

  private LoggedEvent event(long index) {
    return Database.look(file, Schema.MIGRATIONS, handle -> store.all(handle).stream().filter(logged -> logged.index() == index).findFirst()
        .orElseThrow());
  }

  private SignedCheckpoint checkpoint(long size) {
    return Database.look(file, Schema.MIGRATIONS, handle -> new CheckpointStore().all(handle)).stream().filter(signed -> signed.checkpoint()
        .size() == size).findFirst().orElseThrow();
  }

  private byte[] tile(int level) {
    return Database.look(file, Schema.MIGRATIONS, handle -> handle.createQuery("SELECT hashes FROM log_tile WHERE level = ? AND position = 0").bind(0,
        level).mapTo(byte[].class).one());
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  private static String at(long leaves, String rule) {
    return "checkpoint of " + leaves + " leaves" + rule;
  }

  @Test
  void untouchedLog_passes_andTellsWhatWasLookedAt() {
    LogReport report = verify();

    assertThat(report.differences()).isEmpty();
    assertThat(report.isSound()).isTrue();
    int held = 1 + rules.members().size() + 1 + 2 + 4;
    assertThat(report).isEqualTo(new LogReport(List.of(), 0, newest + 2, 2, 0, 4, 0, held, 0));
    assertThat(report.summary()).hasSize(4).noneMatch(line -> line.contains("destroyed") || line.contains("do not name"));
  }

  @Test
  void payloadThatSaysSomethingElse_evenSealedAnew_isNamed() {
    long index = older + 20;
    LoggedEvent event = event(index);

    alter("UPDATE log_payload SET sealed = ? WHERE number = ?", store.seal(index, event.salt(), new EpochEvent(event.event().at(), 999, true)
        .toBytes()), index);

    assertThat(differences()).containsExactly("leaf " + index + ": its payload is not what it commits to");
  }

  @Test
  void payloadOfAnotherLeaf_isNamed_movedOrSealedAnew() {
    long index = older + 20;
    LoggedEvent other = event(older + 21);
    alter("UPDATE log_payload SET sealed = (SELECT sealed FROM log_payload WHERE number = ?) WHERE number = ?", index + 1, index);
    assertThat(differences()).containsExactly("leaf " + index
        + ": its payload does not open: it is damaged, or sealed for another place or under another key");

    alter("UPDATE log_payload SET sealed = ? WHERE number = ?", store.seal(index, other.salt(), other.event().toBytes()), index);
    assertThat(differences()).containsExactly("leaf " + index + ": its payload is not what it commits to");
  }

  @Test
  void payloadThatIsNoEvent_isNamed() {
    alter("UPDATE log_payload SET sealed = ? WHERE number = ?", store.seal(older, event(older).salt(), "{}".getBytes(
        java.nio.charset.StandardCharsets.UTF_8)),
        older);

    assertThat(differences()).containsExactly("leaf " + older + ": its payload is no event");
  }

  @Test
  void payloadShownToOthers_isNamed() {
    alter("UPDATE log_payload SET reader = NULL WHERE number = ?", older);

    assertThat(differences()).containsExactly("leaf " + older + ": its payload is shown to others than its kind says");
  }

  @Test
  void missingPayload_isNamed() {
    alter("DELETE FROM log_payload WHERE number = ?", older);
    assertThat(differences()).contains("leaf " + older + ": its payload is missing");

    alter("DELETE FROM log_payload WHERE number >= ?", newest);
    assertThat(differences()).contains("leaf " + newest + ": its payload is missing, as are the next 1");
  }

  @Test
  void payloadsBeyondTheirPeriod_areDestroyed_andThatIsTold() {
    Instant late = NIGHT.plus(Duration.ofDays(6 * 366));
    try (TestServer server = new TestServer(file, key)) {
      assertThat(new PayloadExpiry(server.database, store, InstantSource.fixed(NIGHT.plus(Duration.ofDays(6 * 365 - 10)))).run()).isZero();
      assertThat(new PayloadExpiry(server.database, store, InstantSource.fixed(late)).run()).isEqualTo(Math.toIntExact(newest));
      assertThat(server.count("log_name")).isZero();
    }

    LogReport report = verify(rules, CERTIFICATE, late);
    assertThat(report.differences()).isEmpty();
    assertThat(report.destroyed()).isEqualTo(newest);
    assertThat(report.summary().getFirst()).endsWith("of " + newest + " the payload was destroyed");
    assertThat(verify().isSound()).as("a payload that is gone before its time").isFalse();
  }

  @Test
  void alteredLeaf_isNamed_inEveryPlaceThatVouchesForIt() {
    long index = older + 5;
    alter("UPDATE log_leaf SET leaf = randomblob(32) WHERE number = ?", index);

    assertThat(differences()).containsExactly("tile/0/000: its hash of leaf " + index + " is not that of the leaf", at(newest,
        ": its root is not that of the leaves"), "tile/1/000.p/1: its hash 0 is not that of the tile below", "leaf " + index
            + ": its payload is not what it commits to");
  }

  @Test
  void alteredLeafOfWhatTheServerHolds_takesItsEventAway() {
    alter("UPDATE log_leaf SET leaf = randomblob(32) WHERE number = 1");

    assertThat(differences()).contains(at(older, ": its root is not that of the leaves"), "leaf 1: its payload is not what it commits to",
        "rules 3: have no event (if it was installed since, start the server once)");
  }

  @Test
  void leafTakenOutOfTheMiddle_isNamed_withAndWithoutItsPayload() {
    alter("DELETE FROM log_leaf WHERE number = ?", older + 3);
    String missing = "leaf " + (older + 3) + ": is missing (no checkpoint that covers it can be compared)";
    assertThat(differences()).containsExactly(missing, "leaf " + (older + 3) + ": is missing, and its payload is there");

    alter("DELETE FROM log_payload WHERE number = ?", older + 3);
    assertThat(differences()).containsExactly(missing);
  }

  @Test
  void leavesTakenOffTheEnd_areNamed() {
    long last = newest - 1;
    alter("DELETE FROM log_leaf WHERE number >= ?", last);
    alter("DELETE FROM log_payload WHERE number >= ?", last);

    assertThat(differences()).containsExactly("leaf " + last + ": is missing: the log ends here, and its newest checkpoint covers " + newest
        + " leaves");
  }

  @Test
  void checkpointOfAnotherRoot_isNamed_alsoIfTheLogsKeySignedIt() {
    SignedCheckpoint was = checkpoint(older);
    var other = new Checkpoint(was.checkpoint().origin(), older, MerkleTree.leafHash(new byte[32]));
    note(older, new SignedCheckpoint(other, List.of(was.signatures().getFirst())));
    List<String> unsigned = differences();
    assertThat(unsigned).containsExactly(at(older, ": is not signed by the log's key that the rules name"), at(older,
        ", cosignature of probation: is not good"), at(older, ", cosignature of school: is not good"), at(older,
            ": its root is not that of the leaves"));

    note(older, TestLog.logKeyIn(folder).sign(other, TestSignedRules.LOG));
    assertThat(differences()).isEqualTo(unsigned.subList(1, 4));
  }

  @Test
  void checkpointOfAnotherOrigin_orByAnotherKey_orThatIsNone_isNamed() {
    SignedCheckpoint was = checkpoint(newest);
    KeyPair pair = LogKey.random(new SecureRandom());
    var stranger = VerifierKey.log(TestSignedRules.LOG.origin(), LogKey.publicKey(pair));
    alter("DELETE FROM log_cosignature");
    note(newest, SignedCheckpoint.sign(was.checkpoint(), stranger, message -> Ed25519.sign(pair.getPrivate(), message)));
    assertThat(differences()).containsExactly(at(newest, ": is not signed by the log's key that the rules name"));

    var elsewhere = VerifierKey.log("tellonce/elsewhere", LogKey.publicKey(pair));
    note(newest, SignedCheckpoint.sign(new Checkpoint(elsewhere.name(), newest, was.checkpoint().root()), elsewhere, message -> Ed25519.sign(pair
        .getPrivate(), message)));
    assertThat(differences()).containsExactly(at(newest, ": its origin is not that of the rules"));

    alter("UPDATE log_checkpoint SET note = 'x' WHERE size = ?", newest);
    assertThat(differences()).containsExactly(at(newest, ": its note is none"));
  }

  private void note(long size, SignedCheckpoint note) {
    alter("UPDATE log_checkpoint SET note = ? WHERE size = ?", new String(note.toBytes(), java.nio.charset.StandardCharsets.UTF_8), size);
  }

  @Test
  void alteredTile_isNamed_withTheHash() {
    alter("UPDATE log_tile SET hashes = ? WHERE level = 0 AND position = 0", flipped(tile(0), 7 * 32 + 3));
    assertThat(differences()).containsExactly("tile/0/000: its hash of leaf 7 is not that of the leaf");

    alter("DELETE FROM log_tile WHERE level = 0 AND position = 0");
    assertThat(differences()).containsExactly("tile/0/000: is missing, or of another length");
  }

  @Test
  void alteredTileOfTheUpperLevel_isNamed() {
    alter("UPDATE log_tile SET hashes = ? WHERE level = 1", flipped(tile(1), 0));

    assertThat(differences()).containsExactly("tile/1/000.p/1: its hash 0 is not that of the tile below");
  }

  @Test
  void alteredCosignature_isNamed_andOneByAnEarlierKeyIsCounted() {
    NoteSignature earlier = TestWitness.of(SCHOOL).line(checkpoint(older), NIGHT);
    byte[] line = Base64.getDecoder().decode(school.line(checkpoint(older), NIGHT).base64());
    alter("UPDATE log_cosignature SET signature = ? WHERE size = ? AND name = 'school'", Base64.getEncoder().encodeToString(flipped(line, line.length
        - 1)), older);
    assertThat(differences()).containsExactly(at(older, ", cosignature of school: is not good"));
    alter("UPDATE log_cosignature SET signature = 'x' WHERE size = ? AND name = 'school'", older);
    assertThat(differences()).containsExactly(at(older, ", cosignature of school: is no line of a note"));

    alter("UPDATE log_cosignature SET signature = ? WHERE size = ? AND name = 'school'", earlier.base64(), older);
    LogReport report = verify();
    assertThat(report.isSound()).isTrue();
    assertThat(report.cosignatures()).isEqualTo(3);
    assertThat(report.strangers()).isEqualTo(1);
    assertThat(report.summary().get(2)).contains("1 more are by keys");
  }

  @Test
  void tombstoneThatNoWithdrawalNames_isNamed() {
    RecordToken token = TestRecords.token(random);
    try (Database database = Database.open(file, Schema.MIGRATIONS)) {
      database.writing(handle -> {
        int number = handle.createQuery("SELECT number FROM agency WHERE id = 'school'").mapTo(Integer.class).one();
        byte[] stone = ByteBuffer.allocate(2 + RecordToken.BYTES).putShort((short) number).put(token.toBytes()).array();
        try (SealedTable.Open open = new SealedTable("tombstone", new Sealing(key, "tombstone", new SecureRandom()), 4 + 2 + RecordToken.BYTES).open(
            handle)) {
          open.put(stone, stone);
        }
      });
    }

    assertThat(differences()).containsExactly("tombstone " + token + " of school: no withdrawal names it");
  }

  @Test
  void rulesCardsAndCertificateWithoutAnEvent_areNamed() {
    Rules other = TestWitness.of(SCHOOL).in(rules);

    assertThat(verify(other, new TestPki().server().certificate()).differences()).extracting(Problem::where).contains("rules 3", "card of school",
        "the server's certificate");
    assertThat(verify(other, CERTIFICATE).differences()).extracting(Problem::where).contains("rules 3", "card of school").doesNotContain(
        "the server's certificate");
  }

  @Test
  void submissionWithoutAnEvent_isNamed() {
    Path other = folder.resolve("other.db");
    try (TestServer server = new TestServer(other, key)) {
      server.submit(SCHOOL, asking(TestRecords.alone(TestRecords.token(random), random)));
    }
    byte[][] row = Database.look(other, Schema.MIGRATIONS, handle -> handle.createQuery("SELECT id, sealed FROM submission").map((found,
        _) -> new byte[][] {
            found.getBytes("id"), found.getBytes("sealed")}).one());
    alter("INSERT INTO submission (id, agency, sealed) VALUES (?, (SELECT number FROM agency WHERE id = 'school'), ?)", row[0], row[1]);

    assertThat(differences()).singleElement().asString().startsWith("submission ").endsWith(" of school: is committed and has no event");
  }
}
