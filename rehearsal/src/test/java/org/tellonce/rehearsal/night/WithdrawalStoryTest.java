package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.rehearsal.night.TestAgency.Ran;

/// A young person takes it back, everywhere. Written to be read by a privacy officer; everything in it happens with the real programs.
///
/// That a backup of the server cannot bring the record back stands in `NightsTest`, withdrawnEverywhere_staysWithdrawnEverywhere_afterARestoredBackup.
class WithdrawalStoryTest {
  private static final String KATHERINE = "given_name: Katherine\nsurname: Marlowe\ndate_of_birth: 2010-04-11\nphone: 310 624 0147\n";
  private static Evening evening;

  @TempDir
  private Path folder;
  private TestCollaborative harbor;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;
  private TestAgency school;

  /// Child welfare has screened Katherine Marlowe. Juvenile justice serves her too, and opened what its list of the morning pointed to.
  @BeforeAll
  static void sheWasScreenedAndSomebodyLooked(@TempDir Path folder) {
    TestClock clock = TestClock.at("2026-06-08", "22:00");
    TestCollaborative harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    TestAgency school = harbor.join("school", AgencyClass.SCHOOL, DisclosureProfile.P3);
    TestPeople people = new TestPeople(12);
    harbor.agencies().forEach(agency -> agency.serves(people.persons(10)));
    TestRow katherine = TestRow.of("CW-1001").with("given_name", "Katherine").with("family_name", "Marlowe").with("date_of_birth", "2010-04-11")
        .with("address", "418 Bellweather St").with("zip", "90731").with("phone", "(310) 624-0147").with("guardian_name", "Ruth Marlowe");
    childWelfare.serves(katherine.screened("HTST", "short", "2026-05-20"));
    juvenileJustice.serves(katherine.in("JJ-7"));
    harbor.begin();
    harbor.night();
    clock.set("2026-06-09", "08:15");
    assertThat(did(juvenileJustice.opens("JJ-7", "2026-0815", "intake"))).contains("Another agency may already have talked");
    assertThat(did(lookUp(school))).contains("Another agency may already have talked");
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void fromThatMorningOn() {
    harbor = evening.copy(folder);
    childWelfare = harbor.agency("child_welfare");
    juvenileJustice = harbor.agency("juvenile_justice");
    school = harbor.agency("school");
    harbor.start();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  private static Ran lookUp(TestAgency agency) {
    return agency.types(KATHERINE, "lookup", "--case", "2026-0900", "--purpose", "intake", "--user", TestAgency.USER, "--name-us");
  }

  private static String did(Ran ran) {
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran.out().replaceAll("\\s+", " ");
  }

  private static List<DeletionCertificate> certificates(TestAgency agency) {
    try (Stream<Path> files = Files.list(agency.folder().resolve("state/deletions"))) {
      return files.map(WithdrawalStoryTest::certificate).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page).replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeletionCertificate certificate(Path file) {
    try {
      return DeletionCertificate.parse(Files.readAllBytes(file)).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sheTakesItBackEverywhere_soNobodyIsToldAnyMore_andSheHoldsTheProof() {
    // Before: her report names the school, for she allowed it, and one other, which is not named.
    String before = did(childWelfare.run("report", "CW-1001"));
    assertThat(before).contains("1. June 9, 2026: another agency", "2. June 9, 2026: school", "You can take this back at any time.");

    // She says stop, for all agencies. The same list is printed for her once more, because afterwards nobody can make it.
    Path page = folder.resolve("for-her.txt");
    String said = did(childWelfare.run("withdraw", "CW-1001", "--everywhere", "--certificate", page.toString()));
    assertThat(said).contains("1. June 9, 2026: another agency", "2. June 9, 2026: school",
        "The server has deleted it, and what other agencies held that was linked to it.");

    // From this moment on a look-up says what it says of somebody who was never there, and the row at juvenile justice says nothing any more.
    assertThat(did(lookUp(school))).contains("No earlier conversation is on file.").doesNotContain("Another agency may already have talked");
    assertThat(juvenileJustice.flagged()).isEmpty();
    assertThat(harbor.server().state().live(childWelfare.id())).doesNotContain(childWelfare.token("CW-1001"));
    assertThat(harbor.server().state().live(juvenileJustice.id())).doesNotContain(juvenileJustice.token("JJ-7"));

    // What she takes along proves it: the key of the log signed it, which two custodians have put into the rules.
    DeletionCertificate proof = certificates(childWelfare).getFirst();
    assertThat(certificates(childWelfare)).hasSize(1);
    assertThat(proof.isOf(harbor.rules().log())).isTrue();
    assertThat(proof.deletion().agency()).isEqualTo(childWelfare.id());
    assertThat(proof.deletion().scope()).isEqualTo(Withdrawal.Scope.ALL_LINKED);
    assertThat(proof.deletion().tokens()).containsExactly(childWelfare.token("CW-1001"));
    assertThat(proof.deletion().on()).isEqualTo("2026-06-09");

    // In words, without her name, her row or her birthday.
    assertThat(read(page)).contains("On June 9, 2026 the server of Harbor County deleted all that it held from child welfare",
        "You asked for this at all agencies.", String.join(" ", proof.fingerprint().words()), "Harbor County coordinator, 555-0190")
        .doesNotContain("Katherine", "Marlowe", "CW-1001", "2010-04");

    // Her report cannot tell any more who looked before, and says whom to ask.
    assertThat(did(childWelfare.run("report", "CW-1001"))).contains("You have taken this back", "The privacy officer knows.").doesNotContain(
        "June 9, 2026: school");

    // The nights of all three find in the log what they did, and send her to nobody.
    harbor.night();
    assertThat(did(lookUp(school))).contains("No earlier conversation is on file.");
    assertThat(juvenileJustice.flagged()).isEmpty();
  }

  @Test
  void sheTakesItBackWhileTheServerIsDown_soTheNightTells_andThePageIsPrintedTheNextDay() {
    harbor.server().stop();
    Ran noted = childWelfare.run("withdraw", "CW-1001", "--everywhere");
    assertThat(noted.err()).contains("kept here and told first thing in the next night");
    assertThat(childWelfare.folder().resolve("state/deletions")).doesNotExist();

    harbor.clock().set("2026-06-09", "22:00");
    harbor.start();
    harbor.night();

    String page = did(childWelfare.run("withdraw", "CW-1001"));
    assertThat(page).contains("was withdrawn before; nothing more to do", "On June 9, 2026 the server of Harbor County deleted", String.join(" ",
        certificates(childWelfare).getFirst().fingerprint().words()));
    assertThat(did(lookUp(school))).contains("No earlier conversation is on file.");
  }
}
