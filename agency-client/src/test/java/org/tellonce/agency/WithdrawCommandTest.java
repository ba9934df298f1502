package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.submission.NightLock;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// `agency withdraw`, over mutual TLS on this machine: also while nothing answers, or a night runs.
class WithdrawCommandTest extends EnrolledAgency {
  @Test
  void withdrawalMadeWithoutAServer_isToldInTheNextNight() throws IOException, GeneralSecurityException {
    run("nightly");
    server.refuse(Route.WITHDRAW, ProblemCode.UNAVAILABLE);
    assertThat(run("withdraw", "QQ-7", "--everywhere")).isEqualTo(6);
    server.refuseNothing();

    assertThat(run("nightly")).isZero();

    assertThat(server.withdrawals).hasSize(1).first().extracting(withdrawal -> withdrawal.scope()).isEqualTo(Scope.ALL_LINKED);
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    assertThat(terminal.out()).contains("40 rows, 1 withdrawn and not sent, 0 new or changed sent, 39 unchanged");
    assertShownWithoutCells();
  }

  @Test
  void withdrawDuringANight_isNoted_andToldByTheNext() throws IOException {
    letAsk();
    run("nightly");
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("withdraw", "QQ-7", "--everywhere")).as(terminal.all()).isZero();
      assertThat(terminal.out()).contains("noted; the night that is running, or the next one, tells the server");
      assertThat(run("withdraw", "QQ-404")).isEqualTo(3);
      assertThat(run("flags", "--open", "QQ-7", "--case", "C-1", "--purpose", "intake", "--user", "u-7f3a")).isEqualTo(3);
      assertThat(terminal.err()).contains("was withdrawn; nothing is asked about it");
    }
    assertThat(server.tombstones).isEmpty();
    assertThat(folder.resolve("state/withdrawals")).hasContent(key().token("QQ-7") + " all_linked\n");

    assertThat(run("nightly")).isZero();
    assertThat(server.withdrawals).extracting(withdrawal -> withdrawal.scope()).containsExactly(Scope.ALL_LINKED);
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    assertThat(folder.resolve("state/withdrawals")).isEmptyFile();
  }

  @Test
  void nextWithdrawal_tellsAlsoWhatWasNotedDuringTheNight() {
    run("nightly");
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("withdraw", "QQ-7")).isZero();
    }

    assertThat(run("withdraw", "QQ-8")).isZero();

    assertThat(server.tombstones).containsExactlyInAnyOrder(key().token("QQ-7"), key().token("QQ-8"));
  }

  @Test
  void withdrawalThatCannotBeKept_saysThatNothingIsWithdrawn() throws IOException {
    run("nightly");
    Files.createDirectory(folder.resolve("state/withdrawals"));
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("withdraw", "QQ-7")).isEqualTo(3);
    }
    assertThat(terminal.err()).contains("NOT withdrawn", "state/withdrawals").doesNotContain("QQ-7");
    assertThat(temporary).isDirectoryNotContaining("glob:**incident-*");
  }

  @Test
  void withdrawOverADamagedLedger_saysWhatMayBeLost_andKeepsItAside() throws IOException {
    run("nightly");
    Files.writeString(folder.resolve("state/ledger"), "tellonce-ledger 1\npending cut off");

    assertThat(run("withdraw", "QQ-7")).as(terminal.all()).isZero();

    assertThat(terminal.err()).contains("state/ledger, line ", "repeat withdrawals that the server was not told yet");
    assertThat(folder.resolve("state/ledger.damaged")).hasContent("tellonce-ledger 1\npending cut off");
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));
  }

  @Test
  void withdraw_takesTheRecordOutAtOnce_andForEver() {
    run("nightly");

    assertThat(run("withdraw", "QQ-7")).isZero();

    assertThat(terminal.out()).contains("withdrawn here and will not be sent again", "The server has deleted it.");
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    run("nightly");
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    assertShownWithoutCells();
  }

  @Test
  void withdrawOfAnIdThatNobodyKnows_isRefused_unlessItIsSaidToBeRight() {
    assertThat(run("withdraw", "QQ-404")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-404 stands neither in the roster nor in the ledger: is it spelled right?", "--not-in-roster");
    assertThat(server.calls).isEmpty();
    assertThat(folder.resolve("state/ledger")).doesNotExist();

    assertThat(run("withdraw", "QQ-404", "--not-in-roster")).isZero();
    assertThat(terminal.out()).contains("No record of this local id was sent from here", "The server held no record of it.").doesNotContain(
        "deleted");
    assertThat(server.tombstones).containsExactly(key().token("QQ-404"));
  }

  @Test
  void withdrawWithARosterThatCannotBeRead_needsTheRecordInTheLedger() throws IOException {
    run("nightly");
    Files.delete(folder.resolve("roster.csv"));

    assertThat(run("withdraw", "QQ-41")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-41 does not stand in the ledger, and the roster cannot be read", "no such file", "--not-in-roster");
    assertThat(run("withdraw", "QQ-7")).as(terminal.all()).isZero();
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));
  }

  @Test
  void withdrawOfARowThatWasNeverSent_isNoted_andSaysThatNothingWasDeleted() {
    assertThat(run("withdraw", "QQ-1")).isZero();

    assertThat(terminal.out()).contains("it is noted, and none will be sent", "The server held no record of it.").doesNotContain("deleted");
    assertThat(server.tombstones).containsExactly(key().token("QQ-1"));
  }

  @Test
  void secondWithdrawal_hasNothingToDo_exceptToTellOrToWiden() {
    run("nightly");
    server.refuse(Route.WITHDRAW, ProblemCode.UNAVAILABLE);
    assertThat(run("withdraw", "QQ-7")).isEqualTo(6);
    server.refuseNothing();

    assertThat(run("withdraw", "QQ-7")).isZero();
    assertThat(terminal.out()).contains("The server has deleted it.");
    server.calls.clear();
    assertThat(run("withdraw", "QQ-7")).isZero();
    assertThat(terminal.out()).contains("QQ-7 was withdrawn before; nothing more to do");
    assertThat(server.calls).isEmpty();

    assertThat(run("withdraw", "QQ-7", "--everywhere")).isZero();
    assertThat(terminal.out()).contains("now everywhere", "cannot tell what other agencies hold").doesNotContain("deleted");
    assertThat(server.withdrawals).extracting(withdrawal -> withdrawal.scope()).containsExactly(Scope.AGENCY, Scope.ALL_LINKED);
    assertThat(run("withdraw", "QQ-7", "--everywhere")).isZero();
    assertThat(terminal.out()).contains("nothing more to do");
  }

  @Test
  void youngPerson_isGivenWhoLooked_thenWhatWasDeletedAndTheWordsThatProveIt() {
    server.account = new Account(List.of(new Account.View(LocalDate.of(2026, 2, 3), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION, Account.Kind.LOOK_UP,
        Optional.of("Harbor Probation"))));
    run("nightly");
    server.calls.clear();

    assertThat(run("withdraw", "QQ-7", "--everywhere")).as(terminal.all()).isZero();

    assertThat(server.calls).containsSubsequence(Route.ACCOUNTS, Route.WITHDRAW);
    DeletionCertificate certificate = kept();
    assertThat(terminal.out()).containsSubsequence("1. February 3, 2026: Harbor Probation", "The server has deleted it",
        "On March 1, 2026 the server of",
        "You asked for this at all agencies.", String.join(" ", certificate.fingerprint().words()), "Harbor coordinator, 555-0190", certificate
            .certificate());
    assertShownWithoutCells();
  }

  @Test
  void page_isWrittenToAFile_andGivenAgain_withoutAskingTheServer() throws IOException {
    run("nightly");
    Path page = temporary.resolve("page.txt");

    assertThat(run("withdraw", "QQ-7", "--certificate", page)).as(terminal.all()).isZero();
    assertThat(page).content().contains("Your record was deleted", String.join(" ", kept().fingerprint().words())).doesNotContain("QQ-7", "Zebulon");
    assertThat(terminal.out()).contains("The page for the young person: " + page).doesNotContain("The words that prove it");
    assertThat(run("withdraw", "QQ-8", "--certificate", page)).isEqualTo(3);
    assertThat(terminal.err()).contains("is there already, nothing was withdrawn");
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));

    Path again = temporary.resolve("again.txt");
    server.calls.clear();
    assertThat(run("withdraw", "QQ-7", "--certificate", again)).isZero();
    assertThat(server.calls).isEmpty();
    assertThat(Files.readString(again)).isEqualTo(Files.readString(page));
  }

  @Test
  void certificateOfAnotherKey_endsTheCommand_butTheRecordIsWithdrawn() {
    run("nightly");
    server.log.signWithAnotherKey();

    assertThat(run("withdraw", "QQ-7")).isEqualTo(5);

    assertThat(terminal.err()).contains("not signed by the key of the log tellonce/harbor-county", "The withdrawal is done all the same");
    assertThat(terminal.out()).contains("The server has deleted it.").doesNotContain("The words that prove it");
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));
    assertThat(run("withdraw", "QQ-7")).isZero();
    assertThat(terminal.out()).contains("nothing more to do").doesNotContain("The words that prove it");
  }

  @Test
  void serverThatDoesNotTellWhoLooked_keepsNobodyFromWithdrawing() {
    run("nightly");
    server.refuse(Route.ACCOUNTS, ProblemCode.UNAVAILABLE);

    assertThat(run("withdraw", "QQ-7")).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("Who was shown this record could not be asked", "The server has deleted it.");
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));
  }

  private DeletionCertificate kept() {
    try (Stream<Path> files = Files.list(folder.resolve("state/deletions"))) {
      return DeletionCertificate.parse(Files.readAllBytes(files.findFirst().orElseThrow())).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
