package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.CallJournal;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.CertificateRequestFile;
import org.tellonce.keys.Holder;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.audit.LogInTest;

/// Certificates over their whole life, over real sockets: renewed by themselves, over, revoked; the agencies' and the server's own.
class RenewalTest {
  private static final String ID = "child_welfare";

  private static final TestPeople FIRST = new TestPeople(9);
  private static Evening evening;

  @TempDir
  private Path folder;
  private TestCollaborative harbor;
  private TestClock clock;
  private TestCoordinator coordinator;
  private TestAgency agency;
  private TestAgency clinic;

  @BeforeAll
  static void firstNight(@TempDir Path folder) {
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-06-08", "22:05"), TestCollaborative.Place.INSIDE);
    TestAgency agency = harbor.join(ID, AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency clinic = harbor.join("clinic", AgencyClass.MENTAL_HEALTH_SUBSTANCE_USE, DisclosureProfile.P2);
    agency.serves(FIRST.persons(3));
    clinic.serves(FIRST.persons(3));
    harbor.begin();
    harbor.night();
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void fromThatEveningOn() {
    harbor = evening.copy(folder);
    clock = harbor.clock();
    agency = harbor.agency(ID);
    clinic = harbor.agency("clinic");
    coordinator = TestCoordinator.of(harbor, clock);
    harbor.start();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  // --- by itself

  @Test
  void certificate_isRenewedFromDay60On_asSoonAsItIsIssued_andTheWitnessKnowsIt() {
    X509Certificate first = certificate();
    on("2026-08-06");
    assertThat(agency.night().all()).doesNotContain("certificate:");
    assertThat(coordinator.request(ID)).doesNotExist();

    on("2026-08-07");
    assertThat(agency.night().out()).contains("certificate: ends on 2026-09-07; a new one was asked for, and is not issued yet").doesNotContain(
        "ring");
    String request = text(coordinator.request(ID));
    assertThat(agency.night().out()).contains("is not issued yet");
    assertThat(text(coordinator.request(ID))).as("the same request again").isEqualTo(request);
    assertThat(certificate()).isEqualTo(first);

    X509Certificate issued = coordinator.answers(ID);
    on("2026-08-08");
    assertThat(agency.night().out()).containsOnlyOnce("certificate: renewed until 2026-11-06");
    assertThat(certificate()).isEqualTo(issued);
    assertThat(TestCoordinator.read(agency.folder().resolve("agency.pem.before"))).isEqualTo(first);

    on("2026-08-09");
    assertThat(agency.night().out()).doesNotContain("certificate:");
    clinic.night();
    harbor.checkInvariants();
    assertThat(events(ID)).hasSize(2);
    assertThat(agency.verifies().code()).isZero();
  }

  @Test
  void certificateWithTwoWeeksLeft_isToldWithWhomToRing_alsoByCheck() {
    on("2026-08-24");

    assertThat(agency.night().out()).contains("certificate: ends on 2026-09-07", "ring Harbor County coordinator, 555-0190",
        "the certificate of child_welfare ends on 2026-09-07");
    assertThat(agency.run("check").out()).contains("agency.pem: ends on 2026-09-07; each night asks for a new one", "ring Harbor County coordinator");
  }

  @Test
  void certificatesThatWereInstalledByHand_andUsedBetweenTwoNights_areKnownToTheWitness() throws IOException {
    on("2026-06-10");
    for (int i = 0; i < 2; i++) {
      Files.delete(agency.folder().resolve("agency.pem"));
      harbor.issueWithCard(agency.folder());
      assertThat(agency.run("flags").code()).isZero();
    }
    on("2026-06-11");

    assertThat(agency.night().out()).contains("checked and cosigned");
    assertThat(events(ID)).hasSize(3);
  }

  // --- over

  @Test
  void certificateThatIsOver_isRenewedByTheNight_whichGoesOn() {
    serverRenewedBefore("2026-09-02");
    on("2026-09-10");
    coordinator.issues(ID, request());
    agency.serves(FIRST.others().persons(2));

    TestAgency.Ran ran = agency.night();

    assertThat(ran.out()).contains("certificate: renewed until 2026-12-10", "2 new or changed sent");
    on("2026-09-11");
    agency.night();
  }

  @Test
  void certificateThatIsOver_andNotIssued_endsTheNightWithWhatToDo() {
    serverRenewedBefore("2026-09-02");
    on("2026-09-10");

    TestAgency.Ran ran = agency.run("nightly");

    assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.KEY.number());
    assertThat(ran.err()).contains("agency.pem: expired on 2026-09-07, and there is no new one (it was asked for, and is not issued yet)",
        "send agency.csr to Harbor County coordinator, 555-0190", "tellonce keys issue", "no new card is needed");
    assertThat(coordinator.request(ID)).exists();
    TestAgency.Ran check = agency.run("check");
    assertThat(check.code()).isEqualTo(ExitCode.KEY.number());
    assertThat(check.all()).contains("agency.pem: expired on 2026-09-07", "tellonce agency nightly asks for a new one");
    assertThat(agency.run("flags").code()).isEqualTo(ExitCode.KEY.number());
  }

  @Test
  void certificateThatIsOver_opensNoOtherCall() {
    serverRenewedBefore("2026-09-02");
    on("2026-09-10");

    try (ServerClient over = alsoOver()) {
      assertRefused(over, ProblemCode.CERTIFICATE_EXPIRED);
    }
  }

  // --- issued wrongly

  @Test
  void whatWasIssuedForAnotherKeyAgencyOrRoot_isNotTaken_andTheOperatorIsTold() {
    X509Certificate first = certificate();
    on("2026-08-07");
    var other = new AgencyId("clinic");
    var otherName = TestCoordinator.withAnotherKey(new Holder.Agency(other));

    coordinator.issues(ID, TestCoordinator.withAnotherKey(new Holder.Agency(agency.id())));
    assertNotTaken(first, "child_welfare.pem: is of another key");
    coordinator.issues(ID, new CertificateRequest(otherName.holder(), request().key()));
    assertNotTaken(first, "child_welfare.pem: is for another name");
    coordinator.smuggles(ID, request());
    assertNotTaken(first, "child_welfare.pem: has no way to the root");

    coordinator.issues(ID, request());
    assertThat(agency.night().out()).contains("certificate: renewed until");
  }

  private void assertNotTaken(X509Certificate first, String told) {
    assertThat(agency.night().out()).contains("is not issued yet");
    assertThat(harbor.server().told()).anyMatch(line -> line.contains(told));
    assertThat(certificate()).isEqualTo(first);
  }

  // --- revoked

  @Test
  void revokedCertificate_isRefusedWithinTheRefresh_onAnOpenConnectionToo_andStaysSo() {
    try (ServerClient open = agency.byHand(); ServerClient other = clinic.byHand()) {
      assertThat(open.call(Route.COLLABORATIVE, Route.COLLABORATIVE.path())).isInstanceOf(ServerAnswer.Done.class);

      assertThat(enrols(coordinator.revokes(1, List.of(certificate()))).code()).isZero();
      harbor.server().awaitTold("revocation list 1 taken, 1 certificates");

      assertRefused(open, ProblemCode.CERTIFICATE_REVOKED);
      assertThat(other.call(Route.COLLABORATIVE, Route.COLLABORATIVE.path())).isInstanceOf(ServerAnswer.Done.class);
    }
    TestAgency.Ran ran = agency.run("nightly");
    assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.KEY.number());
    assertThat(ran.err()).contains("The certificate was revoked", "ring the coordinator");

    on("2026-08-07");
    TestAgency.Ran due = agency.run("nightly");
    assertThat(due.code()).as(due.all()).isEqualTo(ExitCode.KEY.number());
    assertThat(due.err()).contains("refused the renewal of the certificate");
    clinic.night();
    assertThat(new LogInTest(harbor.serverFolder()).events()).extracting(logged -> logged.event().kind()).containsOnlyOnce(EventKind.REVOCATION);
    assertThat(harbor.server().management("/ready")).contains("revocation list 1");
    TestAgency.Ran verified = server("audit", "verify", "--dir", harbor.serverFolder());
    assertThat(verified.code()).as(verified.all()).isZero();
  }

  @Test
  void listsThatAreForgedOlderOrLeaveSomethingOut_areRefusedByName() throws IOException {
    X509Certificate one = certificate();
    X509Certificate two = TestCoordinator.read(clinic.folder().resolve("agency.pem"));
    assertThat(enrols(coordinator.revokes(3, List.of(one))).code()).isZero();

    assertNotEnrolled(coordinator.forger().revokes(4, List.of(one, two)), ExitCode.DATA_REFUSED, "not signed by an issuing CA below the root");
    assertNotEnrolled(coordinator.revokes(2, List.of(one)), ExitCode.RULES, "number 2 is below the installed 3");
    assertNotEnrolled(coordinator.revokes(3, List.of(one, two)), ExitCode.RULES, "another list of number 3 is installed");
    assertNotEnrolled(coordinator.revokes(4, List.of(two)), ExitCode.RULES, "leaves out the serial number " + one.getSerialNumber().toString(16));
    Path none = Files.writeString(folder.resolve("none.pem"), "hello");
    assertNotEnrolled(none, ExitCode.DATA_REFUSED, "none.pem: holds no revocation list");
    assertNotEnrolled(folder.resolve("nowhere.pem"), ExitCode.DATA_REFUSED, "nowhere.pem: no file");
    assertThat(enrols(coordinator.revokes(4, List.of(one, two))).out()).contains("installed revocation list 4, 2 certificates");
    assertThat(server("enrol", "--dir", harbor.serverFolder()).code()).isEqualTo(ExitCode.USAGE.number());
  }

  @Test
  void serverWhoseNewestListWasTakenAway_doesNotStart_andAnAuditNamesIt() throws IOException {
    Path second = coordinator.revokes(2, List.of(certificate()));
    assertThat(enrols(coordinator.revokes(1, List.of())).code()).isZero();
    Path first = Files.copy(harbor.serverFolder().resolve("revoked.pem"), folder.resolve("first.pem"));
    assertThat(enrols(second).code()).isZero();
    harbor.restart();
    harbor.server().stop();
    Files.copy(first, harbor.serverFolder().resolve("revoked.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(harbor::start).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.RULES);
      assertThat(stop.line()).contains("revoked.pem: list 2 was taken before");
    });
    TestAgency.Ran verified = server("audit", "verify", "--dir", harbor.serverFolder());
    assertThat(verified.code()).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    assertThat(verified.out()).contains("the revocation list: is not list 2");
    assertThat(enrols(second).code()).isZero();
    harbor.start();
    clinic.night();
  }

  // --- the server's own

  @Test
  void serversOwnCertificate_isTakenOverWithoutARestart_andIsInTheLogBefore() throws IOException {
    on("2026-08-07");
    X509Certificate first = shown();
    harbor.server().awaitTold("the server's certificate ends on 2026-09-07: a new one is asked for in");

    coordinator.issues("server", TestCoordinator.withAnotherKey(serverRequest().holder()));
    harbor.server().awaitTold("server.pem: is of another key");
    assertThat(shown()).isEqualTo(first);

    X509Certificate issued = coordinator.answers("server");
    harbor.server().awaitTold("the server's certificate was renewed until 2026-11-06");
    assertThat(shown()).isEqualTo(issued);
    assertThat(TestCoordinator.read(harbor.serverFolder().resolve("server.pem"))).isEqualTo(issued);
    assertThat(new LogInTest(harbor.serverFolder()).events()).filteredOn(logged -> logged.event() instanceof CertificateEvent event && event.agency()
        .isEmpty()).hasSize(2);
    agency.night();

    on("2026-09-02");
    assertThat(shown()).isEqualTo(issued);
    TestAgency.Ran verified = server("audit", "verify", "--dir", harbor.serverFolder());
    assertThat(verified.code()).as(verified.all()).isZero();
  }

  @Test
  void serversCertificateThatIsOver_isToldByTheNight_andTheServerDoesNotStartWithIt() {
    on("2026-08-07");
    agency.night();
    coordinator.answers(ID);
    agency.night();
    clock.set("2026-09-10", "22:05");

    TestAgency.Ran ran = agency.run("nightly");
    assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.NETWORK.number());
    assertThat(ran.err()).contains("its certificate is over; tell the operator");
    assertThatThrownBy(harbor::restart).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains("the server's certificate is over", "requests/server.csr");
    });

    coordinator.answers("server");
    harbor.start();
    agency.night();
  }

  // --- means

  private void on(String day) {
    clock.set(day, "22:05");
    harbor.restart();
  }

  /// The server asks, is answered, and takes it over at its next start.
  private void serverRenewedBefore(String day) {
    on(day);
    coordinator.answers("server");
  }

  private X509Certificate certificate() {
    return TestCoordinator.read(agency.folder().resolve("agency.pem"));
  }

  private CertificateRequest request() {
    return new CertificateRequestFile(agency.folder().resolve("agency.csr")).read().orThrow();
  }

  private CertificateRequest serverRequest() {
    return new CertificateRequestFile(coordinator.request("server")).read().orThrow();
  }

  private List<CertificateEvent> events(String of) {
    return new LogInTest(harbor.serverFolder()).events().stream().map(logged -> logged.event()).filter(CertificateEvent.class::isInstance).map(
        CertificateEvent.class::cast).filter(event -> event.agency().map(AgencyId::value).filter(of::equals).isPresent()).toList();
  }

  private ServerClient alsoOver() {
    AgencyFolder own = AgencyFolder.open(agency.folder());
    TlsIdentity identity = own.readIdentityAlsoOver(clock, TestCollaborative.RANDOM).orThrow();
    return new ServerClient(own.config().server(), identity, CallJournal.NONE, clock, TestCollaborative.RANDOM);
  }

  private static void assertRefused(ServerClient server, ProblemCode code) {
    assertThat(server.call(Route.COLLABORATIVE, Route.COLLABORATIVE.path())).isInstanceOfSatisfying(ServerAnswer.Refused.class, refused -> assertThat(
        refused.problem().code()).isEqualTo(code));
  }

  /// The certificate that the server shows to a new connection.
  private X509Certificate shown() throws IOException {
    URI relay = AgencyFolder.open(clinic.folder()).config().server();
    TlsIdentity identity = AgencyFolder.open(clinic.folder()).readIdentityAlsoOver(clock, TestCollaborative.RANDOM).orThrow();
    try (var socket = (SSLSocket) identity.sslContext().getSocketFactory().createSocket("localhost", relay.getPort())) {
      socket.setSSLParameters(identity.sslParameters());
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private TestAgency.Ran enrols(Path list) {
    return server("enrol", "--dir", harbor.serverFolder(), "--revoked", list);
  }

  private void assertNotEnrolled(Path list, ExitCode code, String words) throws IOException {
    Path installed = harbor.serverFolder().resolve("revoked.pem");
    byte[] before = Files.readAllBytes(installed);
    TestAgency.Ran ran = enrols(list);
    assertThat(ran.code()).as(ran.all()).isEqualTo(code.number());
    assertThat(ran.err()).contains(words);
    assertThat(Files.readAllBytes(installed)).isEqualTo(before);
  }

  private TestAgency.Ran server(Object... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = org.tellonce.server.Main.run(Arrays.stream(words).map(Object::toString).toArray(String[]::new), clock, TestCollaborative.RANDOM,
        new PrintWriter(out, true), new PrintWriter(err, true), folder);
    return new TestAgency.Ran(code, out.toString(), err.toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
