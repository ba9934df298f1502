package org.tellonce.agency.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;

class PinnedRulesTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();

  @TempDir
  private Path folder;

  private PinnedRules pinned = new PinnedRules(Path.of("collaborative.json"), List.of());

  @BeforeEach
  void pin() {
    pinned = new PinnedRules(folder.resolve("collaborative.json"), CUSTODIANS.pinned());
  }

  private static Server telling(byte[] rules) {
    return (_, _, _) -> new ServerAnswer.Done(rules);
  }

  private void refused(byte[] offered, String... words) {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> pinned.refresh(telling(offered))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.RULES);
      assertThat(stop.line()).contains("the server's rules").contains(words);
    });
  }

  @Test
  void firstRules_areBelievedAndKept() throws IOException {
    Rules rules = CUSTODIANS.rules(3);
    assertThat(pinned.held()).isEmpty();

    assertThat(pinned.refresh(telling(CUSTODIANS.signed(rules)))).isEqualTo(rules);

    assertThat(pinned.held()).contains(rules);
    assertThat(Files.readAllBytes(pinned.file())).isEqualTo(CUSTODIANS.signed(rules));
  }

  @Test
  void newerRules_takeThePlaceOfTheOnesHeld() {
    pinned.refresh(telling(CUSTODIANS.signed(CUSTODIANS.rules(3))));
    Rules newer = CUSTODIANS.rules(4);

    assertThat(pinned.refresh(telling(CUSTODIANS.signed(newer)))).isEqualTo(newer);
    assertThat(pinned.held()).contains(newer);
  }

  @Test
  void sameRules_areBelievedAgain() {
    byte[] signed = CUSTODIANS.signed(CUSTODIANS.rules(3));
    Rules first = pinned.refresh(telling(signed));

    assertThat(pinned.refresh(telling(signed))).isEqualTo(first);
  }

  @Test
  void unsignedRules_areRefused() {
    refused(SignedRules.unsigned(CUSTODIANS.rules()).toBytes(), "signatures", "0 good of 2");
    assertThat(pinned.file()).doesNotExist();
  }

  @Test
  void signatureOfOneCustodian_isNotEnough() {
    refused(SignedRules.unsigned(CUSTODIANS.rules()).signedBy("alma", CUSTODIANS.alma.getPrivate()).toBytes(), "1 good of 2");
  }

  @Test
  void oneKeyUnderTwoNames_countsOnce() {
    pinned = new PinnedRules(pinned.file(), List.of(Custodian.of("alma", CUSTODIANS.alma.getPublic()), Custodian.of("bruno", CUSTODIANS.alma
        .getPublic())));
    SignedRules twice = SignedRules.unsigned(CUSTODIANS.rules()).signedBy("alma", CUSTODIANS.alma.getPrivate())
        .signedBy("bruno", CUSTODIANS.alma.getPrivate());

    refused(twice.toBytes(), "1 good of 2");
  }

  @Test
  void signaturesOfOthers_countForNothing() {
    TestCustodians others = new TestCustodians();

    refused(others.signed(others.rules()), "0 good of 2", "alma", "bruno");
  }

  @Test
  void rulesAlteredAfterSigning_areRefused() {
    Rules altered = CUSTODIANS.rules(3, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE);
    SignedRules signed = SignedRules.parse(CUSTODIANS.signed(CUSTODIANS.rules(3))).orThrow();

    refused(new SignedRules(altered, signed.signatures()).toBytes(), "not over these rules");
  }

  @Test
  void olderRules_areRefused_andTheOnesHeldStay() {
    Rules held = pinned.refresh(telling(CUSTODIANS.signed(CUSTODIANS.rules(4))));

    refused(CUSTODIANS.signed(CUSTODIANS.rules(3)), "number", "3 is older than 4");
    assertThat(pinned.held()).contains(held);
  }

  @Test
  void otherRulesOfTheSameNumber_areRefused() {
    Rules held = pinned.refresh(telling(CUSTODIANS.signed(CUSTODIANS.rules(3, TestCustodians.tables(), 1, Agreement.Kind.MOU,
        AgencyClass.CHILD_WELFARE))));

    refused(CUSTODIANS.signed(CUSTODIANS.rules(3, TestCustodians.tables(), 1, Agreement.Kind.DSA, AgencyClass.CHILD_WELFARE)),
        "two different rules of number 3");
    assertThat(pinned.held()).contains(held);
  }

  @Test
  void alteredFile_isNotBelieved() throws IOException {
    pinned.refresh(telling(CUSTODIANS.signed(CUSTODIANS.rules(3))));
    Files.writeString(pinned.file(), Files.readString(pinned.file()).replace("\"number\":3", "\"number\":9"));

    assertThatExceptionOfType(Stop.class).isThrownBy(pinned::held).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.RULES);
      assertThat(stop.line()).contains(pinned.file().toString(), "signatures", "delete " + pinned.file() + "; it is fetched again",
          "Ask the coordinator for the number");
    });
  }

  @Test
  void somethingElseThanRules_isRefused_withoutQuotingIt() {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> pinned.refresh(telling("<html>Quillon</html>".getBytes(UTF_8))))
        .satisfies(stop -> {
          assertThat(stop.code()).isEqualTo(ExitCode.RULES);
          assertThat(stop.line()).contains("the server's rules").doesNotContain("Quillon");
        });
  }
}
