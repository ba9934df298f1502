package org.tellonce.server.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.server.TestSignedRules;
import org.tellonce.server.transport.TestPki;

class CurrentRulesTest {
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");

  @TempDir
  private Path dir;
  private final TestSignedRules made = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL);

  private CurrentRules current() {
    return new CurrentRules(new RulesFile(dir.resolve("collaborative.json"), List.of()), made.signed(1), newer -> newer.number() != 9, () -> Instant
        .parse("2026-01-10T07:30:00Z"));
  }

  private void install(SignedRules rules) throws IOException {
    Files.write(dir.resolve("collaborative.json"), rules.toBytes());
  }

  @Test
  void today_isThatOfTheCollaborative() {
    assertThat(current().today()).isEqualTo(LocalDate.of(2026, 1, 9));
  }

  @Test
  void newerRules_areTakenOver_whileTheServerRuns() throws IOException {
    CurrentRules rules = current();
    assertThat(rules.refresh()).isFalse();
    install(made.signed(2));
    assertThat(rules.refresh()).isTrue();
    assertThat(rules.rules().number()).isEqualTo(2);
    assertThat(rules.refresh()).isFalse();
  }

  @Test
  void olderAlteredOrUnsignedRules_areNot() throws IOException {
    CurrentRules rules = current();
    install(made.signed(2));
    rules.refresh();
    for (SignedRules bad : List.of(made.signed(1), made.signed(made.rules(3), 0), SignedRules.unsigned(made.rules(3)),
        new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P4, SCHOOL).signed(3))) {
      install(bad);
      assertThat(rules.refresh()).isFalse();
      assertThat(rules.rules().number()).isEqualTo(2);
    }
    install(made.signed(9));
    assertThat(rules.refresh()).as("rules that this program cannot serve").isFalse();
    Files.writeString(dir.resolve("collaborative.json"), "{");
    assertThat(rules.refresh()).isFalse();
  }

  @Test
  void certificate_isOfTheMember_whoseCardHasItsKey_andWhomItNames() {
    CurrentRules rules = current();

    assertThat(rules.agencyOf(SCHOOL.certificate())).contains(new AgencyId("school"));
    assertThat(rules.agencyOf(PKI.agency("school").certificate())).isEmpty();
    assertThat(rules.agencyOf(PKI.agency("shelter").certificate())).isEmpty();
    assertThat(rules.agencyOf(PKI.server().certificate())).isEmpty();
    assertThat(rules.agencyOf(PKI.root())).isEmpty();
  }
}
