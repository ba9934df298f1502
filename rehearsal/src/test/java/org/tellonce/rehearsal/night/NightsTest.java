package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.submission.EpochRows;
import org.tellonce.server.submission.StoredRecord;

/// What becomes of a record from night to night: unchanged, changed, gone, withdrawn, sealed by a court, brought back by a backup.
class NightsTest {
  private static final String SCREENED = "2026-05-20";

  private static final TestPeople FIRST = new TestPeople(6);
  private static final TestRow SHARED = FIRST.person();
  private static Evening evening;

  @TempDir
  private Path folder;
  private final TestPeople people = FIRST.others();
  private TestCollaborative harbor;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;

  @BeforeAll
  static void twoAgenciesWithOnePersonInCommon(@TempDir Path folder) {
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-06-08", "22:00"), TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    harbor.begin();
    childWelfare.serves(FIRST.persons(30));
    juvenileJustice.serves(FIRST.persons(30));
    childWelfare.serves(SHARED.in("CW-1").screened("HTST", "short", SCREENED));
    juvenileJustice.serves(SHARED.in("JJ-1"));
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void fromThatEveningOn() {
    harbor = evening.copy(folder);
    childWelfare = harbor.agency("child_welfare");
    juvenileJustice = harbor.agency("juvenile_justice");
    harbor.start();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  private RecordRef ref(TestAgency agency, String localId) {
    return new RecordRef(agency.id(), agency.token(localId));
  }

  @Test
  void nightWithNothingChanged_sendsNoRecordButFillers() {
    ServerState before = harbor.server().state();
    Set<RecordToken> fillers = new TreeSet<>(juvenileJustice.ledger().fillers());
    for (int night = 0; night < 5; night++) {
      TestAgency.Ran ran = juvenileJustice.night();
      assertThat(ran.out()).contains(" 0 new or changed sent, 31 unchanged, 0 gone, 32 fillers");
      fillers.addAll(juvenileJustice.ledger().fillers());
    }
    ServerState after = harbor.server().state();

    assertThat(fillers).as("fillers come from a pool that does not grow").hasSizeLessThanOrEqualTo(64);
    assertThat(after.matches()).isEqualTo(before.matches());
    juvenileJustice.rows().forEach(row -> assertThat(after.records().get(ref(juvenileJustice, row.localId()))).isEqualTo(before.records().get(ref(
        juvenileJustice, row.localId()))));
    harbor.checkInvariants();
  }

  @Test
  void changedRecord_replacesItsEncodings_andLosesOrGainsItsMatches() {
    ServerState first = harbor.server().state();
    StoredRecord before = first.records().get(ref(juvenileJustice, "JJ-1"));
    EpochRows rows = first.rows().get(ref(juvenileJustice, "JJ-1")).get(1L);
    TestRow stranger = people.person();
    juvenileJustice.serves(stranger.in("JJ-1"));
    assertThat(juvenileJustice.night().out()).contains(" 1 new or changed sent, 30 unchanged");
    ServerState changed = harbor.server().state();

    assertThat(changed.rows().get(ref(juvenileJustice, "JJ-1")).get(1L).tags()).doesNotContainAnyElementsOf(rows.tags());
    assertThat(changed.likely()).isEmpty();
    assertThat(juvenileJustice.flagged()).isEmpty();
    harbor.checkInvariants();

    juvenileJustice.serves(SHARED.in("JJ-1"));
    juvenileJustice.night();
    assertThat(harbor.server().state().records().get(ref(juvenileJustice, "JJ-1"))).isEqualTo(before);
    assertThat(harbor.server().state().rows().get(ref(juvenileJustice, "JJ-1")).get(1L)).isEqualTo(rows);
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    harbor.checkInvariants();
  }

  @Test
  void rowGoneWithAScreening_keepsItsPointer_andItsAgencyGetsNoFlagForIt() {
    childWelfare.noLongerServes("CW-1");
    assertThat(childWelfare.night().out()).contains(" 1 gone");
    ServerState state = harbor.server().state();

    assertThat(state.records().get(ref(childWelfare, "CW-1")).live()).isFalse();
    assertThat(state.records().get(ref(childWelfare, "CW-1")).asks()).isFalse();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertThat(juvenileJustice.opens("JJ-1", "77", "intake").out()).contains("Another agency may already have talked");
    harbor.checkInvariants();

    // Juvenile justice screens too: child welfare would be flagged, if the row were still there.
    juvenileJustice.changes("JJ-1", row -> row.screened("TVIT", "long", SCREENED));
    juvenileJustice.night();
    assertThat(childWelfare.flagged()).isEmpty();

    // The row comes back: flagged like any other.
    childWelfare.serves(SHARED.in("CW-1").screened("HTST", "short", SCREENED));
    harbor.night();
    assertThat(childWelfare.flagged()).containsExactly("CW-1");
  }

  @Test
  void rowThatLosesItsConsent_leavesTheServer_alsoIfItWasGoneBefore_andComesBackUnderANewOne() {
    TestRow screened = SHARED.in("CW-1").screened("HTST", "short", SCREENED).with("legal_basis", "consent");
    TestRow consented = screened.with("consent_reference", "C-1").with("consent_until", "2027-06-08");
    childWelfare.serves(consented);
    childWelfare.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");

    childWelfare.serves(screened);
    assertThat(childWelfare.night().out()).contains(" 0 gone", "1 deleted at the server for want of consent");
    ServerState state = harbor.server().state();
    assertThat(state.records()).doesNotContainKey(ref(childWelfare, "CW-1"));
    assertThat(state.likely()).isEmpty();
    assertThat(state.tombstones(childWelfare.id())).isEmpty();
    assertThat(juvenileJustice.flagged()).isEmpty();
    harbor.checkInvariants();

    childWelfare.serves(consented);
    childWelfare.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    childWelfare.noLongerServes("CW-1");
    childWelfare.night();
    assertThat(harbor.server().state().records().get(ref(childWelfare, "CW-1")).live()).isFalse();
    childWelfare.serves(screened);
    childWelfare.night();
    assertThat(harbor.server().state().records()).doesNotContainKey(ref(childWelfare, "CW-1"));
    assertThat(juvenileJustice.flagged()).isEmpty();
    harbor.checkInvariants();
  }

  @Test
  void rowGoneWithoutAScreening_isDeleted() {
    juvenileJustice.noLongerServes("JJ-1");
    juvenileJustice.night();
    ServerState state = harbor.server().state();

    assertThat(state.records()).doesNotContainKey(ref(juvenileJustice, "JJ-1"));
    assertThat(state.likely()).isEmpty();
    assertThat(state.tombstones(juvenileJustice.id())).as("gone is not withdrawn").isEmpty();
    assertThat(juvenileJustice.flagged()).isEmpty();
    harbor.checkInvariants();
  }

  @Test
  void manyRowsGone_stopTheNight_unlessAllowed() {
    String[] some = juvenileJustice.rows().stream().limit(6).map(TestRow::localId).toArray(String[]::new);
    juvenileJustice.noLongerServes(some);
    TestAgency.Ran refused = juvenileJustice.run("nightly");
    assertThat(refused.code()).isEqualTo(ExitCode.DATA_REFUSED.number());
    assertThat(refused.err()).contains("6 of 31 records are not in the roster any more", "nothing was sent", "--allow-removals");

    assertThat(juvenileJustice.night("--allow-removals").out()).contains(" 6 gone");
    harbor.checkInvariants();
  }

  @Test
  void withdrawnRecord_isGoneAtOnceFromEverything_andFromTheRawFilesAfterTheNight() {
    var files = new DatabaseFiles(harbor.serverFolder());
    RecordRef ref = ref(juvenileJustice, "JJ-1");
    byte[] token = ref.token().toBytes();
    assertThat(juvenileJustice.opens("JJ-1", "4711", "intake").code()).isZero();
    assertThat(files.hold(token)).as("the search finds a token that is there").isTrue();
    List<byte[]> sealed = files.sealedColumns(ref);

    TestAgency.Ran ran = juvenileJustice.run("withdraw", "JJ-1");
    assertThat(ran.code()).as(ran.all()).isZero();
    ServerState state = harbor.server().state();
    assertThat(state.records()).doesNotContainKey(ref);
    assertThat(state.candidates()).noneMatch(candidate -> candidate.a().equals(ref) || candidate.b().equals(ref));
    assertThat(state.matches()).noneMatch(match -> match.a().equals(ref) || match.b().equals(ref));
    assertThat(state.feed().get(juvenileJustice.id())).as("the feed as it is stored, before anybody asks").doesNotContain(ref.token());
    assertThat(juvenileJustice.flagged()).isEmpty();
    assertThat(state.tombstones(juvenileJustice.id())).containsExactly(ref.token());
    assertThat(state.records()).as("only this agency's record").containsKey(ref(childWelfare, "CW-1"));
    assertThat(state.openings()).as("the accounting stays, without a token").singleElement().satisfies(logged -> assertThat(logged.event().toJson()
        .toString()).doesNotContain(ref.token().toString()));

    // The row still stands in the roster: it is never sent again.
    assertThat(juvenileJustice.night().out()).contains("1 withdrawn and not sent");
    harbor.checkInvariants();
    assertThat(files.hold(token)).as("its token in the database file or its -wal").isFalse();
    sealed.forEach(bytes -> assertThat(files.hold(bytes)).as("its sealed columns in the database file or its -wal").isFalse());
  }

  @Test
  void withdrawnEverywhere_takesTheOtherAgencysRecordWithIt_andNobodySendsItAgain() {
    assertThat(juvenileJustice.run("withdraw", "JJ-1", "--everywhere").code()).isZero();
    ServerState state = harbor.server().state();
    assertThat(state.records()).doesNotContainKeys(ref(juvenileJustice, "JJ-1"), ref(childWelfare, "CW-1"));

    assertThat(childWelfare.night().out()).contains("1 withdrawn and not sent", ", 1 withdrawn");
    juvenileJustice.night();
    harbor.checkInvariants();
    assertThat(harbor.server().state().records()).doesNotContainKeys(ref(juvenileJustice, "JJ-1"), ref(childWelfare, "CW-1"));
  }

  @Test
  void withdrawalWhileTheServerIsDown_isToldFirstThingInTheNextNight() {
    harbor.server().stop();
    TestAgency.Ran ran = juvenileJustice.run("withdraw", "JJ-1");
    assertThat(ran.code()).isEqualTo(ExitCode.NETWORK.number());
    assertThat(ran.err()).contains("kept here and told first thing in the next night");

    harbor.start();
    juvenileJustice.night();
    assertThat(harbor.server().state().records()).doesNotContainKey(ref(juvenileJustice, "JJ-1"));
    harbor.checkInvariants();
  }

  @Test
  void courtSeal_takesTheRecordOut_forGood() {
    juvenileJustice.changes("JJ-1", row -> row.with("court_seal", "yes"));
    juvenileJustice.night();
    assertThat(harbor.server().state().records()).doesNotContainKey(ref(juvenileJustice, "JJ-1"));
    assertThat(harbor.server().state().tombstones(juvenileJustice.id())).containsExactly(juvenileJustice.token("JJ-1"));
    harbor.checkInvariants();
  }

  @Test
  void courtSeal_isAppliedThoughItsRowAndTheRosterAreRefused() {
    juvenileJustice.rows().stream().limit(9).forEach(row -> juvenileJustice.changes(row.localId(), bad -> bad.with("open_case", "perhaps")));
    juvenileJustice.changes("JJ-1", row -> row.with("court_seal", "yes").with("open_case", "perhaps"));

    assertThat(juvenileJustice.run("nightly").code()).isEqualTo(ExitCode.DATA_REFUSED.number());

    assertThat(harbor.server().state().records()).doesNotContainKey(ref(juvenileJustice, "JJ-1"));
    assertThat(harbor.server().state().tombstones(juvenileJustice.id())).containsExactly(juvenileJustice.token("JJ-1"));
  }

  @Test
  void restoredBackup_isPutRightByTheNextNight_andAWithdrawnRecordDoesNotComeBack() {
    harbor.server().stop();
    Snapshot backup = Snapshot.of(harbor.serverFolder(), "backup");
    harbor.start();

    // A day on which much happens.
    assertThat(juvenileJustice.run("withdraw", juvenileJustice.rows().getFirst().localId()).code()).isZero();
    juvenileJustice.changes(juvenileJustice.rows().get(1).localId(), row -> row.with("family_name", people.word()));
    juvenileJustice.noLongerServes(juvenileJustice.rows().get(2).localId());
    TestRow another = people.person();
    childWelfare.serves(another.in("CW-2").screened("TVIT", "short", SCREENED));
    juvenileJustice.serves(another.in("JJ-2"));
    harbor.night();
    ServerState before = harbor.server().state();
    assertThat(juvenileJustice.flagged()).containsExactlyInAnyOrder("JJ-1", "JJ-2");

    harbor.server().stop();
    backup.restore();
    harbor.start();
    assertThat(childWelfare.night().out()).contains("server resynchronised");
    assertThat(juvenileJustice.night().out()).contains("server resynchronised");
    harbor.checkInvariants();
    ServerState after = harbor.server().state();

    assertThat(after.records().keySet()).containsAll(before.records().keySet().stream().filter(ref -> !fillers().contains(ref.token())).toList());
    assertThat(after.tombstones()).isEqualTo(before.tombstones());
    assertThat(after.matches()).isEqualTo(before.matches());
    assertThat(juvenileJustice.flagged()).containsExactlyInAnyOrder("JJ-1", "JJ-2");
    assertThat(juvenileJustice.night().out()).as("once is enough").doesNotContain("resynchronised");
  }

  @Test
  void restoredBackupOfTheSameRecordsWithOlderContent_isPutRightToo_onEitherSide() throws IOException {
    harbor.server().stop();
    Snapshot backup = Snapshot.of(harbor.serverFolder(), "backup");
    harbor.start();
    Path ledger = juvenileJustice.folder().resolve("state").resolve("ledger");
    byte[] olderLedger = Files.readAllBytes(ledger);
    juvenileJustice.serves(people.person().in("JJ-1"));
    juvenileJustice.night();
    ServerState changed = harbor.server().state();
    assertThat(juvenileJustice.flagged()).isEmpty();

    harbor.server().stop();
    backup.restore();
    harbor.start();
    assertThat(juvenileJustice.flagged()).as("the backup's older content").containsExactly("JJ-1");
    assertThat(juvenileJustice.night().out()).contains("server resynchronised");
    assertThat(harbor.server().state().records().get(ref(juvenileJustice, "JJ-1"))).isEqualTo(changed.records().get(ref(juvenileJustice, "JJ-1")));
    assertThat(juvenileJustice.flagged()).isEmpty();
    harbor.checkInvariants();

    // The agency's folder comes from a backup too: its ledger believes that the server still has the older content, which stands in the roster again.
    juvenileJustice.serves(SHARED.in("JJ-1"));
    Files.write(ledger, olderLedger);
    assertThat(juvenileJustice.night().out()).contains("server resynchronised");
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    harbor.checkInvariants();
  }

  @Test
  void untilItIsPutRight_aRestoredServerSaysNothingOfTheAgencyThatDiffers() {
    harbor.server().stop();
    Snapshot backup = Snapshot.of(harbor.serverFolder(), "backup");
    harbor.start();
    childWelfare.serves(people.person());
    childWelfare.night();
    harbor.server().stop();
    backup.restore();
    harbor.start();

    // Child welfare's next submission finds the difference; the full one that it sends then does not arrive.
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    harbor.server().sql("CREATE TABLE begun (id BLOB)",
        "CREATE TRIGGER broken BEFORE INSERT ON submission WHEN NEW.id NOT IN (SELECT id FROM begun) AND (SELECT count(*) FROM begun) = 1 "
            + "BEGIN SELECT RAISE(ABORT, 'broken'); END",
        "CREATE TRIGGER counted AFTER INSERT ON submission WHEN NEW.id NOT IN (SELECT id FROM begun) BEGIN INSERT INTO begun VALUES (NEW.id); END");
    assertThat(childWelfare.run("nightly").code()).isEqualTo(ExitCode.NETWORK.number());
    assertThat(juvenileJustice.flagged()).isEmpty();
    assertThat(juvenileJustice.opens("JJ-1", "9", "intake").out()).contains("No earlier conversation is on file");

    harbor.server().sql("DROP TRIGGER counted", "DROP TRIGGER broken", "DROP TABLE begun");
    childWelfare.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    harbor.checkInvariants();
  }

  @Test
  void withdrawnEverywhere_staysWithdrawnEverywhere_afterARestoredBackup() {
    harbor.server().stop();
    Snapshot backup = Snapshot.of(harbor.serverFolder(), "backup");
    harbor.start();
    assertThat(juvenileJustice.run("withdraw", "JJ-1", "--everywhere").code()).isZero();
    harbor.server().stop();
    backup.restore();
    harbor.start();

    harbor.agencies().reversed().forEach(TestAgency::night);
    harbor.checkInvariants();
    assertThat(harbor.server().state().records()).doesNotContainKeys(ref(juvenileJustice, "JJ-1"), ref(childWelfare, "CW-1"));
  }

  @Test
  void lostLedger_isRebuilt_andLeavesNothingBehind() throws IOException {
    Files.delete(juvenileJustice.folder().resolve("state").resolve("ledger"));
    juvenileJustice.noLongerServes(juvenileJustice.rows().getFirst().localId());
    juvenileJustice.night();
    harbor.checkInvariants();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
  }

  private Set<RecordToken> fillers() {
    Set<RecordToken> fillers = new TreeSet<>();
    harbor.agencies().forEach(agency -> fillers.addAll(agency.allFillers()));
    return fillers;
  }
}
