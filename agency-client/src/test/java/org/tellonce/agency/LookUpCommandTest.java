package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// `agency lookup`, over mutual TLS on this machine.
class LookUpCommandTest extends EnrolledAgency {

  private static final String ENOUGH = "given_name: Zebulon\nsurname: Quillonbix\ndate_of_birth: 2009-04-11\n";

  @BeforeEach
  void direct() {
    letAsk();
  }

  private int lookUp(String details, Object... more) {
    terminal.type(details);
    return run(java.util.stream.Stream.concat(java.util.stream.Stream.of("lookup", "--case", "C-117", "--purpose", "intake", "--user", "u-7f3a"),
        java.util.Arrays
            .stream(more)).toArray());
  }

  private static List<Tag> tags(Iterable<EncodedRow> rows) {
    List<Tag> tags = new java.util.ArrayList<>();
    rows.forEach(row -> tags.add(row.tag()));
    return tags;
  }

  @Test
  void lookUp_asksForOneCase_withEncodingsOnly_andPrintsTheAnswer() {
    assertThat(lookUp(ENOUGH)).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("Case C-117", "No earlier conversation is on file.", "Harbor coordinator",
        "Answer 0123456789abcdef0123456789abcdef: note it in the case file");
    LookUp asked = server.lookUps.getFirst();
    assertThat(asked.opening()).isEqualTo(new OpeningRequest(Digest.ofBytes(key().caseCommitment("C-117")), Purpose.INTAKE,
        LegalBasis.CHILD_PROTECTION, "u-7f3a",
        false));
    assertThat(asked.encodings()).singleElement().extracting(LookUp.Encoding::epoch).isEqualTo(1L);
    assertThat(asked.consent()).isEmpty();
    assertShownWithoutCells();
  }

  @Test
  void lookUp_meetsTheRecordThatANightSent_andItsTokenIsNew() {
    run("nightly");
    SubmittedRecord sent = server.records.get(key().token("QQ-1"));

    assertThat(lookUp("given_name: Zeb\ngiven_name: Zebulon\nsurname: Quillonbix\ndate_of_birth: 2009-04-11")).as(terminal.all()).isZero();
    assertThat(lookUp(ENOUGH)).isZero();

    assertThat(server.lookUps).allSatisfy(asked -> assertThat(tags(asked.encodings().getFirst().record().rows())).containsAnyElementsOf(tags(sent
        .record().rows())));
    assertThat(server.lookUps).extracting(LookUp::token).doesNotHaveDuplicates().doesNotContain(sent.record().token());
  }

  @Test
  void lookUpOfARow_hasItsToken_andWhatStandsInIt() {
    run("nightly");

    assertThat(lookUp("given_name: Zeb\n", "QQ-1")).as(terminal.all()).isZero();

    LookUp asked = server.lookUps.getFirst();
    assertThat(asked.token()).isEqualTo(key().token("QQ-1"));
    assertThat(tags(asked.encodings().getFirst().record().rows())).containsAnyElementsOf(tags(server.records.get(key().token("QQ-1")).record()
        .rows()));
  }

  @Test
  void lookUpOfARowThatCannotBeAskedAbout_asksNobody() {
    run("nightly");
    run("withdraw", "QQ-7");
    server.calls.clear();

    assertThat(lookUp("", "QQ-7")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-7: was withdrawn; nothing is asked about it");
    assertThat(lookUp("", "QQ-404")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-404: no such local id");
    assertThat(server.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"phone: 213-624-0100, A phone number alone is not enough.", "given_name: Zebulon, A first name alone is not enough.",
      "date_of_birth: 2009-04-11, A date of birth alone is not enough."})
  void tooLittle_isRefusedHere_inPlainWords(String details, String said) {
    assertThat(lookUp(details)).isEqualTo(3);

    assertThat(terminal.err()).contains(said, "Add a ", "Nothing was asked.");
    assertThat(server.calls).isEmpty();
    assertShownWithoutCells();
  }

  @Test
  void detailsThatFitTooMany_areRefusedHere() {
    assertThat(lookUp("given_name: James\nsurname: Smith\ndate_of_birth: 2009\n")).isEqualTo(3);

    assertThat(terminal.err()).contains("These details alone fit too many people");
    assertThat(server.lookUps).isEmpty();
  }

  @Test
  void aLineThatIsNoDetail_isNamedByItsNumber_andNotShown() {
    assertThat(lookUp("given_name: Zebulon\nQuillonbix\n")).isEqualTo(2);
    assertThat(terminal.err()).contains("the details, line 2: no \"field: value\"");
    assertThat(lookUp("given_name: a;b;c;d;e;f;g\n")).isEqualTo(3);
    assertThat(terminal.err()).contains("the details, given_name: more than 6");
    assertShownWithoutCells();
  }

  @Test
  void whatWasNotCompared_standsBelowTheAnswer() {
    assertThat(lookUp(ENOUGH + "address: general delivery\n")).isZero();

    assertThat(terminal.out()).contains("The address was not compared: it needs a house number and a street.");
  }

  @Test
  void aUserWhomTheDirectoryDoesNotLetAsk_asksNobody() {
    for (String user : List.of("nobody", "officer", "late")) {
      terminal.type(ENOUGH);
      assertThat(run("lookup", "--case", "C-117", "--purpose", "intake", "--user", user)).isEqualTo(3);
      assertThat(terminal.err()).contains(user, "the server was not asked");
    }
    assertThat(server.calls).isEmpty();
  }

  @Test
  void lookUpThatTheServerDoesNotTake_saysWhatToDo() {
    server.refuse(Route.LOOKUPS, ProblemCode.CONFLICT, new Problem("encodings[0].epoch", "not open"));
    assertThat(lookUp(ENOUGH)).isEqualTo(3);
    assertThat(terminal.err()).contains("the server refused the look-up: not open; run tellonce agency nightly");

    server.refuse(Route.LOOKUPS, ProblemCode.TOO_MANY, new Problem("opening.user", "40 of 40 today"));
    assertThat(lookUp(ENOUGH)).isEqualTo(4);
    assertThat(terminal.err()).contains("the server takes no more questions now: 40 of 40 today; ask again later, or tomorrow");
    assertThat(server.lookUps).isEmpty();
  }

  @Test
  void withoutALegalBasis_nothingIsAsked() throws IOException {
    TestCustodians.edit(folder, "legal_basis = ", "#legal_basis = ");

    assertThat(lookUp(ENOUGH)).isEqualTo(3);
    assertThat(terminal.err()).contains("no legal basis: name one (--basis)");
    assertThat(lookUp(ENOUGH, "--basis", "treatment", "--name-us")).as(terminal.all()).isZero();
    assertThat(server.lookUps).singleElement().satisfies(asked -> {
      assertThat(asked.opening().basis()).isEqualTo(LegalBasis.TREATMENT);
      assertThat(asked.opening().nameUs()).isTrue();
    });
  }

  @Test
  void anAgencyThatMayNotAsk_looksNobodyUp() {
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.LAW_ENFORCEMENT_LOCAL));

    assertThat(lookUp(ENOUGH)).isEqualTo(4);

    assertThat(terminal.err()).contains("rules number 4", "nothing was asked");
    assertThat(server.lookUps).isEmpty();
  }

  @Test
  void withoutTheLinkageSecret_nothingIsAsked() throws IOException {
    Files.delete(folder.resolve("keyring/linkage-secret-1.json"));

    assertThat(lookUp(ENOUGH)).isEqualTo(5);
    assertThat(server.lookUps).isEmpty();
  }

  @Test
  void withoutAServer_oneActsAsIfNothingWereKnown() {
    run("flags");
    running.orElseThrow().close();

    assertThat(lookUp(ENOUGH)).isEqualTo(6);

    assertThat(terminal.out()).contains("Until then act as if nothing were known: follow your protocol.", "1-888-373-7888");
  }

  @Test
  void caseOnStandardInput_standsBeforeTheDetails() {
    terminal.type("C-118\n" + ENOUGH);

    assertThat(run("lookup", "--case", "-", "--purpose", "intake", "--user", "u-7f3a")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("Case C-118");
    assertThat(server.calls).contains(Route.LOOKUPS);
  }

  @Test
  void whereTheClassNeedsOne_aSignedPaperGoesWithTheLookUp_andWithoutItNothingIsAsked() {
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.VICTIM_SERVICE_PROVIDER,
        DisclosureProfile.P3, LocalDate.ofInstant(NOW, ZoneOffset.UTC)));
    assertThat(lookUp(ENOUGH)).isEqualTo(3);
    assertThat(terminal.err()).contains("only on a written consent that holds today");
    assertThat(lookUp(ENOUGH, "--consent", "form-12", "--signer", "youth")).isEqualTo(3);
    assertThat(lookUp(ENOUGH, "--consent", "form-12")).isEqualTo(2);
    assertThat(lookUp(ENOUGH, "QQ-3", "--consent", "form-12", "--signer", "youth", "--checked")).isEqualTo(2);
    assertThat(server.lookUps).isEmpty();

    assertThat(lookUp(ENOUGH, "--consent", "form-12", "--signer", "youth", "--checked")).as(terminal.all()).isZero();

    LocalDate today = LocalDate.ofInstant(NOW, ZoneId.of("America/Los_Angeles"));
    assertThat(server.lookUps.getFirst().consent()).contains(new Consent("form-12", Consent.Signer.YOUTH, true, List.of(Consent.Scope.MATCH), today,
        today));
  }
}
