package org.tellonce.agency.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.keys.Authority;
import org.tellonce.keys.CertificateFile;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.CertificateRequestFile;
import org.tellonce.keys.Holder;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.RenewalAnswer;
import org.tellonce.protocol.transport.Route;

/// The client's side of a renewal. The certificate here holds 30 days, so that one of 90 days of the same moment is newer.
class RenewalTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();
  private static final Instant DUE = TestCustodians.NOW.plus(Duration.ofDays(21));
  private static final Instant OVER = TestCustodians.NOW.plus(Duration.ofDays(31));

  @TempDir
  private Path temporary;
  private Path folder;
  private final FakeServer server = new FakeServer(new byte[0]);
  private final List<X509Certificate> journal = new ArrayList<>();
  private X509Certificate first;

  @BeforeEach
  void enrol() throws IOException {
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, "https://localhost:1");
    first = CUSTODIANS.issuing.issue(request(), 30);
    new CertificateFile(pem()).replace(List.of(first, CUSTODIANS.issuing.certificate()));
  }

  private Path pem() {
    return folder.resolve("agency.pem");
  }

  private CertificateRequest request() {
    return new CertificateRequestFile(folder.resolve("agency.csr")).read().orThrow();
  }

  private TlsIdentity identity(Instant now) {
    return TlsIdentity.readAlsoOver(new TlsIdentity.Files(folder.resolve("agency.key"), pem(), folder.resolve("ca.pem")), () -> now,
        CUSTODIANS.random).orThrow();
  }

  private Renewal.Outcome run(Instant now) {
    return run(now, journal::add, Optional.of(CUSTODIANS.root.certificate()));
  }

  private Renewal.Outcome run(Instant now, Consumer<X509Certificate> told, Optional<X509Certificate> root) {
    return new Renewal(identity(now), server, new CertificateFolder(folder.resolve("agency.csr"), pem(), told), root, CUSTODIANS.random).run(now);
  }

  private void issued(X509Certificate... certificates) throws IOException {
    Path file = Files.createTempFile(temporary, "issued", ".pem");
    new CertificateFile(file).replace(List.of(certificates));
    server.renewal = new RenewalAnswer.Issued(Files.readString(file));
  }

  private X509Certificate present() {
    return new CertificateFile(pem()).read().orThrow().getFirst();
  }

  @Test
  void beforeTwoThirdsOfTheTerm_nobodyIsAsked() {
    assertThat(run(TestCustodians.NOW.plus(Duration.ofDays(19)))).isInstanceOf(Renewal.Outcome.NotDue.class);
    assertThat(server.calls).isEmpty();
  }

  @Test
  void requestIsTheOneThatLiesThere_orAnotherOfTheSameKeyIfItIsGone() throws IOException {
    assertThat(run(DUE)).isEqualTo(new Renewal.Outcome.Waiting(identity(DUE).term(), Optional.empty()));
    assertThat(server.renewalRequests.getLast().pem()).isEqualTo(Files.readString(folder.resolve("agency.csr")));

    Files.delete(folder.resolve("agency.csr"));
    run(DUE);
    CertificateRequest anew = CertificateRequest.parse(server.renewalRequests.getLast().pem()).orThrow();
    assertThat(anew).isEqualTo(new CertificateRequest(new Holder.Agency(TestCustodians.CHILD_WELFARE), first.getPublicKey())).isEqualTo(request());

    Files.writeString(folder.resolve("agency.csr"), "hello");
    run(DUE);
    assertThat(CertificateRequest.parse(server.renewalRequests.getLast().pem()).orThrow()).isEqualTo(anew);
    assertThat(Files.readString(folder.resolve("agency.csr"))).isEqualTo("hello");
  }

  @Test
  void issuedCertificate_isInstalled_theOldOneKept_andBothAreInTheJournalBefore() throws IOException {
    X509Certificate newer = CUSTODIANS.issuing.issue(request(), Authority.LEAF_DAYS);
    issued(newer, CUSTODIANS.issuing.certificate());

    Renewal.Outcome outcome = run(OVER, certificate -> {
      assertThat(present()).isEqualTo(first);
      journal.add(certificate);
    }, Optional.empty());

    assertThat(outcome).isInstanceOf(Renewal.Outcome.Renewed.class);
    assertThat(journal).containsExactly(first, newer);
    assertThat(new CertificateFile(pem()).read().orThrow()).containsExactly(newer, CUSTODIANS.issuing.certificate());
    assertThat(new CertificateFile(folder.resolve("agency.pem.before")).read().orThrow().getFirst()).isEqualTo(first);
    assertThat(run(OVER)).isInstanceOf(Renewal.Outcome.NotDue.class);
  }

  @Test
  void renewalThatIsCutOff_leavesTheOldCertificate_andTheNextOneGoesOn() throws IOException {
    issued(CUSTODIANS.issuing.issue(request(), Authority.LEAF_DAYS), CUSTODIANS.issuing.certificate());

    assertThatIllegalStateException().isThrownBy(() -> run(DUE, _ -> {
      throw new IllegalStateException("cut off");
    }, Optional.empty()));
    assertThat(present()).isEqualTo(first);
    server.cut(0, false);
    assertThat(run(DUE)).isInstanceOf(Renewal.Outcome.Waiting.class);
    assertThat(run(DUE)).isInstanceOf(Renewal.Outcome.Renewed.class);
  }

  @Test
  void certificateThatIsNotItsOwn_isNotTaken_whateverTheServerSays() throws IOException {
    Authority issuing = CUSTODIANS.issuing;
    var own = new Holder.Agency(TestCustodians.CHILD_WELFARE);
    KeyPair another = P256.newPair(CUSTODIANS.random);
    assertNotTaken("is of another key", issuing.issue(CertificateRequest.parse(CertificateRequest.create(own, another, CUSTODIANS.random)).orThrow(),
        90), issuing.certificate());
    assertNotTaken("is not a certificate of this agency's client", issuing.issue(new CertificateRequest(new Holder.Agency(new AgencyId("clinic")),
        request().key()), 90));
    assertNotTaken("does not end later", issuing.issue(request(), 29));
    Authority stranger = new TestCustodians().issuing;
    assertNotTaken("was not issued under the root", stranger.issue(request(), 90), stranger.certificate());

    issued(issuing.issue(request(), 90));
    assertWaiting(run(DUE, journal::add, Optional.of(new TestCustodians().root.certificate())),
        "was not issued under the root in ca.pem and the rules");
    assertThat(journal).isEmpty();
  }

  private void assertNotTaken(String reason, X509Certificate... certificates) throws IOException {
    issued(certificates);
    assertWaiting(run(DUE), reason);
  }

  private void assertWaiting(Renewal.Outcome outcome, String reason) {
    assertThat(outcome).isInstanceOfSatisfying(Renewal.Outcome.Waiting.class, waiting -> assertThat(waiting.reason()).get().asString().contains(
        reason));
    assertThat(present()).isEqualTo(first);
  }

  @Test
  void refusal_letsTheNightGoOn_butARevokedCertificateEndsIt() {
    server.refuse(Route.RENEWALS, ProblemCode.NOT_FOUND);
    assertWaiting(run(DUE), "the server refused the renewal of the certificate");
    server.cut(0, true);
    assertWaiting(run(DUE), "cut before arrival");

    server.refuse(Route.RENEWALS, ProblemCode.CERTIFICATE_REVOKED);
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> run(DUE)).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains("The certificate was revoked", "ring the coordinator", "card");
    });
  }

  @Test
  void report_saysWhatToDo_theMoreTheNearerTheEndIs() {
    var term = identity(DUE).term();
    var report = new RenewalReport(TestCustodians.CHILD_WELFARE, pem(), Optional.of(new Coordinator("Coordinator", "555-0190", "Mon-Fri")));
    var waiting = new Renewal.Outcome.Waiting(term, Optional.empty());
    Instant early = term.until().minus(Duration.ofDays(15));

    assertThat(report.line(waiting, early)).contains("certificate: ends on " + term.lastDay() + "; a new one was asked for, and is not issued yet");
    assertThat(report.line(waiting, DUE)).get().asString().contains(
        "; ring Coordinator, 555-0190 (Mon-Fri) and say: the certificate of child_welfare");
    assertThat(report.line(new Renewal.Outcome.NotDue(), DUE)).isEmpty();
    assertThat(report.notice(term, early)).isEmpty();
    assertThat(report.notice(term, DUE)).get().asString().contains("agency.pem: ends on " + term.lastDay(), "ring Coordinator");
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> report.line(waiting, OVER)).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains("agency.pem: expired on " + term.lastDay(), "agency.csr", "Coordinator, 555-0190", "no new card is needed");
    });
  }
}
