package org.tellonce.server.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static Optional<String> refresh(CurrentRules rules) {
    return rules.refresh(_ -> {
    });
  }

  @Test
  void newerRules_holdOnlyAfterSomebodyWasToldOfThem() throws IOException {
    CurrentRules rules = current();
    install(made.signed(2));
    List<Long> before = new ArrayList<>();
    rules.refresh(newer -> before.addAll(List.of(rules.rules().number(), newer.number())));
    assertThat(before).containsExactly(1L, 2L);
    install(made.signed(3));
    assertThatThrownBy(() -> rules.refresh(_ -> {
      throw new IllegalStateException("the log is full");
    })).hasMessage("the log is full");
    assertThat(rules.rules().number()).isEqualTo(2);
  }

  @Test
  void newerRules_areTakenOver_whileTheServerRuns() throws IOException {
    CurrentRules rules = current();
    install(made.signed(1));
    assertThat(refresh(rules)).isEmpty();
    install(made.signed(2));
    assertThat(refresh(rules)).contains("rules 2 taken");
    assertThat(rules.rules().number()).isEqualTo(2);
    assertThat(refresh(rules)).isEmpty();
    assertThat(rules.notTaken()).isEmpty();
  }

  @Test
  void olderAlteredOrUnsignedRules_areNot_andTheReasonIsToldOnce() throws IOException {
    CurrentRules rules = current();
    install(made.signed(2));
    refresh(rules);
    record Bad(SignedRules rules, String line) {}
    for (Bad bad : List.of(new Bad(made.signed(1), "rules 1 not taken: rules: number 1 is below"),
        new Bad(made.signed(made.rules(3), 0), "rules not taken: "), new Bad(SignedRules.unsigned(made.rules(3)), "0 good of 2"),
        new Bad(new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P4, SCHOOL).signed(3), "rules 3 not taken: "),
        new Bad(made.signed(9), "rules 9 not taken: rules.parameters: of another version"))) {
      install(bad.rules());
      assertThat(refresh(rules)).hasValueSatisfying(line -> assertThat(line).contains(bad.line()));
      assertThat(refresh(rules)).as("told already").isEmpty();
      assertThat(rules.notTaken()).hasValueSatisfying(line -> assertThat(line).contains(bad.line()));
      assertThat(rules.rules().number()).isEqualTo(2);
    }
    Files.writeString(dir.resolve("collaborative.json"), "{");
    assertThat(refresh(rules)).isPresent();
    Files.delete(dir.resolve("collaborative.json"));
    assertThat(refresh(rules)).hasValueSatisfying(line -> assertThat(line).contains("no such file"));
    install(made.signed(4));
    assertThat(refresh(rules)).contains("rules 4 taken");
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
