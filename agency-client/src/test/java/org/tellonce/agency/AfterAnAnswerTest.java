package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.AccountRequest;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// What follows an answer: `agency disposition`, `correct`, `shield`, `notices` and `report`, over mutual TLS on this machine.
class AfterAnAnswerTest extends EnrolledAgency {

  private static final String ANSWER = "0123456789abcdef0123456789abcdef";

  @BeforeEach
  void night() {
    letAsk();
    run("nightly");
    server.calls.clear();
  }

  private byte[] recorded(Route route) {
    return server.recorded.get(route).getLast();
  }

  @Test
  void disposition_putsDownWhatWasDone() {
    assertThat(run("disposition", "--answer", ANSWER, "--user", "u-7f3a", "--contact", "reached", "--identity", "confirmed", "--screening",
        "not-repeated")).as(
            terminal.all()).isZero();

    assertThat(Disposition.parse(recorded(Route.DISPOSITIONS)).orThrow()).isEqualTo(new Disposition(new AnswerId(ANSWER), "u-7f3a",
        Disposition.Contact.REACHED,
        Disposition.Identity.CONFIRMED, Disposition.Screening.NOT_REPEATED, List.of()));
    assertThat(terminal.out()).contains("Put down on 2026-03-01: The contact was reached. Both agencies' records are of the same young person.");
  }

  @Test
  void dispositionOfARepeatedScreening_needsReasons_inAnyOrder() {
    Object[] repeated = {"disposition", "--answer", ANSWER, "--user", "u-7f3a", "--contact", "not-reached", "--identity", "not-the-same",
        "--screening", "repeated"};
    assertThat(run(repeated)).isEqualTo(2);
    assertThat(terminal.err()).contains("needs at least one --reason");

    RescreenReason last = RescreenReason.JUDGEMENT;
    RescreenReason first = RescreenReason.NEW_INDICATOR;
    assertThat(run(java.util.stream.Stream.concat(java.util.Arrays.stream(repeated), java.util.stream.Stream.of("--reason", last.word(), "--reason",
        first.word(),
        "--reason", first.word())).toArray())).as(terminal.all()).isZero();
    assertThat(Disposition.parse(recorded(Route.DISPOSITIONS)).orThrow().reasons()).containsExactly(first, last);
    assertThat(terminal.out()).contains("tellonce agency correct --answer " + ANSWER + " --user u-7f3a");
  }

  @Test
  void dispositionOfAnUnknownAnswer_isRefused() {
    server.refuse(Route.DISPOSITIONS, ProblemCode.NOT_FOUND);

    assertThat(run("disposition", "--answer", ANSWER, "--user", "u-7f3a", "--contact", "reached", "--identity", "confirmed", "--screening",
        "not-yet")).isEqualTo(3);
    assertThat(terminal.err()).contains("the server refused the disposition");
  }

  @Test
  void correct_saysThatTheTwoAreNeverLinkedAgain() {
    assertThat(run("correct", "--answer", ANSWER, "--user", "u-7f3a")).as(terminal.all()).isZero();

    assertThat(Correction.parse(recorded(Route.CORRECTIONS)).orThrow()).isEqualTo(new Correction(new AnswerId(ANSWER), "u-7f3a"));
    assertThat(terminal.out()).contains("never linked again", "Ask the young person as your protocol says");
  }

  @Test
  void correctionOfAnAnswerThatShowedNothing_isTold() {
    server.refuse(Route.CORRECTIONS, ProblemCode.CONFLICT);

    assertThat(run("correct", "--answer", ANSWER, "--user", "u-7f3a")).isEqualTo(3);
    assertThat(terminal.err()).contains("that answer showed nothing");
  }

  @Test
  void shield_isSet_lifted_andEnded() {
    assertThat(run("shield", "QQ-3", "--reason", "staff_family", "--user", "u-7f3a")).as(terminal.all()).isZero();
    assertThat(Shield.parse(recorded(Route.SHIELDS)).orThrow()).isEqualTo(new Shield(key().token("QQ-3"), Shield.State.SET,
        Shield.Reason.STAFF_FAMILY, "u-7f3a",
        Optional.empty()));
    assertThat(terminal.out()).contains("no other agency is shown this record").doesNotContain("QQ-3");

    terminal.type("QQ-3\n");
    assertThat(run("shield", "-", "--state", "lifted", "--minutes", "30", "--reason", "safety", "--user", "u-7f3a")).isZero();
    assertThat(Shield.parse(recorded(Route.SHIELDS)).orThrow().minutes()).contains(30);
    assertThat(run("shield", "QQ-3", "--state", "ended", "--reason", "youth-asked", "--user", "u-7f3a")).isZero();
    assertThat(terminal.out()).contains("may be shown this record again");
  }

  @Test
  void liftingAShieldThatIsNotThere_isTold() {
    server.refuse(Route.SHIELDS, ProblemCode.CONFLICT);

    assertThat(run("shield", "QQ-3", "--state", "lifted", "--minutes", "30", "--reason", "safety", "--user", "u-7f3a")).isEqualTo(3);
    assertThat(terminal.err()).contains("this record is not shielded, so there is nothing to lift");
  }

  @Test
  void shieldOfARowThatIsSentTonightOnly_isThereBefore() throws IOException {
    roster(rows(41));

    assertThat(run("shield", "QQ-41", "--reason", "safety", "--user", "u-7f3a")).as(terminal.all()).isZero();
    assertThat(Shield.parse(recorded(Route.SHIELDS)).orThrow().token()).isEqualTo(key().token("QQ-41"));
  }

  @Test
  void shieldOfARowThatIsNowhere_asksNobody() {
    assertThat(run("shield", "QQ-404", "--reason", "safety", "--user", "u-7f3a")).isEqualTo(3);

    assertThat(terminal.err()).contains("QQ-404 stands neither in the roster nor in the ledger");
    assertThat(server.calls).isEmpty();
  }

  @Test
  void whatAUserPutsDownWhoMayNotAsk_isRefusedHere() {
    for (String user : List.of("nobody", "officer", "late")) {
      assertThat(run("disposition", "--answer", ANSWER, "--user", user, "--contact", "reached", "--identity", "confirmed", "--screening", "not-yet"))
          .isEqualTo(3);
      assertThat(terminal.err()).contains(user, "the server was not asked");
      assertThat(run("correct", "--answer", ANSWER, "--user", user)).isEqualTo(3);
      assertThat(run("shield", "QQ-3", "--reason", "safety", "--user", user)).isEqualTo(3);
    }
    assertThat(server.calls).isEmpty();
  }

  @Test
  void notices_areToldInPlainWords_andOnceOnly() {
    server.notices = new NoticePage(List.of(new Notice.Opened(key().token("QQ-3"), LocalDate.of(2026, 2, 23), Optional.empty()), new Notice.Opened(
        key().token("QQ-5"),
        LocalDate.of(2026, 2, 23), Optional.of("Harbor Probation")), new Notice.CorrectedAnswer(new AnswerId(ANSWER)), new Notice.CorrectedRecord(
            new RecordToken(1, 2)),
        new Notice.Locked("u-7f3a")), 5, false);

    assertThat(run("notices")).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("QQ-3: in the week of 2026-02-23 another agency was shown",
        "QQ-5: in the week of 2026-02-23 Harbor Probation was shown",
        "Answer " + ANSWER + " was of somebody else", "A record whose row is in the roster no more",
        "u-7f3a asked about what looked like one young person again and again");
    assertThat(server.lastNoticesAfter).isZero();
    server.notices = new NoticePage(List.of(), 5, false);
    assertThat(run("notices")).isZero();
    assertThat(terminal.out()).contains("No new notices");
    assertThat(server.lastNoticesAfter).isEqualTo(5);
    assertThat(run("notices", "--all")).isZero();
    assertThat(server.lastNoticesAfter).isZero();
  }

  private static final Notice.NewRows MANY = new Notice.NewRows(LocalDate.of(2026, 3, 1), 112, 14);

  @Test
  void rowsThatWait_andAShieldThatWasLifted_areToldWithWhatToDo() {
    Instant at = Instant.parse("2026-03-01T18:05:00Z");
    server.notices = new NoticePage(List.of(new Notice.Alike(9, List.of(key().token("QQ-3"), key().token("QQ-5"))), MANY, new Notice.Lifted(key()
        .token("QQ-4"), "u-7f3a", at, at.plusSeconds(1800))), 3, false);

    assertThat(run("notices")).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("9 rows look like one young person, and get no flags: QQ-3, QQ-5 and others.",
        "tellonce agency confirm --row LOCAL_ID", "112 new rows on 2026-03-01, usually 14: flags for them wait until",
        "tellonce agency confirm --night 2026-03-01", "QQ-4: u-7f3a lifted the shield on 2026-03-01", "; then it is there again by itself");
  }

  @Test
  void theNight_saysThatNewRowsWait_untilSomebodyHasRead() {
    server.notices = new NoticePage(List.of(MANY, new Notice.Locked("u-7f3a"), new Notice.Alike(9, List.of(key().token("QQ-3")))), 3, false);

    assertThat(run("nightly")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("  112 new rows on 2026-03-01, usually 14", "  9 rows look like one young person: they get no flags")
        .doesNotContain("QQ-3", "u-7f3a");
    server.refuse(Route.NOTICES, ProblemCode.INTERNAL);
    assertThat(run("nightly")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("notices: ");
  }

  @Test
  void confirm_saysThatRowsAreOfPeopleWhomTheAgencyServes() {
    assertThat(run("confirm", "--night", "2026-03-01", "--user", "s-01")).as(terminal.all()).isZero();
    assertThat(Confirmation.parse(recorded(Route.CONFIRMATIONS)).orThrow()).isEqualTo(Confirmation.ofDay(MANY.day(), "s-01"));
    assertThat(terminal.out()).contains("these rows wait no more");

    terminal.type("QQ-3\n");
    assertThat(run("confirm", "--row", "-", "--user", "s-01")).as(terminal.all()).isZero();
    assertThat(Confirmation.parse(recorded(Route.CONFIRMATIONS)).orThrow()).isEqualTo(Confirmation.ofAlike(key().token("QQ-3"), "s-01"));
  }

  @Test
  void confirmation_isASupervisors_orAPrivacyOfficers_andOfSomethingThatWaits() {
    assertThat(run("confirm", "--night", "2026-03-01", "--user", "u-7f3a")).isEqualTo(3);
    assertThat(terminal.err()).contains("u-7f3a is no supervisor and no privacy officer: one of them confirms; the server was not asked");
    assertThat(run("confirm", "--night", "2026-03-01", "--user", "officer")).isEqualTo(3);
    assertThat(run("confirm", "--night", "yesterday", "--user", "s-01")).isEqualTo(2);
    assertThat(run("confirm", "--user", "s-01")).isEqualTo(2);
    assertThat(run("confirm", "--night", "2026-03-01", "--row", "QQ-3", "--user", "s-01")).isEqualTo(2);
    assertThat(server.calls).isEmpty();

    server.refuse(Route.CONFIRMATIONS, ProblemCode.CONFLICT);
    assertThat(run("confirm", "--night", "2026-03-01", "--user", "s-01")).isEqualTo(3);
    assertThat(terminal.err()).contains("no new rows of 2026-03-01 wait");
  }

  @Test
  void report_tellsWhoLooked_whenWhyAndByWhichLaw_andHowToWithdraw() {
    server.account = new Account(List.of(new Account.View(LocalDate.of(2026, 2, 3), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, Account.Kind.OPENING,
        Optional.empty()),
        new Account.View(LocalDate.of(2026, 2, 9), Purpose.SAFETY_TODAY, LegalBasis.CHILD_PROTECTION, Account.Kind.LOOK_UP, Optional.of(
            "Harbor Shelter"))));

    assertThat(run("report", "QQ-3")).as(terminal.all()).isZero();

    assertThat(AccountRequest.parse(recorded(Route.ACCOUNTS)).orThrow().token()).isEqualTo(key().token("QQ-3"));
    assertThat(terminal.out().replaceAll("\\s+", " ")).contains("1. February 3, 2026: another agency", "Why: before asking at intake.",
        "34 CFR 99.38",
        "2. February 9, 2026: Harbor Shelter", "They looked you up by name.", "The privacy officer knows.", "Not what you said.",
        "You can take this back at any time.",
        "555-0190");
    assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(86));
    assertThat(terminal.out().toLowerCase(Locale.ROOT)).doesNotContain("victim", "alert", "suspect", "positive", "qq-3", "zebulon");
  }

  @Test
  void reportOfNobodysLooking_saysSo() throws IOException {
    assertThat(run("report", "QQ-3")).isZero();
    assertThat(terminal.out()).contains("Nobody was told.").doesNotContain("another agency\",");

    roster(rows(2));
    assertThat(run("report", "QQ-3")).as("a row that left the roster").isZero();
    run("withdraw", "QQ-4", "--not-in-roster");
    assertThat(run("report", "QQ-4")).as(terminal.all()).isZero();
    assertThat(terminal.out().replaceAll("\\s+", " ")).contains("You have taken this back", "does not stand on this page any more").doesNotContain(
        "Nobody was told",
        "You can take this back");
    assertThat(run("report", "QQ-404")).isEqualTo(3);
    assertThat(terminal.err()).contains("no record of this local id was ever sent");
  }
}
