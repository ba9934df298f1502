package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.submission.TestRecords.FILLERS;
import static org.tellonce.agency.submission.TestRecords.KEY;
import static org.tellonce.agency.submission.TestRecords.plan;
import static org.tellonce.agency.submission.TestRecords.record;
import static org.tellonce.agency.submission.TestRecords.roster;
import static org.tellonce.agency.submission.TestRecords.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;

class NightPlanTest {
  private static final Set<RecordToken> POOL = IntStream.range(0, Fillers.SLOTS).mapToObj(slot -> FILLERS.filler(slot, 1).token())
      .collect(Collectors.toSet());

  /// The ledger after a first night of 40 rows.
  private static final Ledger FORTY = plan(roster(40), Ledger.EMPTY).next();

  private static Set<RecordToken> sent(NightPlan plan) {
    return plan.lines().stream().filter(SubmittedRecord.class::isInstance).map(SubmissionLine::token).filter(token -> !POOL.contains(token))
        .collect(Collectors.toSet());
  }

  private static List<SubmittedRecord> fillers(NightPlan plan) {
    return plan.lines().stream().filter(line -> POOL.contains(line.token())).map(SubmittedRecord.class::cast).toList();
  }

  /// The digests of epoch 1.
  private static Map<RecordToken, String> sentFor(Ledger ledger) {
    return ledger.sent(1).orElseThrow().records();
  }

  private static List<RecordToken> gone(NightPlan plan) {
    return plan.lines().stream().filter(GoneRecord.class::isInstance).map(SubmissionLine::token).toList();
  }

  @Test
  void firstNight_sendsEverythingInFull() {
    NightPlan plan = plan(roster(40), Ledger.EMPTY);

    assertThat(plan.full()).isTrue();
    assertThat(plan.counts()).isEqualTo(new NightPlan.Counts(40, 0, 0, 0, 0, 24));
    assertThat(sent(plan)).hasSize(40);
    assertThat(plan.next().epochs()).containsOnlyKeys(1L);
    assertThat(plan.next().submissions()).isEqualTo(1);
    assertThat(plan.live()).hasSize(64);
  }

  @Test
  void nothingChanged_sendsThirtyTwoFillersOnly() {
    NightPlan plan = plan(roster(40), FORTY);

    assertThat(plan.full()).isFalse();
    assertThat(plan.counts()).isEqualTo(new NightPlan.Counts(0, 40, 0, 0, 0, 32));
    assertThat(plan.lines()).hasSize(32);
    assertThat(fillers(plan)).hasSize(32);
    assertThat(sentFor(plan.next())).isEqualTo(sentFor(FORTY));
  }

  @Test
  void changedAndNewRows_areSent_alone() {
    List<SubmittedRecord> roster = new ArrayList<>(roster(41));
    roster.set(6, record(7, 2));

    NightPlan plan = plan(roster, FORTY);

    assertThat(sent(plan)).containsExactlyInAnyOrder(token(7), token(41));
    assertThat(plan.lines()).contains(record(7, 2)).doesNotContain(record(7, 1));
    assertThat(plan.counts()).isEqualTo(new NightPlan.Counts(2, 39, 0, 0, 0, 30));
    assertThat(sentFor(plan.next()).get(token(7))).isNotEqualTo(sentFor(FORTY).get(token(7)));
    assertThat(plan(roster, plan.next()).counts().sent()).isZero();
  }

  @Test
  void changedScreeningOrCase_isAChange() {
    List<SubmittedRecord> roster = new ArrayList<>(roster(40));
    roster.set(0, new SubmittedRecord(roster.getFirst().record(), false, List.of()));

    assertThat(sent(plan(roster, FORTY))).containsExactly(token(1));
  }

  @Test
  void rowGone_isNamedOnce_andNoLongerLive() {
    NightPlan plan = plan(roster(39), FORTY);

    assertThat(gone(plan)).containsExactly(token(40));
    assertThat(plan.counts()).isEqualTo(new NightPlan.Counts(0, 39, 1, 0, 0, 32));
    assertThat(plan.lines()).hasSize(33);
    assertThat(plan.live()).doesNotContain(token(40));
    assertThat(gone(plan(roster(39), plan.next()))).isEmpty();
  }

  @Test
  void rowThatCannotBeReadTonight_isNeitherChangedNorGone() {
    NightPlan plan = NightPlan.of(roster(39), Set.of(), Set.of(token(40), token(99)), FORTY, 1, false, KEY, FILLERS);

    assertThat(gone(plan)).isEmpty();
    assertThat(sent(plan)).isEmpty();
    assertThat(sentFor(plan.next())).isEqualTo(sentFor(FORTY));
  }

  @Test
  void withdrawnRow_isWithheld_evenIfItChangesAndInFull() {
    List<SubmittedRecord> roster = new ArrayList<>(roster(40));
    roster.set(6, record(7, 2));
    Ledger ledger = FORTY.withWithdrawal(token(7), false);

    for (boolean full : new boolean[] {false, true}) {
      NightPlan plan = NightPlan.of(roster, Set.of(), Set.of(token(7)), ledger, 1, full, KEY, FILLERS);

      assertThat(plan.lines()).extracting(SubmissionLine::token).doesNotContain(token(7));
      assertThat(plan.live()).doesNotContain(token(7));
      assertThat(plan.counts().withheld()).isEqualTo(1);
      assertThat(plan.next().withdrawn()).containsExactly(token(7));
      assertThat(plan.next().pending()).containsOnlyKeys(token(7));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 32", "1, 31", "31, 1", "32, 0", "33, 31", "64, 0"})
  void records_areFilledUpToAMultipleOf32(int rows, int fillers) {
    NightPlan plan = plan(roster(rows), Ledger.EMPTY);

    assertThat(plan.counts().fillers()).isEqualTo(fillers);
    assertThat(fillers(plan)).hasSize(fillers);
    assertThat(plan.lines().size() % NightPlan.MULTIPLE).isZero();
  }

  @Test
  void goneRows_areNotCountedAmongTheMultiple() {
    NightPlan plan = plan(roster(37), FORTY);

    assertThat(plan.lines().size() - gone(plan).size()).isEqualTo(32);
  }

  @Test
  void samePlan_whateverTheOrderOfTheRoster() {
    List<SubmittedRecord> reversed = new ArrayList<>(roster(70)).reversed();

    assertThat(plan(reversed, FORTY)).isEqualTo(plan(roster(70), FORTY));
  }

  @Test
  void order_tellsNothingOfTheRosters_andIsAnotherEachNight() {
    List<RecordToken> first = plan(roster(64), Ledger.EMPTY).lines().stream().map(SubmissionLine::token).toList();
    List<RecordToken> again = NightPlan.of(roster(64), Set.of(), Set.of(), plan(roster(64), Ledger.EMPTY).next(), 1, true, KEY, FILLERS).lines()
        .stream()
        .map(SubmissionLine::token).filter(token -> !POOL.contains(token)).toList();

    assertThat(first).isNotEqualTo(roster(64).stream().map(SubmittedRecord::token).toList()).isNotEqualTo(new ArrayList<>(new TreeSet<>(first)))
        .isNotEqualTo(again).hasSameElementsAs(again);
  }

  @Test
  void full_sendsAllLiveRecords_andNoGoneRow() {
    NightPlan plan = NightPlan.of(roster(39), Set.of(), Set.of(), FORTY, 1, true, KEY, FILLERS);

    assertThat(plan.full()).isTrue();
    assertThat(sent(plan)).hasSize(39);
    assertThat(gone(plan)).isEmpty();
    assertThat(plan.counts().gone()).isEqualTo(1);
    assertThat(plan.live()).containsExactlyInAnyOrderElementsOf(plan.lines().stream().map(SubmissionLine::token).toList());
  }

  @Test
  void anotherEpoch_sendsEverything() {
    NightPlan plan = NightPlan.of(roster(40), Set.of(), Set.of(), FORTY, 2, false, KEY, FILLERS);

    assertThat(plan.full()).isTrue();
    assertThat(sent(plan)).hasSize(40);
    assertThat(plan.next().epochs()).containsOnlyKeys(1L, 2L);
  }

  @Test
  void fillerSentAgain_keepsItsToken_andChangesItsBits() {
    Map<RecordToken, SubmittedRecord> held = new HashMap<>();
    Ledger ledger = Ledger.EMPTY;
    int again = 0;
    for (int night = 1; night <= 4; night++) {
      NightPlan plan = plan(roster(40), ledger);
      for (SubmittedRecord filler : fillers(plan)) {
        SubmittedRecord before = held.put(filler.token(), filler);
        assertThat(filler.record().rows()).isNotEqualTo(before == null ? List.of() : before.record().rows());
        again += before == null ? 0 : 1;
      }
      ledger = plan.next();
    }
    assertThat(again).isPositive();
  }

  @Test
  void fillers_neverMoreThanThePool_andNotTheSameEveryNight() {
    Set<Set<RecordToken>> choices = new HashSet<>();
    Ledger ledger = Ledger.EMPTY;
    for (int night = 1; night <= 20; night++) {
      NightPlan plan = plan(List.of(record(1, night)), ledger);
      choices.add(fillers(plan).stream().map(SubmittedRecord::token).collect(Collectors.toSet()));
      ledger = plan.next();
      assertThat(ledger.fillers()).hasSizeLessThanOrEqualTo(Fillers.SLOTS);
    }
    assertThat(POOL).hasSize(64).containsAll(ledger.fillers());
    assertThat(choices).hasSize(20);
  }

  @Test
  void filler_hasATokenThatNoLocalIdCanHave() {
    assertThat(FILLERS.filler(5, 9).token()).isEqualTo(KEY.token("\0filler/5"));
  }
}
