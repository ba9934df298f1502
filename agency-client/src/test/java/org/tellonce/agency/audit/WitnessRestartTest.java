package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.audit.TestEvents.opening;
import static org.tellonce.agency.audit.TestEvents.request;
import static org.tellonce.agency.audit.TestEvents.submission;
import static org.tellonce.agency.audit.TestEvents.withdrawal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.agency.transport.FakeLog;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.keys.Authority;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.Holder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.RestartEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignedRequest;

/// A witness beside a log that goes back: what it takes with two signatures, and what it does not.
class WitnessRestartTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();
  private static final Rules RULES = CUSTODIANS.rules();
  private static final AgencyId AGENCY = TestCustodians.CHILD_WELFARE;
  private static final X509Certificate CERTIFICATE = CUSTODIANS.issuing.issue(CertificateRequest.parse(CertificateRequest.create(new Holder.Agency(
      AGENCY), TestEvents.KEYS, CUSTODIANS.random)).orThrow(), Authority.LEAF_DAYS);

  @TempDir
  private Path folder;
  private final FakeServer server = new FakeServer(CUSTODIANS.signed(RULES));
  private final FakeLog log = server.log;
  private Instant now = TestCustodians.NOW;
  private LogCopy copy;
  private JournalFile journal;

  /// Nine leaves, cosigned; of this agency, 4 is a submission, 6 a withdrawal and 7 an opening.
  @BeforeEach
  void nightOfNineLeaves() {
    copy = new LogCopy(folder);
    journal = new JournalFile(folder.resolve("journal"), () -> now);
    journal.read();
    log.add(new RulesEvent(now, RULES.number(), RULES.digest()));
    grow(3);
    log.add(submission(now, "s", "receipt", asked(Route.COMMIT)));
    grow(1);
    log.add(withdrawal(now, asked(Route.WITHDRAW))).add(opening(now, asked(Route.OPENINGS)));
    grow(1);
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(9, 9));
  }

  private void grow(int count) {
    for (int i = 0; i < count; i++) {
      log.add(new EpochEvent(now, 1 + log.leaves.size(), true));
    }
  }

  /// A call that was made and answered.
  private SignedRequest asked(Route route) {
    SignedRequest request = request(now);
    journal.asked(route, "/v1/submissions/s" + request.digest().hex().substring(0, 8) + "/commit", request.digest(), now);
    journal.answered(request.digest(), TestEvents.digest("receipt"), now);
    return request;
  }

  private Witness.Outcome night() {
    return night(server);
  }

  private Witness.Outcome night(Server of) {
    now = now.plus(Duration.ofDays(1));
    return new Witness(AGENCY, copy, journal, of, new Witness.Identity(CUSTODIANS.witness.getPrivate(), CERTIFICATE, CUSTODIANS.pinned()), () -> now)
        .run(RULES);
  }

  /// The database of earlier lies there again.
  private void restore(int leaves) {
    log.leaves.subList(leaves, log.leaves.size()).clear();
    log.events.subList(leaves, log.events.size()).clear();
  }

  private Restart restart(int kept, int lost) {
    return new Restart(FakeLog.IDENTITY.origin(), kept, TreeEdge.EMPTY.append(log.leaves.subList(0, kept)).edge().root(), lost, LocalDate.of(2026, 3,
        2),
        "The disk failed");
  }

  private static SignedRestart signed(Restart restart) {
    return SignedRestart.unsigned(restart).signedBy("alma", CUSTODIANS.alma.getPrivate()).signedBy("bruno", CUSTODIANS.bruno.getPrivate());
  }

  /// The server takes a restart: it is offered, and its event stands in the log.
  private SignedRestart enrol(SignedRestart signed) {
    log.restarts.add(signed);
    log.add(new RestartEvent(now, signed.restart().kept(), signed.restart().digest()));
    return signed;
  }

  private static Finding finding(Witness.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Witness.Outcome.Contradicted.class);
    return ((Witness.Outcome.Contradicted) outcome).finding();
  }

  /// Found, with the reason why the restart was not taken, and nothing cosigned or forgotten.
  private void assertNotTaken(Kind kind, String reason) {
    int before = log.cosignatures.size();
    Optional<SignedCheckpoint> held = copy.checkpoint();
    Finding finding = finding(night());
    assertThat(finding.kind()).isEqualTo(kind);
    assertThat(finding.where()).contains(reason);
    assertThat(log.cosignatures).hasSize(before);
    assertThat(copy.checkpoint()).isEqualTo(held);
  }

  private void assertWholeAndSound() {
    int size = log.leaves.size();
    assertThat(copy.checkpoint().map(SignedCheckpoint::checkpoint)).contains(log.checkpoint().checkpoint());
    assertThat(copy.leaves(size)).isEqualTo(log.leaves);
    assertThat(copy.events(size).events()).isEqualTo(log.events.stream().filter(event -> event.event().audience().includes(AGENCY)).toList());
    assertThat(verified()).isEmpty();
    assertThat(night()).as("the next night").isEqualTo(new Witness.Outcome.Cosigned(size, 0));
  }

  private List<String> verified() {
    return new LogVerification(AGENCY, RULES, TestEvents.KEYS.getPublic(), CUSTODIANS.pinned()).of(copy, journal.read(), new TakenRestarts(folder))
        .problems();
  }

  // --- taken

  @Test
  void restartOfTwoCustodians_isTaken_andSaysWhatIsLost() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("leaves"));
    restore(5);
    SignedRestart signed = enrol(signed(restart(5, 9)));

    assertThat(night()).isEqualTo(new Witness.Outcome.Restarted(new Witness.Outcome.Cosigned(6, 1), signed, 4, "1 withdrawal, 1 opening"));

    assertThat(log.cosignatures).hasSize(2);
    List<TakenRestarts.Taken> taken = new TakenRestarts(folder).all();
    assertThat(taken).extracting(TakenRestarts.Taken::signed).containsExactly(signed);
    assertThat(taken.getFirst().before().folder().resolve("leaves")).as("the proof of what was given up").hasBinaryContent(before);
    assertWholeAndSound();
  }

  @Test
  void serverThatRanOnBeforeItsRestart_andARestartThatKeepsLessThanIsCommon_areTaken() {
    restore(8);
    grow(4);
    assertNotTaken(Kind.FORKED, "between 9 and 12 leaves");
    SignedRestart signed = enrol(signed(restart(3, 9)));

    assertThat(night()).as("eight leaves are the same, so nothing but the ninth is given up").isEqualTo(new Witness.Outcome.Restarted(
        new Witness.Outcome.Cosigned(13, 5), signed, 1, "nothing"));
    assertWholeAndSound();
  }

  @Test
  void callsThatNoCheckpointEverCovered_areLostAndNotMissing_alsoInLaterNights() {
    asked(Route.COMMIT);
    asked(Route.OPENINGS);
    now = now.plusSeconds(60);
    restore(9);
    SignedRestart signed = enrol(signed(restart(9, 9)));
    log.add(opening(now, asked(Route.OPENINGS)));

    assertThat(night()).isEqualTo(new Witness.Outcome.Restarted(new Witness.Outcome.Cosigned(11, 2), signed, 0, "1 submission, 1 opening"));
    assertThat(journal.read().lost()).as("what came after the restart stands in the log as ever").hasSize(2);
    assertThat(verified()).isEmpty();
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(11, 0));
  }

  @Test
  void callsLostBeforeTheyWereMissing_stayExcused_andCallsAfterTheRestartDoNot() {
    asked(Route.WITHDRAW);
    now = now.plusSeconds(60);
    SignedRestart signed = enrol(signed(restart(9, 9)));
    now = now.minus(Duration.ofHours(23));
    assertThat(night()).isInstanceOf(Witness.Outcome.Restarted.class);
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(10, 0));
    assertThat(verified()).isEmpty();

    asked(Route.WITHDRAW);
    now = now.plusSeconds(60);
    log.add(new RestartEvent(now, 9, signed.restart().digest()));
    assertNotTaken(Kind.MISSING, "withdraw of ");
  }

  @Test
  void eventOfARestartThatNobodySigned_excusesNothing() {
    asked(Route.WITHDRAW);
    now = now.plusSeconds(60);
    SignedRestart one = SignedRestart.unsigned(restart(9, 9)).signedBy("alma", CUSTODIANS.alma.getPrivate());
    enrol(one);
    assertNotTaken(Kind.MISSING, "withdraw of ");
  }

  @Test
  void secondRestart_isAPaperOfItsOwn() {
    restore(5);
    enrol(signed(restart(5, 9)));
    night();
    grow(3);
    night();
    restore(4);
    enrol(signed(restart(4, 9)));
    assertThat(night()).isInstanceOfSatisfying(Witness.Outcome.Restarted.class, told -> {
      assertThat(told.givenUp()).isEqualTo(5);
      assertThat(told.lost()).isEqualTo("1 submission");
    });
    assertThat(new TakenRestarts(folder).all()).hasSize(2);
    assertWholeAndSound();
  }

  // --- not taken

  @Test
  void withoutARestart_orWithOneSignature_orOfAnotherLog_nothingIsTaken() {
    restore(5);
    assertNotTaken(Kind.ROLLED_BACK, "it has 5 leaves, and had 9");
    Restart restart = restart(5, 9);
    enrol(SignedRestart.unsigned(restart).signedBy("alma", CUSTODIANS.alma.getPrivate()));
    assertNotTaken(Kind.ROLLED_BACK, "the restart of 2026-03-02 was not taken: signatures: 1 good of 2 different pinned custodians");

    log.restarts.clear();
    enrol(signed(new Restart("tellonce/elsewhere", 5, restart.root(), 9, restart.on(), "x")));
    assertNotTaken(Kind.ROLLED_BACK, "it is of another log, tellonce/elsewhere");
  }

  @Test
  void restartThatKeepsOtherLeaves_orGivesUpLess_orHasNoEvent_isNotTaken() {
    restore(5);
    grow(2);
    log.restarts.add(signed(restart(7, 9)));
    assertNotTaken(Kind.ROLLED_BACK, "the first 7 leaves that this client has are not those that it keeps");
    log.restarts.set(0, signed(restart(5, 8)));
    assertNotTaken(Kind.ROLLED_BACK, "it gives up a log of 8 leaves, and this client has cosigned 9");
    log.restarts.set(0, signed(restart(5, 9)));
    assertNotTaken(Kind.ROLLED_BACK, "its event does not stand once in the log behind the leaves that it keeps");
    grow(6);
    log.restarts.set(0, signed(restart(12, 20)));
    assertNotTaken(Kind.FORKED, "it keeps 12 leaves, and this client has cosigned only 9");
  }

  @Test
  void leafAlteredBelowWhatStays_isStillFound() {
    restore(5);
    SignedRestart signed = signed(restart(5, 9));
    log.leaves.set(2, Commitment.ofBytes(new byte[32]));
    enrol(signed);
    assertNotTaken(Kind.ROLLED_BACK, "the log does not go on from the 5 leaves that it keeps");
  }

  @Test
  void sameRestart_isTakenOnce() {
    restore(5);
    SignedRestart signed = enrol(signed(restart(5, 9)));
    night();
    grow(2);
    night();

    restore(6);
    grow(1);
    assertNotTaken(Kind.ROLLED_BACK, "it was used before");
    restore(5);
    grow(1);
    log.add(new RestartEvent(now, 5, signed.restart().digest()));
    grow(5);
    assertNotTaken(Kind.FORKED, "it was used before");
  }

  @Test
  void restartWhoseEventThisClientCosignedWithoutNeedingIt_isUsedToo() {
    grow(2);
    SignedRestart signed = enrol(signed(restart(9, 30)));
    assertThat(night()).isInstanceOf(Witness.Outcome.Restarted.class);
    assertThat(new TakenRestarts(folder).all()).isEmpty();
    restore(9);
    log.add(new RestartEvent(now, 9, signed.restart().digest()));
    assertNotTaken(Kind.ROLLED_BACK, "it was used before");
  }

  @Test
  void serverThatDoesNotAnswerForItsRestarts_staysFound() {
    restore(5);
    enrol(signed(restart(5, 9)));
    server.refuse(Route.RESTARTS, ProblemCode.NOT_FOUND);
    assertNotTaken(Kind.ROLLED_BACK, "the server refused the restarts of the log");
    server.refuseNothing();
    Server garbage = (route, path, body) -> route == Route.RESTARTS ? new ServerAnswer.Done(new byte[] {'{'}) : server.call(route, path, body);
    assertThat(finding(night(garbage)).where()).contains("cannot be read");
    Server mute = (route, path, body) -> {
      if (route == Route.LEAVES) {
        throw new Stop(ExitCode.NETWORK, "no answer");
      }
      return server.call(route, path, body);
    };
    assertThat(finding(night(mute)).where()).contains("it has 6 leaves, and had 9", "no answer");
  }

  // --- broken off

  @Test
  void nightBrokenOffBetweenForgettingAndKeeping_endsWellTheNextTime() throws IOException {
    byte[] leaves = Files.readAllBytes(folder.resolve("leaves"));
    byte[] events = Files.readAllBytes(folder.resolve("events"));
    byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
    restore(5);
    SignedRestart signed = enrol(signed(restart(5, 9)));
    Witness.Outcome taken = night();
    byte[] newLeaves = Files.readAllBytes(folder.resolve("leaves"));
    byte[] newEvents = Files.readAllBytes(folder.resolve("events"));

    for (byte[][] cut : List.of(new byte[][] {leaves, events}, new byte[][] {newLeaves, events}, new byte[][] {newLeaves, newEvents},
        new byte[][] {java.util.Arrays.copyOf(newLeaves, 165), events}, new byte[][] {newLeaves, java.util.Arrays.copyOf(newEvents, 100)})) {
      Files.write(folder.resolve("leaves"), cut[0]);
      Files.write(folder.resolve("events"), cut[1]);
      Files.write(folder.resolve("checkpoint"), checkpoint);
      assertThat(night()).isEqualTo(taken);
      assertThat(folder.resolve("leaves")).hasBinaryContent(newLeaves);
      assertThat(folder.resolve("events")).hasBinaryContent(newEvents);
      assertThat(new TakenRestarts(folder).all()).extracting(TakenRestarts.Taken::signed).containsExactly(signed);
    }
    assertWholeAndSound();
  }

  @Test
  void cosignatureThatIsNotSent_isNoReasonToTakeTheRestartAgain() {
    restore(5);
    enrol(signed(restart(5, 9)));
    server.refuse(Route.COSIGNATURES, ProblemCode.UNAVAILABLE);
    org.assertj.core.api.Assertions.assertThatThrownBy(this::night).isInstanceOf(Stop.class);
    server.refuseNothing();
    assertWholeAndSound();
  }

  // --- verified

  @Test
  void verification_namesACopyOfBeforeThatWasAltered_andARestartThatIsNotSigned() throws IOException {
    restore(5);
    SignedRestart signed = enrol(signed(restart(5, 9)));
    night();
    Path before = new TakenRestarts(folder).all().getFirst().before().folder();
    byte[] leaves = Files.readAllBytes(before.resolve("leaves"));
    leaves[40] ^= 1;
    Files.write(before.resolve("leaves"), leaves);
    assertThat(verified()).hasSize(2).anyMatch(line -> line.contains("the copy of the log that was given up is not the one")).anyMatch(line -> line
        .contains("does not begin with the leaves that it keeps"));
    leaves[40] ^= 1;
    Files.write(before.resolve("leaves"), leaves);
    Files.writeString(before.resolve("restart.json"), SignedRestart.unsigned(signed.restart()).toText());
    assertThat(verified()).singleElement().asString().contains("not signed by two of the custodians");
    Files.writeString(before.resolve("restart.json"), signed(new Restart(signed.restart().origin(), 5, signed.restart().root(), 12, LocalDate.EPOCH,
        "x"))
        .toText());
    assertThat(verified()).singleElement().asString().contains("no copy here goes on from it and has its event");
  }

  @Test
  void lostEvents_areThoseOfTheAgencyOnly_andEachOnce() {
    List<LoggedEvent> events = copy.events(9).events();
    assertThat(new LostCalls(java.util.Set.of()).events(events).events(events).count()).isEqualTo(new Lost(1, 1, 1, 0));
    assertThat(new Lost(2, 0, 1, 3).words()).isEqualTo("2 submissions, 1 opening, 3 other calls");
  }
}
