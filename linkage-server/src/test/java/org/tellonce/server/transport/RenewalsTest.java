package org.tellonce.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.RenewalRequest;

class RenewalsTest {
  private static final TestPki PKI = new TestPki();
  private static final AgencyId ID = new AgencyId("school");
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final Instant NOW = InstantSource.system().instant();

  @TempDir
  private Path server;
  private final List<String> told = new ArrayList<>();
  private final Set<X509Certificate> revoked = new HashSet<>();
  private int written;

  private Renewals renewals() {
    var folder = new RenewalFolder(server.resolve("renewals"), (file, bytes) -> {
      written++;
      try {
        Files.write(file, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return new Renewals(folder, PKI::root, revoked::contains, told::add, () -> NOW);
  }

  private static GeneralName uri(String text) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, text);
  }

  private static RenewalRequest request(TestPki.Identity of, GeneralName... names) {
    return new RenewalRequest(TestPki.request(of, names));
  }

  private static RenewalRequest own() {
    return request(SCHOOL, uri("tellonce:agency:school"));
  }

  private void issue(X509Certificate... certificates) throws IOException {
    Path folder = Files.createDirectories(server.resolve("renewals/issued"));
    var text = new StringBuilder();
    for (X509Certificate each : certificates) {
      text.append(TestPki.pem(each));
    }
    Files.writeString(folder.resolve("school.pem"), text);
  }

  @Test
  void request_isKeptOnce_andWaits() throws IOException {
    RenewalRequest request = own();

    assertThat(renewals().ask(ID, SCHOOL.certificate(), request)).isInstanceOf(Renewals.Outcome.Waiting.class);
    assertThat(renewals().ask(ID, SCHOOL.certificate(), request)).isInstanceOf(Renewals.Outcome.Waiting.class);
    assertThat(Files.readString(server.resolve("renewals/requests/school.csr"))).isEqualTo(request.pem());
    assertThat(written).isEqualTo(1);
    renewals().ask(ID, SCHOOL.certificate(), own());
    assertThat(written).as("signed anew, another request").isEqualTo(2);
  }

  @Test
  void requestThatIsNoneOrOfSomebodyElse_isRefused_andNotKept() {
    TestPki.Identity other = PKI.agency("school");
    String broken = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
    // Asks for one key, signed by another.
    var borrowed = new TestPki.Identity(other.key(), SCHOOL.chain());

    assertMalformed(new RenewalRequest(broken), "not a certificate request");
    assertMalformed(request(borrowed, uri("tellonce:agency:school")), "its signature does not fit its key");
    assertMalformed(request(PKI.agencyOnP384("school"), uri("tellonce:agency:school")), "its key is not on the curve P-256");
    assertNotTheCallers(ID, request(other, uri("tellonce:agency:school")), "is of another key");
    assertNotTheCallers(ID, request(SCHOOL, uri("tellonce:agency:shelter")), "does not name exactly tellonce:agency:school");
    assertNotTheCallers(ID, request(SCHOOL, uri("tellonce:agency:school"), uri("tellonce:agency:shelter")), "does not name exactly");
    assertNotTheCallers(ID, request(SCHOOL, uri("tellonce:agency:school"), new GeneralName(GeneralName.dNSName, "localhost")),
        "does not name exactly");
    assertNotTheCallers(new AgencyId("server"), request(SCHOOL, uri("tellonce:agency:server")), "the name is the server's own");
    assertThat(server.resolve("renewals")).doesNotExist();
  }

  private void assertMalformed(RenewalRequest request, String rule) {
    assertThat(renewals().ask(ID, SCHOOL.certificate(), request)).isInstanceOfSatisfying(Renewals.Outcome.Malformed.class,
        malformed -> assertThat(malformed.problems().toString()).contains(rule));
  }

  private void assertNotTheCallers(AgencyId agency, RenewalRequest request, String rule) {
    assertThat(renewals().ask(agency, SCHOOL.certificate(), request)).isInstanceOfSatisfying(Renewals.Outcome.NotTheCallers.class,
        refused -> assertThat(refused.problem().rule()).contains(rule));
  }

  @Test
  void laterCertificateOfTheSameKeyAndName_isHandedOut_unlessItIsRevoked() throws IOException {
    X509Certificate later = PKI.renewed(SCHOOL, "school", Duration.ofSeconds(1));
    issue(later, PKI.issuing(), PKI.root());

    assertThat(renewals().ask(ID, SCHOOL.certificate(), own())).isEqualTo(new Renewals.Outcome.Issued(TestPki.pem(later) + TestPki.pem(PKI
        .issuing())));
    assertThat(told).isEmpty();
    revoked.add(later);
    assertThat(renewals().ask(ID, SCHOOL.certificate(), own())).isInstanceOf(Renewals.Outcome.Waiting.class);
    assertThat(told).singleElement().asString().contains("school.pem: was revoked");
  }

  @Test
  void whatIsNotLater_isPassedOver_andWhatIsNotHis_isToldOnce() throws IOException {
    Renewals renewals = renewals();
    issue(SCHOOL.certificate(), PKI.issuing());
    assertWaiting(renewals);
    assertThat(told).isEmpty();

    issue(PKI.renewed(PKI.agency("school"), "school", Duration.ofDays(1)), PKI.issuing());
    assertWaiting(renewals);
    assertWaiting(renewals);
    issue(PKI.renewed(SCHOOL, "shelter", Duration.ofDays(1)), PKI.issuing());
    assertWaiting(renewals);
    issue(new TestPki().renewed(SCHOOL, "school", Duration.ofDays(1)), PKI.issuing());
    assertWaiting(renewals);
    Files.writeString(server.resolve("renewals/issued/school.pem"), "hello");
    assertWaiting(renewals);
    assertThat(told).hasSize(4);
    assertThat(told.get(0)).contains("issued/school.pem: is of another key", "tellonce keys renew");
    assertThat(told.get(1)).contains("is for another name");
    assertThat(told.get(2)).contains("has no way to the root in the rules");
    assertThat(told.get(3)).contains("not certificates in PEM");
    Files.writeString(server.resolve("renewals/issued/school.pem"), "x".repeat(20_000));
    assertWaiting(renewals);
    assertThat(told).as("too long to be a few certificates").hasSize(4);
  }

  private static void assertWaiting(Renewals renewals) {
    assertThat(renewals.ask(ID, SCHOOL.certificate(), own())).isInstanceOf(Renewals.Outcome.Waiting.class);
  }
}
