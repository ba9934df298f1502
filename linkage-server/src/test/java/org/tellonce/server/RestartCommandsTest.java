package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.audit.TestLogFile;
import org.tellonce.server.audit.TestWitness;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// A database that was put back: `server restart propose`, `server enrol --restart`, `audit verify`, and what agencies are served.
class RestartCommandsTest {
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final byte[] EMPTY = new byte[0];

  @TempDir
  private Path dir;
  private final TestSignedRules custodians = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL);
  private final TestWitness witness = TestWitness.of(new AgencyId("school"));
  private final SignedRules rules = custodians.signed(witness.in(custodians.rules(1)), 0, 1);
  private final Random random = new Random(5);
  private Path server;
  private Path restart;
  private String out = "";
  private String err = "";
  /// How many leaves the backup has.
  private long backup;

  /// A server with a backup, then two withdrawals more and a checkpoint over them, which `lost.checkpoint` is; then the backup is put back.
  @BeforeEach
  void restored() throws Exception {
    server = dir.resolve("s");
    restart = dir.resolve("restart.json");
    try (TestHttpServer http = TestHttpServer.inFolder(server, PKI, rules, InstantSource.system())) {
      work(http, 1);
      TestLogFile.makeCheckpoint(server);
      Files.copy(server.resolve("server.db"), dir.resolve("backup.db"));
      backup = newest().checkpoint().size();
      work(http, 2);
      TestLogFile.makeCheckpoint(server);
      SignedCheckpoint lost = newest();
      Files.write(dir.resolve("lost.checkpoint"), lost.with(witness.line(lost, InstantSource.system().instant())).orElseThrow().toBytes());
      assertThat(lost.checkpoint().size()).isEqualTo(backup + 2);
    }
    Files.copy(dir.resolve("backup.db"), server.resolve("server.db"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void work(TestHttpServer http, int withdrawals, Random random) throws Exception {
    http.start();
    try (TestClient school = http.client(SCHOOL, "school")) {
      for (int i = 0; i < withdrawals; i++) {
        var withdrawal = new Withdrawal(List.of(TestRecords.token(random)), Withdrawal.Scope.AGENCY);
        assertThat(school.draft(Route.WITHDRAW, withdrawal.toBytes()).send().statusCode()).isEqualTo(200);
      }
    }
    http.stop();
  }

  private void work(TestHttpServer http, int withdrawals) throws Exception {
    work(http, withdrawals, random);
  }

  private SignedCheckpoint newest() {
    return TestLogFile.newest(server);
  }

  private ExitCode run(String... args) {
    var outWriter = new StringWriter();
    var errWriter = new StringWriter();
    int code = Main.run(args, InstantSource.system(), new SecureRandom(), new PrintWriter(outWriter, true), new PrintWriter(errWriter, true), dir);
    out = outWriter.toString();
    err = errWriter.toString();
    return Arrays.stream(ExitCode.values()).filter(value -> value.number() == code).findFirst().orElseThrow();
  }

  private ExitCode propose(String... more) throws IOException {
    Files.deleteIfExists(restart);
    String[] args = {"restart", "propose", "--dir", server.toString(), "--reason", "The disk failed", "--out", restart.toString()};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return run(all);
  }

  private Restart proposed() throws IOException {
    return SignedRestart.parse(Files.readAllBytes(restart)).orThrow().restart();
  }

  private ExitCode enrol(Restart what, int... signers) throws IOException {
    SignedRestart signed = SignedRestart.unsigned(what);
    for (int signer : signers) {
      signed = signed.signedBy(custodians.custodians().get(signer).name(), custodians.privateKey(signer));
    }
    Files.writeString(restart, signed.toText());
    return run("enrol", "--dir", server.toString(), "--restart", restart.toString());
  }

  private ExitCode verify() {
    return run("audit", "verify", "--dir", server.toString());
  }

  private String lost() {
    return dir.resolve("lost.checkpoint").toString();
  }

  // --- propose

  @Test
  void proposal_keepsTheWholeBackup_andGivesUpWhatWitnessesHadCosigned() throws IOException {
    assertThat(propose("--lost", lost())).as(err).isEqualTo(ExitCode.DONE);
    assertThat(proposed().kept()).isEqualTo(backup);
    assertThat(proposed().root()).isEqualTo(newest().checkpoint().root());
    assertThat(proposed().lost()).isEqualTo(backup + 2);
    assertThat(proposed().origin()).isEqualTo(TestSignedRules.LOG.origin());
    assertThat(proposed().reason()).isEqualTo("The disk failed");
    assertThat(out).contains("this log has " + backup + " leaves; " + backup + " of them stay", "digest " + proposed().digest(),
        "tellonce keys restart sign", "enrol").doesNotContain("right only if");

    assertThat(propose("--lost", Long.toString(backup + 2))).isEqualTo(ExitCode.DONE);
    assertThat(proposed().kept()).isEqualTo(backup);
    assertThat(proposed().lost()).isEqualTo(backup + 2);
    assertThat(out).contains("right only if the server has not run");
  }

  @Test
  void proposalOfAServerThatRanOn_keepsWhatIsOlderThanTheLostCosignature() throws Exception {
    ranOn(4);
    assertThat(propose("--lost", lost())).as(err).isEqualTo(ExitCode.DONE);
    assertThat(proposed().kept()).isEqualTo(backup);
    assertThat(proposed().lost()).isEqualTo(backup + 2);

    assertThat(propose("--lost", lost(), "--kept", "2")).isEqualTo(ExitCode.DONE);
    assertThat(proposed().kept()).isEqualTo(2);
    assertThat(propose("--lost", lost(), "--kept", "99")).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(err).contains("--kept: there are ");
  }

  /// The server runs on the restored database for a while; it takes no call in the second in which the lost checkpoint was cosigned.
  private void ranOn(int withdrawals) throws Exception {
    try (TestHttpServer http = TestHttpServer.existing(server, PKI, InstantSource.system())) {
      work(http, withdrawals);
    }
    TestLogFile.makeCheckpoint(server);
  }

  @Test
  void checkpointsThatAreNone_orOfAnotherLog_orNotLost_areSaidSo() throws IOException {
    Files.writeString(dir.resolve("none"), "x");
    assertThat(propose("--lost", dir.resolve("none").toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(propose("--lost", dir.toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(err).contains("is no checkpoint");
    String text = Files.readString(Path.of(lost()));
    Files.writeString(dir.resolve("forged"), text.replaceFirst("\n" + (backup + 2) + "\n", "\n" + (backup + 3) + "\n"));
    assertThat(propose("--lost", dir.resolve("forged").toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(err).contains("a checkpoint that this log never signed");
    assertThat(propose("--lost", lost(), "--reason", "=1")).isNotEqualTo(ExitCode.DONE);

    Files.write(dir.resolve("held"), newest().toBytes());
    assertThat(propose("--lost", dir.resolve("held").toString())).isEqualTo(ExitCode.DONE);
    assertThat(proposed().lost()).isEqualTo(backup);
    assertThat(out).contains("nothing is lost that a witness had cosigned");
    assertThat(run("restart", "propose", "--dir", server.toString(), "--lost", "9", "--reason", "x", "--out", restart.toString())).isEqualTo(
        ExitCode.DATA_REFUSED);
    assertThat(err).contains("already there");
    assertThat(run("restart")).isEqualTo(ExitCode.USAGE);
  }

  // --- enrol

  @Test
  void signedRestart_isTakenOnce_withItsEvent_andServed_andTheLogIsSound() throws Exception {
    propose("--lost", lost());
    Restart what = proposed();
    assertThat(enrol(what, 0, 1)).as(err).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("the log goes on from " + backup + " leaves; up to 2 after them are given up, as Ana and Bela signed");
    assertThat(enrol(what, 0, 2)).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("stands in the log already");

    try (TestHttpServer http = TestHttpServer.existing(server, PKI, InstantSource.system()).start()) {
      try (TestClient school = http.client(SCHOOL, "school")) {
        Restarts served = Restarts.parse(school.draft(Route.RESTARTS, EMPTY).send().body()).orThrow();
        assertThat(served.restarts()).extracting(SignedRestart::restart).containsExactly(what);
        assertThat(served.restarts().getFirst().verify(custodians.custodians()).orThrow()).containsExactly("Ana", "Bela");
      }
      assertThat(run("enrol", "--dir", server.toString(), "--restart", restart.toString())).isEqualTo(ExitCode.ALREADY_RUNNING);
    }
    TestLogFile.makeCheckpoint(server);
    assertThat(newest().checkpoint().size()).isEqualTo(backup + 1);
    assertThat(verify()).as(out).isEqualTo(ExitCode.DONE);
  }

  @Test
  void restartThatIsNotSigned_orDoesNotFit_isRefused_andNothingIsTaken() throws IOException {
    propose("--lost", lost());
    Restart good = proposed();
    assertThat(enrol(good, 0)).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("1 good of 2 different pinned custodians", "nothing was taken").hasLineCount(1);
    assertThat(enrol(new Restart("tellonce/elsewhere", good.kept(), good.root(), good.lost(), good.on(), "x"), 0, 1)).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("restart.origin: is that of another log");
    assertThat(enrol(new Restart(good.origin(), good.kept(), Digest.of(EMPTY), good.lost(), good.on(), "x"), 0, 1)).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("restart.root: is not that of the first " + backup + " leaves here");
    assertThat(enrol(new Restart(good.origin(), backup + 1, good.root(), good.lost(), good.on(), "x"), 0, 1)).isEqualTo(ExitCode.RULES);
    assertThat(err).contains("restart.kept: this log has " + backup + " leaves only");
    Files.writeString(restart, "{}");
    assertThat(run("enrol", "--dir", server.toString(), "--restart", restart.toString())).isEqualTo(ExitCode.DATA_REFUSED);
    assertThat(run("enrol", "--dir", server.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("enrol", "--dir", server.toString(), "--restart", restart.toString(), "--transcript", restart.toString())).isEqualTo(
        ExitCode.USAGE);

    TestLogFile.makeCheckpoint(server);
    assertThat(newest().checkpoint().size()).isEqualTo(backup);
  }

  // --- verify

  @Test
  void verification_findsARestartWithoutItsEvent_orAnotherDocument_orALeafBelowWhatStays() throws IOException {
    propose("--lost", lost());
    enrol(proposed(), 0, 1);
    TestLogFile.makeCheckpoint(server);
    Path file = server.resolve("server.db");
    Files.copy(file, dir.resolve("sound.db"));

    TestLogFile.alter(file, "UPDATE log_document SET digest = ?", "0".repeat(64));
    assertFound("restart of ", "is not the document that it stands for");
    TestLogFile.alter(file, "UPDATE log_document SET json = '{}'");
    assertFound("restart ", "cannot be read", "the document that its event names is not here");
    TestLogFile.alter(file, "UPDATE log_document SET json = ?", new String(SignedRestart.unsigned(new Restart(proposed().origin(), 1, proposed()
        .root(),
        9, proposed().on(), "x")).toBytes(), java.nio.charset.StandardCharsets.UTF_8));
    assertFound("which keeps 1 leaves: its root is not that of the leaves", "has no event", "the document that its event names is not here");
    TestLogFile.alter(file, "DELETE FROM log_document");
    assertFound("leaf " + backup + ": the document that its event names is not here");
    TestLogFile.alter(file, "UPDATE log_leaf SET leaf = randomblob(32) WHERE number = 1");
    assertFound("leaf 1: its payload is not what it commits to", "which keeps " + backup + " leaves: its root is not that of the leaves");
  }

  private void assertFound(String... words) throws IOException {
    assertThat(verify()).isEqualTo(ExitCode.LOG_CONTRADICTS);
    assertThat(out).contains(words);
    Files.copy(dir.resolve("sound.db"), server.resolve("server.db"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify()).as(out).isEqualTo(ExitCode.DONE);
  }
}
