package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.rehearsal.crash.CrashPoints;

/// Nothing lost, nothing doubled: programs are killed, at random and at every point at which something becomes durable; the same command run again ends where
/// an undisturbed run ends. What is killed is a process of its own.
class CrashTest {
  /// How many processes are killed at random. Set another number with `-Dtellonce.kills=…`.
  private static final int KILLS = Integer.getInteger("tellonce.kills", 100);
  private static final int KILLS_A_DAY = 10;
  private static final long SEED = 20_260_608;

  private static final List<String> CLIENT_POINTS = List.of("org/tellonce/keys/AtomicFile#replace", "org/tellonce/keys/AtomicFile#publishFolder",
      "org/tellonce/agency/submission/Outbox#discard");
  private static final List<String> SERVER_POINTS = List.of("org/sqlite/jdbc3/JDBC3Connection#commit",
      "org/tellonce/server/database/Database#checkpoint");

  @TempDir
  private Path folder;
  private final TestPeople people = new TestPeople(4);
  private final List<TestRow> shared = people.persons(9);
  private TestCollaborative harbor;
  private Snapshot evening;
  private final Map<TestAgency, List<TestRow>> firstRosters = new HashMap<>();

  /// Three agencies before their first night.
  private void found(TestCollaborative.Place place) {
    harbor = TestCollaborative.in(folder.resolve("harbor"), TestClock.real(), place);
    harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    harbor.join("school", AgencyClass.SCHOOL, DisclosureProfile.P3);
    harbor.begin();
    for (TestAgency agency : harbor.agencies()) {
      agency.serves(people.persons(20));
      agency.serves(shared.subList(0, 4).stream().map(row -> row.in(people.word())).toList());
      firstRosters.put(agency, agency.rows());
    }
    harbor.server().stop();
    evening = Snapshot.of(harbor.folder(), "evening");
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  @Test
  void hundredKillsAtRandom_endWhereAnUndisturbedRunEnds() {
    found(TestCollaborative.Place.PROCESS);
    int days = Math.max(1, KILLS / KILLS_A_DAY);
    for (int day = 0; day < days; day++) {
      plan(day);
    }
    evening.restore();
    SortedSet<String> undisturbed = run(days, _ -> TestAgency::night);
    evening.restore();

    var random = new Random(SEED);
    var killed = new Kills();
    SortedSet<String> disturbed = run(days, day -> agency -> {
      int kills = KILLS_A_DAY / 3 + (agency.id().value().equals("school") ? KILLS_A_DAY % 3 : 0);
      for (int i = 0; i < kills; i++) {
        killed.one(agency, random);
      }
      agency.night();
    });

    assertThat(killed.clients + killed.servers).isEqualTo(days * KILLS_A_DAY);
    assertThat(killed.clients).isPositive();
    assertThat(killed.servers).isPositive();
    assertThat(killed.hit).as("nights that did not end by themselves before the kill").isGreaterThan(days * KILLS_A_DAY / 4);
    assertSame(disturbed, undisturbed, "after " + KILLS + " kills");
  }

  /// Kills a client or the server at a random moment of a night.
  private final class Kills {
    private int clients;
    private int servers;
    private int hit;
    private long clientMillis = 400;
    private long serverMillis = 250;

    private void one(TestAgency agency, Random random) {
      CountDownLatch begun = harbor.relay().nextByte();
      if (random.nextInt(3) < 2) {
        clients++;
        Program.Running night = agency.startNight(List.of());
        await(begun, night);
        long began = System.nanoTime();
        if (night.endsWithin(random.nextLong(clientMillis))) {
          clientMillis = Math.max(50, (clientMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)) / 2);
        } else {
          night.kill();
          hit++;
        }
      } else {
        servers++;
        var night = CompletableFuture.supplyAsync(() -> agency.run("nightly"));
        await(begun, null);
        boolean ended = isDoneWithin(night, random.nextLong(serverMillis));
        harbor.server().kill();
        if (ended) {
          assertThat(night.join().code()).as(night.join().all()).isZero();
        } else {
          TestAgency.Ran ran = night.join();
          assertThat(ran.code()).as(ran.all()).isIn(ExitCode.DONE.number(), ExitCode.NETWORK.number());
          hit += ran.code() == ExitCode.DONE.number() ? 0 : 1;
        }
        harbor.start();
      }
    }
  }

  private static void await(CountDownLatch begun, Program.Running night) {
    try {
      assertThat(begun.await(1, TimeUnit.MINUTES)).as(() -> "nothing came from the agency: " + (night == null ? "" : night.text())).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static boolean isDoneWithin(CompletableFuture<?> future, long millis) {
    try {
      future.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  // --- the days, the same for every run

  /// How one agency's night is run on a day.
  private interface Nights {
    void night(TestAgency agency);
  }

  private final List<Runnable> plans = new ArrayList<>();

  /// What happens in the agencies on a day: rows come, change, go, are screened; a record is withdrawn.
  private void plan(int day) {
    TestAgency childWelfare = harbor.agency("child_welfare");
    TestAgency justice = harbor.agency("juvenile_justice");
    TestAgency school = harbor.agency("school");
    TestRow fresh = people.person();
    TestRow known = people.person();
    String inWelfare = "CW-" + day;
    String inJustice = "JJ-" + day;
    String renamed = people.word();
    plans.add(() -> {
      String month = TestClock.real().today().minusMonths(1 + day % 6).toString();
      childWelfare.serves(known.in(inWelfare).screened("HTST", "short", month));
      justice.serves(known.in(inJustice));
      school.serves(fresh);
      school.changes(school.rows().get(day % 10).localId(), row -> row.with("family_name", renamed));
      justice.noLongerServes(justice.rows().get(1).localId());
      if (day % 3 == 1) {
        childWelfare.noLongerServes("CW-" + (day - 1));
      }
      if (day % 4 == 2) {
        withdraw(justice, "JJ-" + (day - 1), day % 8 == 2);
      }
    });
  }

  private static void withdraw(TestAgency agency, String localId, boolean everywhere) {
    TestAgency.Ran ran = everywhere ? agency.run("withdraw", localId, "--everywhere") : agency.run("withdraw", localId);
    assertThat(ran.code()).as(ran.all()).isZero();
  }

  private SortedSet<String> run(int days, java.util.function.IntFunction<Nights> nights) {
    harbor.agencies().forEach(agency -> agency.servesOnly(firstRosters.get(agency)));
    harbor.start();
    for (int day = 0; day < days; day++) {
      plans.get(day).run();
      for (TestAgency agency : harbor.agencies()) {
        nights.apply(day).night(agency);
      }
      TestAgency justice = harbor.agency("juvenile_justice");
      assertThat(justice.flagged()).contains("JJ-" + day);
      assertThat(justice.opens("JJ-" + day, "case " + day, "intake").code()).isZero();
    }
    SortedSet<String> state = harbor.checkInvariants().withoutFillers(fillers());
    harbor.server().stop();
    return state;
  }

  private Map<AgencyId, Set<RecordToken>> fillers() {
    Map<AgencyId, Set<RecordToken>> fillers = new HashMap<>();
    harbor.agencies().forEach(agency -> fillers.put(agency.id(), agency.allFillers()));
    return fillers;
  }

  /// Tells what differs, not two states of hundreds of lines.
  private static void assertSame(SortedSet<String> state, SortedSet<String> undisturbed, String when) {
    SortedSet<String> lost = new TreeSet<>(undisturbed);
    lost.removeAll(state);
    SortedSet<String> doubled = new TreeSet<>(state);
    doubled.removeAll(undisturbed);
    assertThat(lost).as("lost " + when).isEmpty();
    assertThat(doubled).as("too much " + when).isEmpty();
  }

  // --- every point at which something becomes durable

  @Test
  void everyDurablePointOfTheClientsNight_isASafePlaceToDie() throws Exception {
    found(TestCollaborative.Place.INSIDE);
    TestAgency agency = secondNight();
    var points = new CrashPoints(folder, CLIENT_POINTS);
    SortedSet<String> undisturbed = undisturbedSecondNight(agency);
    harbor.start();
    int passed = points.count(agent -> assertThat(agency.startNight(agent).await()).as(journal(agency)).isZero());
    harbor.server().stop();
    assertThat(passed).as("points of one night").isBetween(12, 80);

    for (int point = 1; point <= passed; point++) {
      evening.restore();
      harbor.start();
      assertThat(agency.startNight(points.crashAt(point)).await()).as("point " + point).isEqualTo(CrashPoints.KILLED);
      agency.night();
      assertSame(stateAtEnd(), undisturbed, "after a crash at point " + point + " of " + passed);
    }
  }

  @Test
  void everyCommitOfTheServersNight_isASafePlaceToDie() {
    found(TestCollaborative.Place.PROCESS);
    TestAgency agency = secondNight();
    var points = new CrashPoints(folder, SERVER_POINTS);
    SortedSet<String> undisturbed = undisturbedSecondNight(agency);
    int starting = points.count(agent -> {
      evening.restore();
      harbor.start(agent.toArray(String[]::new));
      harbor.server().stop();
    });
    int passed = points.count(agent -> {
      evening.restore();
      harbor.start(agent.toArray(String[]::new));
      agency.night();
      harbor.server().stop();
    });
    assertThat(passed - starting).as("points of one night").isBetween(4, 80);

    for (int point = 1; point <= passed; point++) {
      evening.restore();
      if (harbor.server().survivesStart(points.crashAt(point))) {
        agency.run("nightly");
        assertThat(harbor.server().stop()).as("point " + point).isEqualTo(CrashPoints.KILLED);
      }
      // What comes after the crash is not killed, and need not be a process.
      harbor.server().startInside();
      agency.night();
      assertSame(stateAtEnd(), undisturbed, "after a crash at point " + point + " of " + passed);
    }
  }

  /// Brings all agencies through a first night, and changes one roster for the second, with a withdrawal that the server has not heard of.
  private TestAgency secondNight() {
    TestAgency agency = harbor.agency("juvenile_justice");
    harbor.agency("child_welfare").serves(shared.get(5).in("CW-1").screened("HTST", "short", TestClock.real().today().minusMonths(1)));
    agency.serves(shared.get(5).in("JJ-1"), shared.get(6).in("JJ-2"));
    harbor.start();
    harbor.night();
    harbor.server().stop();
    agency.serves(people.person(), shared.get(7).in("JJ-3").screened("TVIT", "long", TestClock.real().today().minusMonths(2)));
    agency.noLongerServes(agency.rows().getFirst().localId());
    assertThat(agency.run("withdraw", "JJ-2").code()).isEqualTo(ExitCode.NETWORK.number());
    evening = Snapshot.of(harbor.folder(), "second-evening");
    return agency;
  }

  private SortedSet<String> undisturbedSecondNight(TestAgency agency) {
    harbor.start();
    agency.night();
    SortedSet<String> state = stateAtEnd();
    evening.restore();
    return state;
  }

  private SortedSet<String> stateAtEnd() {
    SortedSet<String> state = harbor.checkInvariants().withoutFillers(fillers());
    harbor.server().stop();
    return state;
  }

  private static String journal(TestAgency agency) {
    try {
      Path journal = agency.folder().resolve("journal.txt");
      return Files.exists(journal) ? Files.readString(journal) : "";
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // --- two at once

  @Test
  void secondClientOfOneAgency_endsWithAlreadyRunning_andTheFirstGoesOn() {
    found(TestCollaborative.Place.INSIDE);
    harbor.start();
    TestAgency agency = harbor.agency("school");
    harbor.relay().holdNext();
    CountDownLatch begun = harbor.relay().nextByte();
    Program.Running first = agency.startNight(List.of());
    await(begun, first);

    TestAgency.Ran second = agency.run("nightly");
    assertThat(second.code()).isEqualTo(ExitCode.ALREADY_RUNNING.number());
    assertThat(second.err()).contains("another run for this agency is at work");
    String withdrawn = agency.rows().getFirst().localId();
    TestAgency.Ran withdrawal = agency.run("withdraw", withdrawn);
    assertThat(withdrawal.code()).as(withdrawal.err()).isZero();
    assertThat(withdrawal.out()).contains("noted");
    assertThat(first.endsWithin(1)).isFalse();

    harbor.relay().release();
    assertThat(first.await()).as(first.text()).isZero();
    assertThat(harbor.server().state().tombstones(agency.id())).as("the first run tells what was asked for meanwhile").containsExactly(agency.token(
        withdrawn));
    agency.night();
    assertThat(harbor.server().state().live(agency.id())).containsExactlyInAnyOrderElementsOf(agency.ledger().live());
  }
}
