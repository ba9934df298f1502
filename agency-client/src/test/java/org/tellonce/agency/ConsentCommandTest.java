package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.DisclosureProfile;

/// `agency consent`: a paper that somebody signed today counts from tonight on.
class ConsentCommandTest extends EnrolledAgency {

  private int consent(Object... more) {
    Object[] all = new Object[more.length + 1];
    all[0] = "consent";
    System.arraycopy(more, 0, all, 1, more.length);
    return run(all);
  }

  @Test
  void consent_isRecorded_andLetsARunawayProgrammeSendTheRow() throws IOException {
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.RUNAWAY_HOMELESS_YOUTH,
        DisclosureProfile.P3, CUSTODIANS.rules().members().getFirst().contact().verifiedOn()));
    run("nightly");

    assertThat(consent("QQ-3", "--reference", "P-1", "--signer", "guardian", "--scope", "match", "--language", "Spanish")).as(terminal.all())
        .isZero();
    assertThat(terminal.out()).contains("QQ-3: consent P-1 of guardian from ",
        "The row is still without the written consent of young person and guardian, or of a court");
    assertThat(consent("QQ-3", "--reference", "P-2", "--signer", "both", "--checked", "--scope", "match,show-agency", "--language", "Spanish"))
        .isZero();
    assertThat(terminal.out()).contains("QQ-3: consent P-2 of both from ", "is recorded; the next night takes it");

    assertThat(run("encode", "--dry-run")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("1 record");
    assertThat(Files.readString(folder.resolve("state/consents.jsonl"))).contains("P-1", "P-2", "Spanish");
  }

  @Test
  void whatRunsOutWithin30Days_isListed() {
    assertThat(consent("--list")).isZero();
    assertThat(terminal.out()).contains("No consent recorded here runs out within 30 days.");
    assertThat(consent("QQ-3", "--reference", "P-1", "--signer", "youth", "--scope", "match", "--language", "English", "--from", "2020-01-01",
        "--until",
        CUSTODIANS.rules().members().getFirst().agreement().starts().plusDays(70).toString())).as(terminal.all()).isZero();
    assertThat(consent("--list")).isZero();
    assertThat(terminal.out()).contains("QQ-3: P-1 of youth, last day ");
  }

  @Test
  void wrongLocalId_orWords_recordNothing() {
    assertThat(consent("QQ-99", "--reference", "P-1", "--signer", "youth", "--scope", "match", "--language", "English")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-99 does not stand in the roster");
    assertThat(consent("QQ-3", "--reference", "P-1", "--signer", "friend", "--scope", "match", "--language", "English")).isEqualTo(2);
    assertThat(consent("QQ-3", "--reference", "P-1", "--signer", "youth", "--scope", "show-agency", "--language", "English")).isEqualTo(2);
    assertThat(consent("QQ-3")).isEqualTo(2);
    assertThat(folder.resolve("state/consents.jsonl")).doesNotExist();
  }
}
