package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.audit.Finding;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.server.audit.LogInTest;

/// An honest server whose database was restored from a backup: with a restart that two custodians signed its log goes on, and with nothing less.
class RestoredServerTest {
  private static final TestPeople FIRST = new TestPeople(8);
  private static final TestRow SHARED = FIRST.person();
  private static final String BACKUP = "backup";
  private static Evening evening;

  @TempDir
  private Path folder;
  private final TestPeople people = FIRST.others();
  private TestCollaborative harbor;
  private TestClock clock;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;
  private LogInTest log;
  private Snapshot backup;

  /// Two nights; in between a backup, after it an opening; the day after the second night all of that is lost.
  @BeforeAll
  static void aNightABackupAnOpeningAndANight(@TempDir Path folder) {
    TestClock clock = TestClock.at("2026-06-08", "22:05");
    TestCollaborative harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    childWelfare.serves(SHARED.in("CW-1").screened("HTST", "short", "2026-05-20"));
    juvenileJustice.serves(SHARED.in("JJ-1"));
    harbor.begin();
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    harbor.server().stop();
    Snapshot.of(harbor.serverFolder(), BACKUP);
    clock.set("2026-06-09", "12:00");
    harbor.start();
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").code()).isZero();
    clock.set("2026-06-09", "22:05");
    harbor.restart();
    harbor.night();
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void anotherNight() {
    harbor = evening.copy(folder);
    clock = harbor.clock();
    childWelfare = harbor.agency("child_welfare");
    juvenileJustice = harbor.agency("juvenile_justice");
    log = new LogInTest(harbor.serverFolder());
    backup = Snapshot.taken(harbor.serverFolder(), BACKUP);
    day("2026-06-10");
    harbor.night();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  /// The evening of a day, with a checkpoint over all that was.
  private void day(String date) {
    clock.set(date, "22:05");
    harbor.restart();
  }

  /// The disk has failed; what there is, is the backup.
  private void restore(String date) {
    harbor.server().stop();
    Path rules = folder.resolve("rules-of-today.json");
    try {
      Files.copy(harbor.serverFolder().resolve("collaborative.json"), rules, StandardCopyOption.REPLACE_EXISTING);
      backup.restore();
      Files.copy(rules, harbor.serverFolder().resolve("collaborative.json"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    clock.set(date, "09:00");
  }

  private Path checkpoint(TestAgency agency) {
    return agency.folder().resolve("state/log/checkpoint");
  }

  /// The operator proposes, the custodians sign.
  private Path signed(String name, List<String> custodians, Object... more) {
    Path file = folder.resolve(name);
    List<Object> words = new ArrayList<>(List.of("restart", "propose", "--dir", harbor.serverFolder(), "--reason", "The disk failed", "--out", file));
    words.addAll(List.of(more));
    harbor.server(words.toArray());
    for (String custodian : custodians) {
      harbor.keys("restart", "sign", file, "--custodian", harbor.custodians().resolve("alma.pub"), "--custodian", harbor.custodians().resolve(
          "bruno.pub"), "--key", harbor.custodians().resolve(custodian + ".key"));
    }
    return file;
  }

  private Path signedByBoth(String name) {
    return signed(name, List.of("alma", "bruno"), "--lost", checkpoint(childWelfare), "--lost", checkpoint(juvenileJustice));
  }

  private void enrol(Path restart) {
    boolean running = harbor.server().isRunning();
    harbor.server().stop();
    harbor.server("enrol", "--dir", harbor.serverFolder(), "--restart", restart);
    if (running) {
      harbor.start();
    }
  }

  private static SignedRestart read(Path restart) {
    try {
      return SignedRestart.parse(Files.readAllBytes(restart)).orThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void assertFound(TestAgency agency, String... words) {
    TestAgency.Ran ran = agency.run("nightly");
    assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    assertThat(ran.err()).contains(words);
    assertThat(ran.out()).contains("nightly: " + agency.id());
  }

  private void assertSoundOnBothSides() {
    for (TestAgency agency : harbor.agencies()) {
      TestAgency.Ran ran = agency.verifies();
      assertThat(ran.code()).as(ran.all()).isZero();
    }
    harbor.server("audit", "verify", "--dir", harbor.serverFolder());
  }

  private static List<Path> incidents(TestAgency agency) {
    try (Stream<Path> files = Files.list(agency.folder().resolve("state/log"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("incident-")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // --- taken

  @Test
  void restoredDatabase_isFound_untilTwoCustodiansHaveSigned_thenTheNightGoesOn_andSaysWhatIsLost() {
    restore("2026-06-11");
    harbor.start();
    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, Finding.Kind.ROLLED_BACK.wording());
    }
    Path restart = signedByBoth("restart.json");
    enrol(restart);

    TestAgency.Ran justice = juvenileJustice.night();
    assertThat(justice.out()).contains("checked and cosigned; it was restarted from " + read(restart).restart().kept()
        + " leaves, as alma and bruno signed on 2026-06-11 (The disk failed): ", "of what this agency did, in the log no more: ", "1 opening");
    assertThat(childWelfare.night().out()).contains("it was restarted from ", "in the log no more: ");
    assertThat(log.cosignatures()).isEqualTo(2);
    assertThat(incidents(childWelfare)).as("the incident of before stays").isNotEmpty();
    assertThat(log.events()).extracting(logged -> logged.event().kind()).contains(EventKind.RESTART);
    harbor.checkInvariants();

    day("2026-06-12");
    harbor.night();
    day("2026-06-13");
    assertThat(juvenileJustice.night().out()).contains("checked and cosigned").doesNotContain("restarted");
    harbor.night();
    assertThat(log.cosignatures()).isEqualTo(2);
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertSoundOnBothSides();
  }

  @Test
  void clientThatDiedWhileItForgot_endsWellTheNextNight() {
    restore("2026-06-11");
    enrol(signedByBoth("restart.json"));
    harbor.start();
    Path state = juvenileJustice.folder().resolve("state/log");
    Snapshot before = Snapshot.of(state, "before");
    String told = juvenileJustice.night().out();
    for (String name : List.of("leaves", "events")) {
      copy(state.resolve(name), before.copy().resolve(name));
      copy(before.copy().resolve("checkpoint"), state.resolve("checkpoint"));
      String again = juvenileJustice.night().out();
      assertThat(again.substring(again.indexOf("it was restarted from "), again.indexOf("nightly: "))).isEqualTo(told.substring(told.indexOf(
          "it was restarted from "), told.indexOf("nightly: ")));
    }
    childWelfare.night();
    assertSoundOnBothSides();
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void serverThatRanForDaysBeforeItsRestart_goesOnToo() {
    restore("2026-06-11");
    harbor.start();
    assertThat(juvenileJustice.opens("JJ-1", "13", "intake").code()).isZero();
    childWelfare.serves(people.persons(2));
    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, Finding.Kind.ROLLED_BACK.wording());
    }
    day("2026-06-12");
    for (TestAgency agency : harbor.agencies()) {
      assertThat(agency.run("nightly").code()).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    }
    Path restart = signedByBoth("restart.json");
    enrol(restart);
    assertThat(log.events().stream().filter(logged -> logged.event().kind() == EventKind.RESTART).findFirst().orElseThrow().index()).isGreaterThan(
        read(
            restart).restart().kept() + 2);

    harbor.night();
    day("2026-06-14");
    harbor.night();
    day("2026-06-16");
    harbor.night();
    assertThat(log.cosignatures()).isEqualTo(2);
    assertSoundOnBothSides();
  }

  @Test
  void lossThatNoCheckpointCovered_isForgivenWithARestart() {
    long size = log.covered();
    harbor.server().stop();
    Snapshot evening = Snapshot.of(harbor.serverFolder(), "evening");
    clock.set("2026-06-11", "10:00");
    harbor.start();
    assertThat(juvenileJustice.opens("JJ-1", "14", "intake").code()).isZero();
    harbor.server().stop();
    evening.restore();
    day("2026-06-12");
    assertFound(juvenileJustice, Finding.Kind.MISSING.wording(), "openings of 2026-06-11");
    childWelfare.night();

    enrol(signedByBoth("restart.json"));
    assertThat(juvenileJustice.night().out()).contains(": 0 leaves that this client had cosigned are given up", "in the log no more: 1 opening");
    childWelfare.night();
    day("2026-06-14");
    harbor.night();
    assertThat(log.covered()).isGreaterThan(size);
    assertSoundOnBothSides();
  }

  // --- not taken

  @Test
  void restartFromADrawer_isNotTakenAMonthLater_andExcusesNothing() {
    Path paper = signedByBoth("drawer.json");
    day("2026-07-10");
    harbor.night();
    harbor.server().stop();
    Snapshot evening = Snapshot.of(harbor.serverFolder(), "evening");
    clock.set("2026-07-11", "10:00");
    harbor.start();
    assertThat(juvenileJustice.opens("JJ-1", "14", "intake").code()).isZero();
    harbor.server().stop();
    evening.restore();

    assertThat(harbor.serverEnds("enrol", "--dir", harbor.serverFolder(), "--restart", paper)).isEqualTo(ExitCode.RULES.number());
    day("2026-07-12");
    assertFound(juvenileJustice, Finding.Kind.MISSING.wording(), "openings of 2026-07-11");
  }

  @Test
  void oneSignature_oranotherLog_isRefusedByTheServer_andWhatTheServerServesAllTheSame_byTheWitness() throws IOException {
    restore("2026-06-11");
    Path one = signed("one.json", List.of("alma"), "--lost", checkpoint(childWelfare));
    assertThat(harbor.serverEnds("enrol", "--dir", harbor.serverFolder(), "--restart", one)).isEqualTo(ExitCode.RULES.number());
    Path both = signedByBoth("both.json");
    String text = Files.readString(both);
    Path elsewhere = Files.writeString(folder.resolve("elsewhere.json"), text.replace("tellonce/localhost", "tellonce/elsewhere"));
    assertThat(harbor.serverEnds("enrol", "--dir", harbor.serverFolder(), "--restart", elsewhere)).isEqualTo(ExitCode.RULES.number());

    enrol(both);
    harbor.server().sql("UPDATE log_document SET json = '" + new String(read(one).toBytes(), java.nio.charset.StandardCharsets.UTF_8) + "'");
    harbor.start();
    assertFound(childWelfare, Finding.Kind.ROLLED_BACK.wording(), "was not taken: signatures: 1 good of 2 different pinned custodians");
  }

  @Test
  void restartThatGivesUpLessThanWasCosigned_orKeepsMoreThanIsShared_isNotTaken() {
    restore("2026-06-11");
    Path less = signed("less.json", List.of("alma", "bruno"), "--lost", log.covered());
    enrol(less);
    harbor.start();
    assertFound(childWelfare, "was not taken: it gives up a log of ", "and this client has cosigned ");

    day("2026-06-12");
    Path more = signed("more.json", List.of("alma", "bruno"), "--lost", checkpoint(childWelfare), "--kept", read(less).restart().kept() + 1);
    enrol(more);
    assertFound(childWelfare, "leaves that this client has are not those that it keeps");

    Path right = signedByBoth("right.json");
    enrol(right);
    harbor.night();
    assertSoundOnBothSides();
  }

  @Test
  void sameRestart_doesNotCoverASecondFork_andATamperedLeafBelowItIsStillFound() {
    restore("2026-06-11");
    Path restart = signedByBoth("restart.json");
    enrol(restart);
    harbor.server().stop();
    Snapshot restarted = Snapshot.of(harbor.serverFolder(), "restarted");
    harbor.start();
    harbor.night();
    day("2026-06-12");
    harbor.night();
    harbor.server().stop();
    restarted.restore();
    clock.set("2026-06-13", "22:05");
    harbor.start();
    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, "was not taken: it was used before");
    }
    enrol(signedByBoth("second.json"));
    harbor.night();
    assertSoundOnBothSides();

    harbor.server().stop();
    harbor.server().sql("UPDATE log_leaf SET leaf = randomblob(32) WHERE number = 1");
    assertThat(harbor.serverEnds("audit", "verify", "--dir", harbor.serverFolder())).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    harbor.start();
    Path copy = childWelfare.folder().resolve("state/log/leaves");
    try {
      byte[] leaves = Files.readAllBytes(copy);
      leaves[40] ^= 1;
      Files.write(copy, leaves);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(childWelfare.verifies().code()).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    assertFound(childWelfare, Finding.Kind.FORKED.wording());
  }

  // --- ceremonies

  @Test
  void transcriptOfACeremony_isToldUntilItStandsInTheLog() throws IOException {
    String notice = "epoch 1: the transcript that came with this agency's secret does not stand in the log yet";
    assertThat(childWelfare.night().out()).contains(notice);
    Path transcript;
    try (Stream<Path> files = Files.walk(folder)) {
      transcript = files.filter(file -> file.endsWith("transcript.json")).findFirst().orElseThrow();
    }
    Path unsigned = Files.writeString(folder.resolve("unsigned.json"), Files.readString(transcript).replaceFirst("\"signature\" : \"..",
        "\"signature\" : \"AA"));
    harbor.server().stop();
    assertThat(harbor.serverEnds("enrol", "--dir", harbor.serverFolder(), "--transcript", unsigned)).isEqualTo(ExitCode.RULES.number());
    harbor.server("enrol", "--dir", harbor.serverFolder(), "--transcript", transcript);
    harbor.server("enrol", "--dir", harbor.serverFolder(), "--transcript", transcript);
    clock.set("2026-06-11", "22:05");
    harbor.start();

    for (TestAgency agency : harbor.agencies()) {
      assertThat(agency.night().out()).doesNotContain(notice);
    }
    assertThat(log.events()).filteredOn(logged -> logged.event().kind() == EventKind.CEREMONY).hasSize(1);
    assertSoundOnBothSides();
  }
}
