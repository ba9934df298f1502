package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tellonce.agency.submission.TestRecords.record;
import static org.tellonce.agency.submission.TestRecords.roster;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.TestCustodians;
import org.tellonce.keys.KeyFile;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Nights when rules, tables or epochs are others than before.
class NightUnderChangedRulesTest extends NightsOfAnAgency {
  @Test
  void rulesThatWereRolledBack_stopTheNight() {
    night(roster(40));
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(2));
    server.calls.clear();

    refused(ExitCode.RULES, "2 is older than 3");
  }

  @Test
  void otherTable_stopsTheNight() {
    SortedMap<String, Digest> tables = TestCustodians.tables();
    tables.put("surnames.csv", Digest.of(new byte[] {7}));
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(3, tables, 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    refused(ExitCode.RULES, "rules number 3", "surnames.csv", "nothing was sent");
  }

  @Test
  void otherSuite_stopsTheNight() {
    String rules = new String(CUSTODIANS.signed(CUSTODIANS.rules()), UTF_8);
    server.rules = rules.replace("\"suite\":\"smp1\"", "\"suite\":\"smp2\"").getBytes(UTF_8);

    refused(ExitCode.RULES, "the server's rules", "suite");
  }

  @Test
  void epochWithoutLinkageSecret_stopsTheNight() {
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(3, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    refused(ExitCode.KEY, "linkage-secret-2.json", "ask the custodians");
  }

  @Test
  void victimServiceProvider_isRefusedByItsOwnClient() {
    server.rules = CUSTODIANS.signed(
        CUSTODIANS.rules(3, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.VICTIM_SERVICE_PROVIDER));

    refused(ExitCode.RULES, "rules number 3", "nothing was sent");
  }

  @Test
  void newEpoch_sendsEverythingUnderTheNewKeys() throws IOException {
    night(roster(40));
    getSecondSecret();
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    night(roster(40));

    assertThat(server.committed.getLast().full()).isTrue();
    assertThat(server.committed.getLast().epoch()).isEqualTo(2);
    assertThat(ledger().known().orElseThrow().epochs()).containsOnlyKeys(2L);
  }

  private void getSecondSecret() {
    var secret = new LinkageSecret(new Epoch(2, SizeClass.UP_TO_50_000), Secret.random(new SecureRandom()));
    new KeyFile.OfLinkageSecret(secret).createIn(folder.resolve("keyring"));
  }

  private void serveEpochs(long number, EpochTerm... epochs) {
    Rules old = CUSTODIANS.rules(number);
    server.rules = CUSTODIANS.signed(new Rules(number, old.collaborative(), old.timeZone(), old.workingDays(), old.holidays(), old.suite(), old
        .sizeClass(), old.tables(), old.parameters(), List.of(epochs), old.limits(), old.contactDays(), old.coordinator(), old.custodians(), old
            .authority(), old.log(), old.members(), old.responseCards()));
  }

  private static EpochTerm term(long number, int opens, int closes) {
    LocalDate today = LocalDate.ofInstant(TestCustodians.NOW, java.time.ZoneOffset.UTC);
    return new EpochTerm(number, today.plusDays(opens), today.plusDays(closes));
  }

  private void serveOverlap() {
    serveEpochs(4, term(1, -60, 7), term(2, -1, 300));
  }

  private List<Long> committedFor(int last) {
    return server.committed.subList(server.committed.size() - last, server.committed.size()).stream().map(Manifest::epoch).toList();
  }

  private void assertBothEpochsAreInStep(List<SubmittedRecord> roster) {
    Ledger ledger = ledger().known().orElseThrow();
    assertThat(ledger.epochs()).containsOnlyKeys(1L, 2L);
    ledger.epochs().forEach((epoch, sent) -> {
      assertThat(sent.records().keySet()).isEqualTo(new TreeSet<>(roster.stream().map(SubmittedRecord::token).toList()));
      assertThat(server.ofEpochs.get(epoch).keySet()).as("epoch %d", epoch).isEqualTo(sent.live());
      roster.forEach(record -> assertThat(server.ofEpochs.get(epoch)).containsEntry(record.token(), record));
    });
    assertThat(state.resolve("outbox")).doesNotExist();
  }

  @Test
  void overlap_sendsEverythingForTheNewEpochOnce_thenChangesToBoth() throws IOException {
    night(roster(40));
    getSecondSecret();
    serveOverlap();
    Night.Summary first = night(roster(40));

    assertThat(committedFor(2)).containsExactly(1L, 2L);
    assertThat(server.committed.subList(1, 3)).extracting(Manifest::full).containsExactly(false, true);
    assertThat(first.epochs()).containsExactly("epoch 1 too (0 new or changed sent, 40 unchanged, 0 gone)");
    assertBothEpochsAreInStep(roster(40));

    List<SubmittedRecord> changed = new ArrayList<>(roster(39));
    changed.set(0, record(1, 2));
    Night.Summary second = night(changed);

    assertThat(second.counts()).isEqualTo(new NightPlan.Counts(1, 38, 1, 0, 0, 31));
    assertThat(server.committed.subList(3, 5)).extracting(Manifest::full).containsOnly(false);
    assertBothEpochsAreInStep(changed);

    server.tombstones.add(token(2));
    server.ofEpochs.values().forEach(epoch -> epoch.remove(token(2)));
    night(changed);
    changed.removeIf(record -> record.token().equals(token(2)));
    assertBothEpochsAreInStep(changed);

    serveEpochs(5, term(1, -60, -1), term(2, -1, 300));
    Night.Summary after = night(changed);
    assertThat(committedFor(1)).containsExactly(2L);
    assertThat(after.epochs()).isEmpty();
    assertThat(ledger().known().orElseThrow().epochs()).containsOnlyKeys(2L);
  }

  @Test
  void overlapWithoutTheNewSecret_goesOnWithTheOld_andSaysUntilWhen() {
    night(roster(40));
    serveOverlap();
    Night.Summary summary = night(roster(40));

    assertThat(committedFor(1)).containsExactly(1L);
    assertThat(summary.epochs()).singleElement().asString().startsWith(
        "the linkage secret of epoch 2 is not here: ask the custodians for this agency's wrap.json, and open it (tellonce agency unwrap) by "
            + term(1, 0, 7).closes());
    serveEpochs(5, term(1, -60, -1), term(2, -1, 300));
    refusedNow(ExitCode.KEY, "linkage-secret-2.json");
  }

  private void refusedNow(ExitCode code, String words) {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(code);
      assertThat(stop.line()).contains(words);
    });
  }

  @Test
  void epochThatTheServerClosedEarly_isLeftOut_andTheNewOneGoesOn() throws IOException {
    night(roster(40));
    getSecondSecret();
    serveOverlap();
    night(roster(40));
    server.closed.add(1L);
    Night.Summary summary = night(roster(41));

    assertThat(committedFor(1)).containsExactly(2L);
    assertThat(summary.epochs()).containsExactly("epoch 1 is closed already");
    assertThat(ledger().known().orElseThrow().epochs()).containsOnlyKeys(2L);
  }

  @Test
  void nightInAnOverlap_cutOffAnywhereAndRunAgain_endsInTheSameState() throws IOException {
    getSecondSecret();
    for (boolean beforeArrival : new boolean[] {true, false}) {
      boolean cut = true;
      for (int calls = 0; cut; calls++) {
        begin();
        night(roster(40));
        serveOverlap();
        server.cut(calls, beforeArrival);
        List<SubmittedRecord> changed = new ArrayList<>(roster(41));
        changed.set(0, record(1, 2));
        try {
          night(changed);
          cut = false;
        } catch (Stop stop) {
          assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
        }
        server.cut(Integer.MAX_VALUE, beforeArrival);
        night(changed);
        assertBothEpochsAreInStep(changed);
        assertThat(calls).isLessThan(40);
      }
    }
  }
}
