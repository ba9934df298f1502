package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.server.transport.TestPki;

/// What a server makes of the revocation list that lies in its folder when it starts.
class RevocationAtStartTest {
  private static final TestPki PKI = new TestPki();

  @TempDir
  private Path dir;
  private TestHttpServer server;

  @BeforeEach
  void make() {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, PKI.agency("school"));
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] list(TestPki pki, long number) {
    return pki.revocations(number, Instant.now().minusSeconds(60), Map.of(BigInteger.TWO, Instant.now().minusSeconds(60)));
  }

  private String enrol(TestPki pki, long number) throws IOException {
    Path file = Files.write(dir.resolve("list-" + number + ".pem"), list(pki, number));
    return TestHttpServer.command("enrol", "--revoked", file.toString(), "--dir", server.dir().toString());
  }

  private Path installed() {
    return server.dir().resolve("revoked.pem");
  }

  @Test
  void listOfARootBefore_isPassedOver_andOneBelowTheNewRootBeginsAnew() throws IOException {
    Files.write(installed(), list(new TestPki(), 7));
    server.start();
    assertThat(server.told()).anySatisfy(line -> assertThat(line).contains("passed over", "revoked.pem",
        "not signed by an issuing CA below the root in the rules"));
    server.stop();

    assertThat(enrol(PKI, 1)).contains("installed revocation list 1");
    server.start();
    server.stop();
    assertThat(TestHttpServer.command("audit", "verify", "--dir", server.dir().toString())).contains("each with its event");
  }

  @Test
  void listThatWasTaken_isNeitherAltered_norTakenAway() throws IOException {
    assertThat(enrol(PKI, 2)).contains("installed revocation list 2");
    server.start();
    server.stop();

    byte[] taken = Files.readAllBytes(installed());
    Files.write(installed(), list(new TestPki(), 7));
    assertThatThrownBy(server::start).hasMessageContaining("list 2 was taken before, and is not here").hasMessageContaining("not signed by");
    Files.delete(installed());
    assertThatThrownBy(server::start).hasMessageContaining("list 2 was taken before, and is not here");
    assertThatThrownBy(() -> TestHttpServer.command("audit", "verify", "--dir", server.dir().toString())).hasMessageContaining(
        "the log contradicts itself");
    Files.write(installed(), taken);
    server.start();
  }
}
