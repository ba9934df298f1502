package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// `agency flags --open`, over mutual TLS on this machine: what is shown, and who is asked nothing.
class OpenCommandTest extends EnrolledAgency {
  private static final AnswerId ANSWER = new AnswerId("0123456789abcdef0123456789abcdef");

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @BeforeEach
  void direct() {
    letAsk();
  }

  @Test
  void open_asksForOneCase_andPrintsThePointer() {
    run("nightly");
    Member member = CUSTODIANS.rules().members().getFirst();
    server.opening = Optional.of(pointer(member.name(), member.contact(), CUSTODIANS.rules().coordinator()));

    assertThat(run("flags", "--open", " QQ-3 ", "--case", "C-117", "--purpose", "RETURN_FROM_MISSING", "--user", "u-7f3a")).as(terminal.all())
        .isZero();

    assertThat(terminal.out()).contains("Case C-117", member.name(), "Ask all the same", "If you are worried", "1-888-373-7888");
    assertThat(server.openings).containsOnlyKeys(key().token("QQ-3").toString()).containsValue(new OpeningRequest(Digest.ofBytes(key().caseCommitment(
        "C-117")), Purpose.RETURN_FROM_MISSING, LegalBasis.CHILD_PROTECTION, "u-7f3a", false));
    assertShownWithoutCells();
  }

  private static OpeningAnswer pointer(String name, Contact contact, Coordinator coordinator) {
    return new OpeningAnswer.PointerAnswer(ANSWER, DAY, new Pointer(YearMonth.of(2026, 2), Instrument.TVIT,
        Optional.empty(), Form.LONG, Coverage.BOTH,
        new PointOfContact.Agency(name, contact), DAY, Optional.empty()), coordinator);
  }

  @Test
  void open_showsNoContactThatTheSignedRulesDoNotName() {
    run("nightly");
    Rules rules = CUSTODIANS.rules();
    Member member = rules.members().getFirst();
    Contact forged = new Contact(member.contact().office(), "555-6666", member.contact().hours(), member.contact().backup(), member.contact()
        .verifiedOn());
    Coordinator coordinator = new Coordinator("Attacker desk", "555-6666", "always");
    for (OpeningAnswer answer : List.of(pointer(member.name(), forged, rules.coordinator()), pointer("Other", member.contact(), rules.coordinator()),
        pointer(member.name(), member.contact(), coordinator), new OpeningAnswer.Nothing(ANSWER, DAY, coordinator))) {
      server.opening = Optional.of(answer);

      assertThat(run("flags", "--open", "QQ-3", "--case", "C-117", "--purpose", "intake", "--user", "u-7f3a")).isEqualTo(4);

      assertThat(terminal.err()).contains("names a contact that the signed rules number 3 do not");
      assertThat(terminal.all()).doesNotContain("555-6666", "Attacker", "No earlier conversation");
    }
  }

  @Test
  void open_namesTheRowsOwnLegalBasis_unlessAnotherIsSaid() throws IOException {
    Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,legal_basis\nQQ-1,Zebulon,treatment\n");
    run("nightly");

    assertThat(open("QQ-1")).isZero();
    assertThat(server.openings.values()).extracting(OpeningRequest::basis).containsExactly(LegalBasis.TREATMENT);
    assertThat(open("QQ-1", "--basis", "court_order", "--name-us")).isZero();
    assertThat(terminal.out()).contains("No earlier conversation is on file.", "Harbor coordinator");
    assertThat(server.openings.values()).first().satisfies(request -> {
      assertThat(request.basis()).isEqualTo(LegalBasis.COURT_ORDER);
      assertThat(request.user()).isEqualTo("u-7f3a");
      assertThat(request.nameUs()).isTrue();
    });
  }

  private int open(String localId, Object... more) {
    Object[] all = java.util.stream.Stream.concat(java.util.stream.Stream.of("flags", "--open", localId, "--case", "C-117", "--purpose", "intake",
        "--user", "u-7f3a"),
        java.util.Arrays.stream(more)).toArray();
    return run(all);
  }

  /// At the server each of these would be the empty answer, which reassures.
  private void assertNothingIsAsked(String localId, String why) {
    server.calls.clear();
    assertThat(open(localId)).as(terminal.all()).isEqualTo(3);
    assertThat(terminal.err()).contains(localId.strip() + ": " + why);
    assertThat(server.calls).isEmpty();
  }

  @Test
  void openOfARowThatCannotBeOpened_saysWhy_andAsksNobody() throws IOException {
    Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,open_case,legal_basis,court_seal\n" + "QQ-1,Zebulon,,,\nQQ-2,Zebulon,no,,\n"
        + "QQ-3,Zebulon,,consent,\nQQ-4,Zebulon,,,yes\nQQ-5,Zebulon,perhaps,,\nQQ-6,Zebulon,,,\n" + rowsOf(7, 60));
    assertThat(run("nightly")).as(terminal.all()).isZero();
    assertThat(run("withdraw", "QQ-6")).isZero();

    assertNothingIsAsked("QQ-404", "no such local id in roster.csv; nothing was asked (upper and lower case count)");
    assertNothingIsAsked("qq-1", "no such local id in roster.csv");
    assertNothingIsAsked("QQ-2", "no open case or no legal basis in the roster; a pointer cannot be opened");
    assertNothingIsAsked("QQ-3", "legal basis is consent and there is none, or it has not begun or is over");
    assertNothingIsAsked("QQ-4", "was withdrawn; nothing is asked about it");
    assertNothingIsAsked("QQ-5", "this row is rejected");
    assertNothingIsAsked("QQ-6", "was withdrawn; nothing is asked about it");
    assertThat(open("QQ-1")).isZero();
    assertThat(server.openings).hasSize(1);
  }

  private static String rowsOf(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "QQ-" + i + ",Zebulon,,,\n").collect(Collectors.joining());
  }

  @Test
  void openOfARowThatWasNotSentYet_saysSo_andAsksNobody() throws IOException {
    run("nightly");
    roster(rows(41));

    assertThat(open("QQ-41")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-41: not sent yet", "nothing was asked");
    assertThat(server.openings).isEmpty();
  }

  @Test
  void openByWhomTheDirectoryDoesNotLetAsk_asksNobody() {
    run("nightly");
    server.calls.clear();
    Object[] opening = {"flags", "--open", "QQ-3", "--case", "C-117", "--purpose", "intake", "--user"};
    for (String[] one : List.of(new String[] {"nobody", "nobody does not stand in this agency's directory"}, new String[] {"officer",
        "officer is a sworn officer: sworn officers do not ask, the coordinator calls them back"}, new String[] {"late",
            "the training of late was over on "})) {
      assertThat(run(Stream.concat(Arrays.stream(opening), Stream.of(one[0])).toArray())).as(terminal.all()).isEqualTo(3);
      assertThat(terminal.err()).contains(one[1], "the server was not asked");
    }
    assertThat(server.calls).isEmpty();
  }

  @Test
  void openWithADirectoryThatTheServerDoesNotHaveYet_sendsItAndAsksAgain() {
    run("nightly");
    run("users", "add", "new-1", "--role", "caseworker", "--trained-until", "2099-01-01");
    server.unknownUsersUntilTheDirectoryComes();
    server.calls.clear();

    assertThat(run("flags", "--open", "QQ-3", "--case", "C-117", "--purpose", "intake", "--user", "new-1")).as(terminal.all()).isZero();

    assertThat(server.calls).containsSubsequence(Route.OPENINGS, Route.DIRECTORY, Route.OPENINGS);
    assertThat(server.openings.values()).singleElement().extracting(OpeningRequest::user).isEqualTo("new-1");
  }

  @Test
  void openByALockedUser_saysSinceWhen_andThatASecondPersonLooks() {
    run("nightly");
    server.refuse(Route.OPENINGS, ProblemCode.USER_REFUSED, new Problem("opening.user", "locked since 2026-03-01: too many like questions"));

    assertThat(open("QQ-3")).isEqualTo(4);

    assertThat(terminal.err()).contains("u-7f3a may not ask now: locked since 2026-03-01: too many like questions", "tellonce agency users clear");
    assertThat(server.openings).isEmpty();
  }

  @Test
  void openWithARosterThatCannotBeRead_asksNobody() throws IOException {
    run("nightly");
    Files.delete(folder.resolve("roster.csv"));
    server.calls.clear();

    assertThat(open("QQ-3")).isEqualTo(3);

    assertThat(terminal.err()).contains("the roster cannot be read, so nothing was asked", "roster.csv: no such file");
    assertThat(server.calls).isEmpty();
  }

  @Test
  void openWithoutWrittenConsent_inAClassThatNeedsIt_opensNothing() {
    run("nightly");
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.RUNAWAY_HOMELESS_YOUTH,
        DisclosureProfile.P3, DAY));

    assertThat(open("QQ-3")).as(terminal.all()).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-3: without the written consent of young person and guardian, or of a court; nothing was asked");
    assertThat(server.openings).isEmpty();
  }

  @Test
  void open_forAPurposeOrBasisThatTheAgreementDoesNotName_asksNothing_andSaysSoInPlainWords() {
    run("nightly");
    Rules rules = CUSTODIANS.rules(4);
    Member m = rules.members().getFirst();
    var agreement = new Agreement(m.agreement().kind(), m.agreement().parties(), List.of(Purpose.INTAKE), List.of(LegalBasis.CHILD_PROTECTION), m
        .agreement().starts(), m.agreement().ends(), Optional.empty());
    server.rules = CUSTODIANS.signed(CUSTODIANS.with(rules, agreement));

    assertThat(run("flags", "--open", "QQ-3", "--case", "C-117", "--purpose", "placement", "--basis", "treatment", "--user", "u-7f3a")).as(terminal
        .all()).isEqualTo(4);

    assertThat(terminal.err()).contains("this agency's agreement does not name the purpose \"Before a placement or a transfer\", nor the legal basis "
        + "\"Treatment and coordination of care\"; nothing was asked");
    assertThat(server.openings).isEmpty();
    assertThat(open("QQ-3")).as(terminal.all()).isZero();
  }

  @Test
  void openWithoutAServer_tellsToFollowTheProtocol_andShowsTheCard() {
    run("nightly");
    running.orElseThrow().close();

    assertThat(open("QQ-3")).isEqualTo(6);

    assertThat(terminal.err()).contains("could not be reached");
    assertThat(terminal.out()).contains("Until then act as if nothing were known: follow your protocol.",
        "If you are worried about this young person's safety:",
        "Ask whether the young person is safe tonight", "1-888-373-7888");
    assertThat(run("flags")).isEqualTo(6);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void openWithoutLegalBasisInTheRoster_asksNobody() throws IOException {
    TestCustodians.edit(folder, "legal_basis = ", "#legal_basis = ");
    run("nightly");

    assertNothingIsAsked("QQ-3", "no open case or no legal basis in the roster");
  }
}
