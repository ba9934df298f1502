package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.audit.Finding;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.audit.LogInTest;

/// A server in wrong hands, with all its keys: whatever it does to its log, the next night of an agency finds it.
class LogTamperTest {
  private static final String YESTERDAY = "yesterday";
  private static Evening evening;

  @TempDir
  private Path folder;
  private TestCollaborative harbor;
  private TestClock clock;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;
  private TestAgency clinic;
  private LogInTest log;
  private Snapshot yesterday;

  @BeforeAll
  static void aNightAndAnOpening(@TempDir Path folder) {
    var people = new TestPeople(8);
    TestRow shared = people.person();
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-06-08", "22:05"), TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    TestAgency clinic = harbor.join("clinic", AgencyClass.MENTAL_HEALTH_SUBSTANCE_USE, DisclosureProfile.P2);
    childWelfare.serves(shared.in("CW-1").screened("HTST", "short", "2026-05-20"));
    juvenileJustice.serves(shared.in("JJ-1"));
    clinic.serves(people.persons(3));
    harbor.begin();
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").code()).isZero();
    harbor.server().stop();
    Snapshot.of(harbor.serverFolder(), YESTERDAY);
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void anotherNight() {
    harbor = evening.copy(folder);
    clock = harbor.clock();
    childWelfare = harbor.agency("child_welfare");
    juvenileJustice = harbor.agency("juvenile_justice");
    clinic = harbor.agency("clinic");
    log = new LogInTest(harbor.serverFolder());
    yesterday = Snapshot.taken(harbor.serverFolder(), YESTERDAY);
    clock.set("2026-06-09", "22:05");
    harbor.start();
    harbor.night();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  // --- honest

  @Test
  void honestLog_isCosignedByAll_andEveryCopyIsSound() {
    clock.set("2026-06-10", "22:05");
    harbor.restart();
    harbor.night();

    assertThat(log.cosignatures()).isEqualTo(3);
    assertThat(log.events()).extracting(logged -> logged.event().kind()).contains(EventKind.RULES, EventKind.CARD, EventKind.CERTIFICATE,
        EventKind.EPOCH, EventKind.SUBMISSION, EventKind.OPENING, EventKind.MATCHES);
    for (TestAgency agency : harbor.agencies()) {
      TestAgency.Ran ran = agency.verifies();
      assertThat(ran.code()).as(ran.all()).isZero();
      assertThat(ran.out()).contains(log.covered() + " leaves");
      assertThat(incidents(agency)).isEmpty();
    }
  }

  // --- tampered with

  @Test
  void editedPayload_isFoundByWhomItConcerns() {
    LoggedEvent logged = opening();
    log.edit(logged.index(), edited((OpeningEvent) logged.event()));
    clock.set("2026-06-10", "06:00");

    assertFound(juvenileJustice, Finding.Kind.ALTERED, "leaf " + logged.index());
    childWelfare.night();
    assertFound(juvenileJustice, Finding.Kind.ALTERED, "leaf " + logged.index());
  }

  @Test
  void removedLeaf_isFoundByAll_alsoOnceTheLogHasGrownAgain() {
    long size = log.covered();
    rewrite(events -> events.removeIf(event -> event.event().kind() == EventKind.OPENING || event.index() >= size));
    assertThat(log.covered()).isLessThan(size);
    assertFound(clinic, Finding.Kind.ROLLED_BACK, "it has " + (size - 1) + " leaves, and had " + size);

    harbor.restart();
    assertThat(log.covered()).isGreaterThanOrEqualTo(size);
    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, Finding.Kind.FORKED, "leaves");
    }
    assertThat(log.cosignatures()).isZero();
  }

  @Test
  void forkedTree_signedAnewWithTheLogsKey_isFoundByAll() {
    long size = log.covered();
    rewrite(events -> {
      LoggedEvent old = opening();
      events.set(Math.toIntExact(old.index()), new LoggedEvent(old.index(), old.salt(), edited((OpeningEvent) old.event())));
    });
    assertThat(log.covered()).isGreaterThan(size);

    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, Finding.Kind.FORKED, "between " + size + " and ");
      assertAuditFinds(agency, "the log was forked");
    }
    assertThat(log.cosignatures()).isZero();
  }

  @Test
  void databaseOfYesterday_isFoundAsRolledBack() {
    clock.set("2026-06-10", "22:05");
    harbor.restart();
    harbor.night();
    long size = log.covered();
    putBackYesterday();

    harbor.agencies().forEach(agency -> assertAuditFinds(agency, "it was rolled back"));
    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, Finding.Kind.ROLLED_BACK, "leaves, and had " + size);
    }
  }

  @Test
  void databaseOfYesterday_whoseLossNobodyHadCosigned_isFoundByTheCallsThatAreMissing() {
    long size = log.covered();
    putBackYesterday();
    assertThat(log.covered()).isEqualTo(size);

    for (TestAgency agency : harbor.agencies()) {
      assertFound(agency, Finding.Kind.MISSING, "commit of 2026-06-10");
    }
  }

  private void putBackYesterday() {
    harbor.server().stop();
    yesterday.restore();
    clock.set("2026-06-11", "22:05");
    harbor.start();
  }

  @Test
  void certificateIssuedInSecret_andUsedOnce_isFoundByItsAgency() throws IOException {
    Path stolen = folder.resolve("thief").resolve("child_welfare");
    Files.createDirectories(stolen.getParent());
    try (Stream<Path> files = Files.walk(childWelfare.folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, stolen.resolve(childWelfare.folder().relativize(file).toString()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.delete(stolen.resolve("agency.pem"));
    harbor.issueWithCard(stolen);
    var thief = new TestAgency(childWelfare.id(), childWelfare.type(), childWelfare.profile(), stolen, clock, TestCollaborative.RANDOM);
    try (ServerClient server = thief.byHand()) {
      server.call(Route.CHECKPOINT, Route.CHECKPOINT.path()).orStop("the log");
    }
    clock.set("2026-06-10", "22:05");
    harbor.restart();

    clinic.night();
    assertFound(childWelfare, Finding.Kind.UNKNOWN_CERTIFICATE, "certificate of ");
    assertThat(clinic.verifies().code()).as("whose certificate it is not").isZero();
  }

  // --- means

  private LoggedEvent opening() {
    return log.events().stream().filter(event -> event.event().kind() == EventKind.OPENING).findFirst().orElseThrow();
  }

  private static OpeningEvent edited(OpeningEvent event) {
    OpeningRequest asked = event.opening();
    var other = new OpeningRequest(asked.caseCommitment(), Purpose.RETURN_FROM_MISSING, LegalBasis.CONSENT, asked.user(), asked.nameUs());
    return new OpeningEvent(event.at(), event.agency(), event.answer(), event.record(), other, Optional.empty(), event.request());
  }

  private void rewrite(Consumer<List<LoggedEvent>> change) {
    harbor.server().stop();
    log.rewrite(events -> {
      List<LoggedEvent> changed = new ArrayList<>(events);
      change.accept(changed);
      return changed;
    });
    clock.set("2026-06-10", "22:05");
    harbor.start();
  }

  /// The night ends with 8 and an incident file; what was submitted is there all the same.
  private void assertFound(TestAgency agency, Finding.Kind kind, String where) {
    int before = incidents(agency).size();
    TestAgency.Ran ran = agency.run("nightly");
    assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    assertThat(ran.err()).contains(kind.wording(), where);
    assertThat(ran.out()).contains("nightly: " + agency.id());
    assertThat(harbor.server().state().live(agency.id())).containsExactlyInAnyOrderElementsOf(agency.ledger().live());
    assertThat(incidents(agency)).as("a file for each second").hasSizeBetween(Math.max(1, before), before + 1);
    TestAgency.Ran verified = agency.verifies();
    assertThat(verified.code()).as(verified.all()).isEqualTo(ExitCode.LOG_CONTRADICTS.number());
    assertThat(verified.out()).as("what was cosigned is sound, and the incident stands open").contains("incident-", "none has cosigned it");
  }

  /// The server's own files, beside what a witness cosigned.
  private void assertAuditFinds(TestAgency witness, String words) {
    Path checkpoint = witness.folder().resolve("state/log/checkpoint");
    assertThat(harbor.serverEnds("audit", "verify", "--dir", harbor.serverFolder())).as("by itself it is sound").isZero();
    assertThat(harbor.serverSays("audit", "verify", "--dir", harbor.serverFolder(), "--checkpoint", checkpoint)).contains(checkpoint.toString(),
        words);
  }

  private static List<Path> incidents(TestAgency agency) {
    try (Stream<Path> files = Files.list(agency.folder().resolve("state/log"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("incident-")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
