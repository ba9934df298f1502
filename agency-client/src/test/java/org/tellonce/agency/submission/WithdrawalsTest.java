package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tellonce.agency.submission.TestRecords.plan;
import static org.tellonce.agency.submission.TestRecords.record;
import static org.tellonce.agency.submission.TestRecords.roster;
import static org.tellonce.agency.submission.TestRecords.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.transport.FakeLog;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

class WithdrawalsTest {
  private static final Ledger THREE = plan(roster(3), Ledger.EMPTY).next();

  @TempDir
  private Path folder;

  private final List<String> notices = new ArrayList<>();
  private final FakeServer server = new FakeServer(new byte[0]);
  private LedgerFile file = new LedgerFile(Path.of("ledger"));

  @BeforeEach
  void name() {
    file = new LedgerFile(folder.resolve("ledger"));
    for (int row = 1; row <= 3; row++) {
      server.records.put(token(row), record(row, 1));
    }
  }

  private Withdrawals withdrawals() {
    return new Withdrawals(server, file, new Deletions(folder.resolve("deletions"), FakeServer.AGENCY), Optional.of(FakeLog.IDENTITY), notices::add);
  }

  private Ledger reconcile(Ledger ledger) {
    Ledger reconciled = withdrawals().reconcile(ledger);
    assertThat(file.known()).contains(reconciled);
    return reconciled;
  }

  @Test
  void nothingWithdrawn_tellsNothing() {
    assertThat(reconcile(THREE)).isEqualTo(THREE);
    assertThat(server.calls).containsExactly(Route.WITHDRAWALS);
  }

  @Test
  void withdrawalElsewhere_isLearnt() {
    server.tombstones.add(token(2));

    Ledger learnt = reconcile(THREE);

    assertThat(learnt.withdrawn()).containsExactly(token(2));
    assertThat(learnt.records()).containsOnly(token(1), token(3));
    assertThat(server.withdrawals).isEmpty();
  }

  @Test
  void pendingWithdrawals_areTold_eachInItsScope_andConfirmed() {
    Ledger told = reconcile(THREE.withWithdrawal(token(1), true).withWithdrawal(token(2), false));

    assertThat(server.withdrawals).containsExactlyInAnyOrder(new Withdrawal(List.of(token(1)), Scope.ALL_LINKED),
        new Withdrawal(List.of(token(2)), Scope.AGENCY));
    assertThat(server.records).containsOnlyKeys(token(3));
    assertThat(told.pending()).isEmpty();
    assertThat(told.withdrawn()).containsExactlyInAnyOrder(token(1), token(2));
    assertThat(reconcile(told)).isEqualTo(told);
    assertThat(server.withdrawals).hasSize(2);
  }

  @Test
  void pendingEverywhere_isToldAlsoIfTheServerKnowsTheTombstone() {
    server.tombstones.add(token(1));

    assertThat(reconcile(THREE.withWithdrawal(token(1), true)).pending()).isEmpty();
    assertThat(server.withdrawals).containsExactly(new Withdrawal(List.of(token(1)), Scope.ALL_LINKED));
  }

  @Test
  void deletion_isCertified_andTheCertificateKept_underItsDayAndDigest() throws IOException {
    RecordToken token = token(1);
    Ledger asked = THREE.withWithdrawal(token, true);

    Withdrawals.Told told = withdrawals().tell(token, asked);

    Deletions.Outcome.Kept kept = told.certificate().orElseThrow();
    assertThat(kept.certificate().deletion().scope()).isEqualTo(Scope.ALL_LINKED);
    assertThat(kept.certificate().deletion().tokens()).containsExactly(token);
    assertThat(kept.file()).hasFileName("2026-03-01-" + kept.certificate().deletion().digest().hex().substring(0, 12) + ".json");
    assertThat(DeletionCertificate.parse(Files.readAllBytes(kept.file())).orThrow()).isEqualTo(kept.certificate());
    assertThat(Files.getPosixFilePermissions(kept.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(new Deletions(folder.resolve("deletions"), FakeServer.AGENCY).of(token, FakeLog.IDENTITY)).contains(kept);
    assertThat(new Deletions(folder.resolve("deletions"), FakeServer.AGENCY).of(token(2), FakeLog.IDENTITY)).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void laterWithdrawals_orOnesThatEndWithANewConsent_leaveTheProofOfTheFirst() {
    Withdrawals withdrawals = withdrawals();
    Ledger ledger = withdrawals.lapse(Set.of(token(1)), THREE);
    Deletions deletions = new Deletions(folder.resolve("deletions"), FakeServer.AGENCY);
    assertThat(deletions.of(token(1), FakeLog.IDENTITY)).isEmpty();

    Deletions.Outcome.Kept first = withdrawals.tell(token(1), ledger.withWithdrawal(token(1), false)).certificate().orElseThrow();
    withdrawals.tell(token(1), ledger.withWithdrawal(token(1), true));

    assertThat(folder.resolve("deletions").toFile().list()).hasSize(3);
    assertThat(deletions.of(token(1), FakeLog.IDENTITY)).contains(first);
  }

  @Test
  void certificateOfAnotherKey_isRefusedByName_andTheWithdrawalIsDoneAllTheSame() {
    server.log.signWithAnotherKey();

    Ledger told = reconcile(THREE.withWithdrawal(token(1), false));

    assertThat(told.pending()).isEmpty();
    assertThat(server.tombstones).containsExactly(token(1));
    assertThat(folder.resolve("deletions")).doesNotExist();
    assertThat(notices).singleElement().asString().contains("not signed by the key of the log tellonce/harbor-county",
        "The withdrawal is done all the same");
  }

  /// A server restored from yesterday's backup has the record again and knows nothing of its withdrawal.
  @Test
  void withdrawalThatTheServerForgot_isToldAgain() {
    Ledger told = reconcile(THREE.withWithdrawal(token(1), false));
    server.tombstones.clear();
    server.records.put(token(1), record(1, 1));

    reconcile(told);

    assertThat(server.records).doesNotContainKey(token(1));
    assertThat(server.tombstones).containsExactly(token(1));
  }

  /// What was withdrawn everywhere is told again so, or the restored server would keep what other agencies hold of the same person.
  @Test
  void withdrawalEverywhereThatTheServerForgot_isToldAgainEverywhere() {
    Ledger told = reconcile(THREE.withWithdrawal(token(1), true));
    server.withdrawals.clear();
    server.tombstones.clear();

    assertThat(reconcile(told)).isEqualTo(told);
    assertThat(server.withdrawals).containsExactly(new Withdrawal(List.of(token(1)), Scope.ALL_LINKED));
  }

  @Test
  void manyWithdrawals_areToldAThousandAtATime() {
    Set<RecordToken> tokens = new TreeSet<>(IntStream.range(0, 2_500).mapToObj(i -> new RecordToken(1, i)).toList());

    reconcile(THREE.withTombstones(tokens));

    assertThat(server.withdrawals).extracting(withdrawal -> withdrawal.tokens().size()).containsExactly(1_000, 1_000, 500);
    assertThat(server.tombstones).isEqualTo(tokens);
  }

  @Test
  void lineCutAnywhere_losesNoWithdrawal() {
    Ledger asked = THREE.withWithdrawal(token(1), true).withWithdrawal(token(2), false);
    for (int calls = 0; calls < 3; calls++) {
      for (boolean beforeArrival : new boolean[] {true, false}) {
        server.tombstones.clear();
        file.write(asked);
        server.cut(calls, beforeArrival);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> withdrawals().reconcile(asked)).extracting(Stop::code).isEqualTo(
            ExitCode.NETWORK);

        Ledger after = reconcile(file.known().orElseThrow());

        assertThat(after.pending()).isEmpty();
        assertThat(after.withdrawn()).isEqualTo(asked.withdrawn());
        assertThat(server.tombstones).isEqualTo(asked.withdrawn());
      }
    }
  }

  @Test
  void refusal_endsTheCommand_andTheWithdrawalWaits() {
    server.refuse(Route.WITHDRAW, ProblemCode.UNAVAILABLE);

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> withdrawals().reconcile(THREE.withWithdrawal(token(1), true)))
        .satisfies(stop -> {
          assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
          assertThat(stop.line()).contains("the withdrawals", "run the same command again later");
        });
    assertThat(file.known().orElseThrow().pending()).containsEntry(token(1), true);
  }
}
