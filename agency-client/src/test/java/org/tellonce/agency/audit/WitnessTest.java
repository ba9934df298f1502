package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.agency.audit.TestEvents.opening;
import static org.tellonce.agency.audit.TestEvents.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.ExpiryEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignedRequest;

/// Nights of a witness beside a log in memory.
class WitnessTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();
  private static final Rules RULES = CUSTODIANS.rules();
  private static final AgencyId AGENCY = TestCustodians.CHILD_WELFARE;
  private static final VerifierKey WITNESS = VerifierKey.witness(AGENCY.value(), RULES.members().getFirst().card().witnessKey());
  private static final X509Certificate CERTIFICATE = certificate();

  @TempDir
  private Path folder;
  private final FakeServer server = new FakeServer(CUSTODIANS.signed(RULES));
  private final FakeLog log = server.log;
  private Instant now = TestCustodians.NOW;
  private LogCopy copy;
  private JournalFile journal;

  private static X509Certificate certificate() {
    String request = CertificateRequest.create(new Holder.Agency(AGENCY), TestEvents.KEYS, CUSTODIANS.random);
    return CUSTODIANS.issuing.issue(CertificateRequest.parse(request).orThrow(), Authority.LEAF_DAYS);
  }

  @BeforeEach
  void logOfThree() {
    copy = new LogCopy(folder);
    journal = new JournalFile(folder.resolve("journal"), () -> now);
    journal.read();
    log.add(new RulesEvent(now, RULES.number(), RULES.digest())).add(new CertificateEvent(now, Optional.empty(), TestEvents.digest("server"), now))
        .add(expiry(1));
  }

  private Event expiry(int records) {
    return new ExpiryEvent(now, AGENCY, 0, records);
  }

  private Witness.Outcome night() {
    return night(server);
  }

  private Witness.Outcome night(Server of) {
    now = now.plus(Duration.ofDays(1));
    return new Witness(AGENCY, copy, journal, of, new Witness.Identity(CUSTODIANS.witness.getPrivate(), CERTIFICATE, CUSTODIANS.pinned()), () -> now)
        .run(RULES);
  }

  private void grow() {
    log.add(new EpochEvent(now, 2, true)).add(expiry(2)).add(new ExpiryEvent(now, new AgencyId("clinic"), 0, 1)).add(expiry(3));
  }

  /// Found, nothing cosigned, and found again the next night.
  private Finding assertFound(Kind kind) {
    int before = log.cosignatures.size();
    Optional<SignedCheckpoint> held = copy.checkpoint();
    Finding finding = finding(night());
    assertThat(finding.kind()).isEqualTo(kind);
    assertThat(finding.held()).isEqualTo(held);
    assertThat(finding.offered().map(SignedCheckpoint::checkpoint)).contains(log.checkpoint().checkpoint());
    assertThat(finding(night())).isEqualTo(new Finding(kind, finding.where(), held, finding.offered()));
    assertThat(log.cosignatures).hasSize(before);
    assertThat(copy.checkpoint()).isEqualTo(held);
    return finding;
  }

  private static Finding finding(Witness.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Witness.Outcome.Contradicted.class);
    return ((Witness.Outcome.Contradicted) outcome).finding();
  }

  private void assertWhole() {
    int size = log.leaves.size();
    assertThat(copy.checkpoint().map(SignedCheckpoint::checkpoint)).contains(log.checkpoint().checkpoint());
    assertThat(copy.leaves(size)).isEqualTo(log.leaves);
    assertThat(copy.events(size)).isEqualTo(new LogCopy.Events(log.events.stream().filter(event -> event.event().audience().includes(AGENCY))
        .toList(),
        List.of()));
  }

  // --- an honest log

  @Test
  void firstNight_andGrowth_andANightWithoutNews_areCosigned() {
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(3, 3));
    assertWhole();
    grow();
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(7, 4));
    assertWhole();
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(7, 0));
    assertWhole();

    assertThat(log.cosignatures).extracting(Witnessing::size).containsExactly(3L, 7L, 7L);
    assertThat(log.checkpoint().with(log.cosignatures.getLast().cosignature()).orElseThrow().cosigned(WITNESS)).contains(now);
    assertThat(copy.checkpoint().orElseThrow().cosigned(WITNESS)).contains(now);
  }

  @Test
  void emptyLog_isCosignedToo() {
    log.leaves.clear();
    log.events.clear();
    now = now.minus(Duration.ofDays(1));
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(0, 0));
  }

  @Test
  void checkpointMadeMeanwhile_isForTheNextNight() {
    Server busy = (route, path, body) -> {
      ServerAnswer answer = server.call(route, path, body);
      if (route == Route.CHECKPOINT) {
        grow();
        server.refuse(Route.COSIGNATURES, ProblemCode.CONFLICT);
      }
      return answer;
    };
    assertThat(night(busy)).isEqualTo(new Witness.Outcome.Cosigned(3, 3));
    assertThat(copy.events(9).events()).hasSize(3);
    server.refuseNothing();
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(7, 4));
    assertWhole();
  }

  @Test
  void cosignatureThatIsNotTaken_stopsTheCommand_butStaysWrittenDown() {
    server.refuse(Route.COSIGNATURES, ProblemCode.UNAVAILABLE);
    assertThatThrownBy(this::night).isInstanceOfSatisfying(Stop.class, stop -> assertThat(stop.code()).isEqualTo(ExitCode.NETWORK));
    assertWhole();
  }

  @Test
  void callsOfTheNight_leaveTheJournalOnceTheLogShowsThem() {
    SignedRequest request = request(now);
    SignedRequest later = request(now);
    journal.asked(Route.OPENINGS, "/", request.digest(), now);
    journal.asked(Route.OPENINGS, "/", later.digest(), now);
    journal.answered(request.digest(), TestEvents.digest("answer"), now);
    log.add(opening(now.plusSeconds(1), request));
    assertThat(night()).isInstanceOf(Witness.Outcome.Cosigned.class);
    assertThat(journal.read().calls()).containsOnlyKeys(later.digest());
    assertThat(night()).isInstanceOf(Witness.Outcome.Cosigned.class);
  }

  // --- our own copy has suffered

  @Test
  void ownLeavesDamaged_areFetchedAnew_ifTheServerHasWhatWasCosigned() throws IOException {
    night();
    byte[] leaves = Files.readAllBytes(folder.resolve("leaves"));
    for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(leaves, 33), new byte[leaves.length])) {
      Files.write(folder.resolve("leaves"), damaged);
      assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(3, 0));
      assertThat(folder.resolve("leaves")).hasBinaryContent(leaves);
      assertWhole();
    }
    Files.delete(folder.resolve("leaves"));
    log.leaves.set(1, Commitment.ofBytes(new byte[32]));
    assertThat(assertFound(Kind.FORKED).where()).isEqualTo("at 3 leaves");
  }

  @Test
  void ownEventsDamaged_areFetchedAnew() throws IOException {
    night();
    grow();
    String events = Files.readString(folder.resolve("events"));
    Files.writeString(folder.resolve("events"), events.replaceFirst("\"number\":3", "\"number\":4"));
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(7, 4));
    assertWhole();
    Files.writeString(folder.resolve("events"), Files.readString(folder.resolve("events")).substring(7));
    assertThat(night()).isEqualTo(new Witness.Outcome.Cosigned(7, 0));
    assertWhole();
  }

  // --- what is found

  @Test
  void anothersSignature_anotherOrigin_orNoCheckpoint_isForged() {
    night();
    log.signWithAnotherKey();
    assertFound(Kind.FORGED);

    KeyPair other = TestEvents.pairOfWitness();
    VerifierKey key = VerifierKey.log("tellonce/elsewhere", TestEvents.raw(other));
    SignedCheckpoint elsewhere = SignedCheckpoint.sign(new Checkpoint("tellonce/elsewhere", 3, TreeEdge.EMPTY.append(log.leaves).edge().root()), key,
        message -> Ed25519.sign(other.getPrivate(), message));
    for (byte[] answer : List.of(elsewhere.toBytes(), new byte[0], "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      Finding finding = finding(night((route, path, body) -> route == Route.CHECKPOINT ? new ServerAnswer.Done(answer) : server.call(route, path,
          body)));
      assertThat(finding.kind()).isEqualTo(Kind.FORGED);
    }
  }

  @Test
  void shorterLog_isRolledBack() {
    night();
    log.leaves.removeLast();
    log.events.removeLast();
    assertThat(assertFound(Kind.ROLLED_BACK).where()).isEqualTo("it has 2 leaves, and had 3");
  }

  @Test
  void anotherLeafInTheSameSize_orBelowALongerLog_isForked() {
    night();
    log.alter(2, expiry(9));
    log.leaves.set(2, log.events.get(2).leaf());
    assertFound(Kind.FORKED);
    grow();
    assertFound(Kind.FORKED);
  }

  @Test
  void leavesThatHaveNotTheRoot_areForked_alsoOnTheFirstNight() {
    Server liar = (route, path, body) -> route == Route.LEAVES ? new ServerAnswer.Done(new byte[96]) : server.call(route, path, body);
    assertThat(finding(night(liar)).kind()).isEqualTo(Kind.FORKED);
    assertThat(copy.checkpoint()).isEmpty();
  }

  @Test
  void eventThatIsNotItsLeaf_isAltered_alsoOneOfAnEarlierNight() {
    log.alter(2, expiry(9));
    assertThat(assertFound(Kind.ALTERED).where()).isEqualTo("leaf 2");
    log.alter(2, new ExpiryEvent(TestCustodians.NOW, AGENCY, 0, 1));
    assertThat(night()).isInstanceOf(Witness.Outcome.Cosigned.class);

    log.alter(0, new RulesEvent(TestCustodians.NOW, RULES.number(), TestEvents.digest("others")));
    assertThat(assertFound(Kind.ALTERED).where()).isEqualTo("leaf 0");
  }

  @Test
  void eventOfAnother_orOutOfPlace_orTwice_isAltered() {
    Salt salt = Salt.of(new byte[32]);
    var others = new LoggedEvent(3, salt, new ExpiryEvent(now, new AgencyId("clinic"), 0, 1));
    log.events.add(others);
    log.leaves.add(others.leaf());
    assertThat(finding(night(pages(new EventPage(List.of(others), 4, false)))).kind()).isEqualTo(Kind.ALTERED);
    log.events.removeLast();
    log.leaves.removeLast();
    LoggedEvent misplaced = new LoggedEvent(1, log.events.get(0).salt(), log.events.get(0).event());
    assertThat(finding(night(pages(new EventPage(List.of(misplaced), 3, false)))).kind()).isEqualTo(Kind.ALTERED);
    assertThat(finding(night(pages(new EventPage(List.of(log.events.get(0)), 1, true)))).where()).isEqualTo("leaf 0");
    assertThat(log.cosignatures).isEmpty();
  }

  private Server pages(EventPage always) {
    return (route, path, body) -> route == Route.EVENTS ? new ServerAnswer.Done(always.toBytes()) : server.call(route, path, body);
  }

  @Test
  void answersThatDoNotGoOn_areTheServersFault() {
    for (Server idle : List.<Server>of(pages(new EventPage(List.of(), 0, true)), (route, path, body) -> route == Route.LEAVES ? new ServerAnswer.Done(
        new byte[0]) : server.call(route, path, body))) {
      assertThatThrownBy(() -> night(idle)).isInstanceOfSatisfying(Stop.class, stop -> assertThat(stop.code()).isEqualTo(ExitCode.NETWORK));
    }
  }

  @Test
  void logThatContradictsWhatThisClientDid_isFound() {
    night();
    log.add(opening(now, request(now)));
    assertThat(assertFound(Kind.INVENTED).where()).contains("leaf 3");
  }

  @Test
  void certificateIssuedInSecret_isFound() {
    night();
    log.add(new CertificateEvent(now, Optional.of(AGENCY), TestEvents.digest("secret"), now));
    assertThat(assertFound(Kind.UNKNOWN_CERTIFICATE).where()).contains("leaf 3");
  }

  @Test
  void checkpointThatStandsStill_hidesNothingForLong() {
    SignedRequest request = request(now);
    journal.asked(Route.WITHDRAW, "/", request.digest(), now);
    journal.answered(request.digest(), TestEvents.digest("answer"), now);
    assertFound(Kind.MISSING);
  }

  @Test
  void witnessKeyThatIsNotOnTheCard_signsNothing() {
    KeyPair other = TestEvents.pairOfWitness();
    var witness = new Witness(AGENCY, copy, journal, server, new Witness.Identity(other.getPrivate(), CERTIFICATE, CUSTODIANS.pinned()), () -> now);
    assertThatThrownBy(() -> witness.run(RULES)).isInstanceOfSatisfying(Stop.class, stop -> assertThat(stop.code()).isEqualTo(ExitCode.KEY));
    assertThat(log.cosignatures).isEmpty();
    assertThat(copy.checkpoint()).isEmpty();
  }
}
