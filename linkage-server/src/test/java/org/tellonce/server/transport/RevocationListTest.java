package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

class RevocationListTest {
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final TestPki.Identity SHELTER = PKI.agency("shelter");
  private static final BigInteger SERIAL = SCHOOL.certificate().getSerialNumber();
  private static final Instant NOW = InstantSource.system().instant();

  @TempDir
  private Path folder;

  private static RevocationList list(long number, Map<BigInteger, Instant> revoked) {
    return RevocationList.parse(PKI.revocations(number, NOW, revoked), PKI.root(), NOW).orThrow();
  }

  private static void assertRefused(byte[] pem, String words) {
    assertThat(RevocationList.parse(pem, PKI.root(), NOW)).isInstanceOfSatisfying(Parsed.Rejected.class, rejected -> assertThat(rejected.problems()
        .toString()).contains(words));
  }

  @Test
  void list_revokesWhatStandsInIt_byItsSerialNumber() {
    RevocationList list = list(2, Map.of(SERIAL, NOW));

    assertThat(list.number()).isEqualTo(2);
    assertThat(list.revokes(SCHOOL.certificate())).isTrue();
    assertThat(list.revokes(SHELTER.certificate())).isFalse();
    assertThat(list(1, Map.of()).revokes(SCHOOL.certificate())).isFalse();
    assertThat(list.isOver(NOW)).isFalse();
    assertThat(list.isOver(PKI.issuing().getNotAfter().toInstant().plusSeconds(1))).isTrue();
  }

  @Test
  void listOfAnIssuingCaThatIsOver_isStillRead() {
    Instant later = NOW.plus(Duration.ofDays(400));

    assertThat(RevocationList.parse(PKI.revocations(2, NOW, Map.of(SERIAL, NOW)), PKI.root(), later).orThrow().isOver(later)).isTrue();
  }

  @Test
  void listThatIsForged_orOfSomebodyElse_isRefused() {
    String good = new String(PKI.revocations(2, NOW, Map.of(SERIAL, NOW)), US_ASCII);
    String other = new String(PKI.revocations(3, NOW, Map.of()), US_ASCII);
    String forged = "not signed by an issuing CA below the root in the rules";

    assertRefused(new TestPki().revocations(2, NOW, Map.of(SERIAL, NOW)), forged);
    assertRefused(PKI.revocations(SHELTER, 2, NOW, Map.of(SERIAL, NOW)), forged);
    assertRefused(good.substring(0, good.indexOf("-----BEGIN CERTIFICATE")).getBytes(US_ASCII), forged);
    // Signed by the issuing CA's name with another key.
    var impostor = new TestPki.Identity(SHELTER.key(), PKI.issuer().chain());
    assertRefused(PKI.revocations(impostor, 2, NOW, Map.of(SERIAL, NOW)), forged);
    assertRefused("hello".getBytes(US_ASCII), "holds no revocation list");
    assertRefused((good + other).getBytes(US_ASCII), "not a revocation list and certificates in PEM");
    assertRefused(good.replace("X509 CRL", "CERTIFICATE").getBytes(US_ASCII), "not a revocation list and certificates in PEM");
  }

  @Test
  void listThatIsNotWhole_orOfLater_isRefused() throws IOException {
    assertRefused(PKI.revocations(-1, NOW, Map.of()), "not a whole list with a number");
    var delta = new Extension(Extension.deltaCRLIndicator, true, new ASN1Integer(1).getEncoded());
    assertRefused(PKI.revocations(PKI.issuer(), 2, NOW, Map.of(), delta), "not a whole list with a number");
    assertRefused(PKI.revocations(Long.MAX_VALUE, NOW, Map.of()), "its number is too large");
    assertRefused(PKI.revocations(2, NOW.plus(Duration.ofMinutes(6)), Map.of()), "was made later than now");
    assertThat(RevocationList.parse(PKI.revocations(2, NOW.plus(Duration.ofMinutes(4)), Map.of()), PKI.root(), NOW)).isInstanceOf(
        Parsed.Valid.class);
  }

  @Test
  void listTakesThePlaceOfAnother_ifItsNumberRises_andNobodyIsLeftOut_untilThatIsOver() {
    Instant long90 = NOW.minus(Duration.ofDays(90)).minusSeconds(1);
    RevocationList first = list(3, Map.of(SERIAL, NOW, BigInteger.ONE, long90));

    assertThat(list(4, Map.of(SERIAL, NOW)).misfit(first, NOW)).isEmpty();
    assertThat(first.misfit(first, NOW)).isEmpty();
    assertThat(rule(list(2, Map.of(SERIAL, NOW)).misfit(first, NOW))).contains("number 2 is below the installed 3");
    assertThat(rule(list(3, Map.of(SERIAL, NOW)).misfit(first, NOW))).contains("another list of number 3");
    assertThat(rule(list(4, Map.of()).misfit(first, NOW))).contains("leaves out the serial number " + SERIAL.toString(16));
  }

  @Test
  void listBelowANewRoot_beginsAnew_whateverTheOneBeforeHolds() {
    var anew = new TestPki();
    RevocationList first = RevocationList.parse(anew.revocations(1, NOW, Map.of()), anew.root(), NOW).orThrow();

    assertThat(first.misfit(list(3, Map.of(SERIAL, NOW)), NOW)).isEmpty();
    assertThat(rule(list(2, Map.of()).misfit(list(3, Map.of()), NOW))).contains("below the installed 3");
  }

  private static String rule(Optional<Problem> misfit) {
    return misfit.orElseThrow().rule();
  }

  @Test
  void runningServer_takesANewerList_tellsOnce_andKeepsItsOwnWhenTheFileGoes() throws IOException {
    var file = new RevocationFile(folder.resolve(RevocationFile.NAME));
    var revocations = new Revocations(file, Optional.empty(), PKI::root, () -> NOW);
    List<Long> before = new ArrayList<>();
    assertThat(revocations.refresh(list -> before.add(list.number()))).isEmpty();
    assertThat(revocations.isRevoked(SCHOOL.certificate())).isFalse();

    Files.write(file.path(), PKI.revocations(2, NOW, Map.of(SERIAL, NOW)));
    assertThat(revocations.refresh(list -> {
      assertThat(revocations.isRevoked(SCHOOL.certificate())).isFalse();
      before.add(list.number());
    })).contains("revocation list 2 taken, 1 certificates");
    assertThat(revocations.isRevoked(SCHOOL.certificate())).isTrue();
    assertThat(revocations.refresh(list -> before.add(list.number()))).isEmpty();

    for (byte[] worse : List.of(PKI.revocations(1, NOW, Map.of(SERIAL, NOW)), PKI.revocations(3, NOW, Map.of()), "hello".getBytes(US_ASCII))) {
      Files.write(file.path(), worse);
      assertThat(revocations.refresh(list -> before.add(list.number()))).get().asString().startsWith("revocation list not taken: " + file.path());
      assertThat(revocations.refresh(list -> before.add(list.number()))).isEmpty();
      assertThat(revocations.notTaken()).isPresent();
    }
    Files.delete(file.path());
    assertThat(revocations.refresh(list -> before.add(list.number()))).get().asString().contains("no such file");
    assertThat(revocations.isRevoked(SCHOOL.certificate())).isTrue();
    assertThat(before).containsExactly(2L);
  }
}
