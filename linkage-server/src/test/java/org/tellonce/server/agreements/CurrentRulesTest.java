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
import org.tellonce.protocol.Problem;
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
    return new CurrentRules(new RulesFile(dir.resolve("collaborative.json"), List.of()), made.signed(1), newer -> newer.number() == 9 ? List.of(
        new Problem("rules.parameters", "of another version")) : List.of(), () -> Instant
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
    install(made.signed(1));
    assertThat(rules.refresh()).isEmpty();
    install(made.signed(2));
    assertThat(rules.refresh()).contains("rules 2 taken");
    assertThat(rules.rules().number()).isEqualTo(2);
    assertThat(rules.refresh()).isEmpty();
    assertThat(rules.notTaken()).isEmpty();
  }

  @Test
  void olderAlteredOrUnsignedRules_areNot_andTheReasonIsToldOnce() throws IOException {
    CurrentRules rules = current();
    install(made.signed(2));
    rules.refresh();
    record Bad(SignedRules rules, String line) {}
    for (Bad bad : List.of(new Bad(made.signed(1), "rules 1 not taken: rules: number 1 is below"),
        new Bad(made.signed(made.rules(3), 0), "rules not taken: "), new Bad(SignedRules.unsigned(made.rules(3)), "0 good of 2"),
        new Bad(new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P4, SCHOOL).signed(3), "rules 3 not taken: "),
        new Bad(made.signed(9), "rules 9 not taken: rules.parameters: of another version"))) {
      install(bad.rules());
      assertThat(rules.refresh()).hasValueSatisfying(line -> assertThat(line).contains(bad.line()));
      assertThat(rules.refresh()).as("told already").isEmpty();
      assertThat(rules.notTaken()).hasValueSatisfying(line -> assertThat(line).contains(bad.line()));
      assertThat(rules.rules().number()).isEqualTo(2);
    }
    Files.writeString(dir.resolve("collaborative.json"), "{");
    assertThat(rules.refresh()).isPresent();
    Files.delete(dir.resolve("collaborative.json"));
    assertThat(rules.refresh()).hasValueSatisfying(line -> assertThat(line).contains("no such file"));
    install(made.signed(4));
    assertThat(rules.refresh()).contains("rules 4 taken");
    assertThat(rules.notTaken()).isEmpty();
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
