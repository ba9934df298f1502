package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.rehearsal.night.TestAgency.Ran;

/// A young person arrives who stands in no roster yet. Everything in it happens with the real programs.
class LookUpStoryTest {
  private static final Pattern ANSWER = Pattern.compile("Answer ([0-9a-f]{32}):");

  @TempDir
  private Path folder;

  private static Ran lookUp(TestAgency agency, String details, String... more) {
    String[] all = {"--case", "2026-0815", "--purpose", "intake", "--user", TestAgency.USER};
    return agency.types(details, "lookup", java.util.stream.Stream.concat(java.util.Arrays.stream(all), java.util.Arrays.stream(more)).toArray(
        String[]::new));
  }

  private static String answer(Ran page) {
    Matcher found = ANSWER.matcher(page.out());
    assertThat(found.find()).as(page.all()).isTrue();
    return found.group(1);
  }

  private static String did(Ran ran) {
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran.out().replaceAll("\\s+", " ");
  }

  @Test
  void sheArrivesAtNight_isLookedUpUnderTwoNames_andNobodyLearnsWhatSheSaid() {
    TestClock clock = TestClock.at("2026-03-12", "17:30");
    try (TestCollaborative harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE)) {
      TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
      TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
      harbor.begin();
      TestPeople people = new TestPeople(1);
      childWelfare.serves(people.persons(20));
      juvenileJustice.serves(people.persons(20));
      TestRow katherine = TestRow.of("CW-1001").with("given_name", "Katherine").with("family_name", "Marlowe").with("date_of_birth", "2010-04-11")
          .with("address", "418 Bellweather St").with("zip", "90731").with("phone", "(310) 624-0147").with("guardian_name", "Ruth Marlowe");
      childWelfare.serves(katherine.screened("HTST", "short", "2026-03-12"));
      harbor.night();

      // The next evening she stands at the intake of juvenile justice, says that they call her Star, and gives day and month the wrong way round.
      clock.set("2026-03-13", "21:00");
      String details = "given_name: Star\ngiven_name: Katherine\nsurname: Marlowe\nsurname: Bell\ndate_of_birth: 2010-11-04\nphone: 310 624 0147\n";
      Ran page = lookUp(juvenileJustice, details, "--name-us");
      assertThat(did(page)).contains("Case 2026-0815", "Another agency may already have talked with this young person", "(short form, March 2026)",
          "555-0101").doesNotContain("Katherine", "Star", "Marlowe", "CW-1001");
      String shown = answer(page);

      // What was done is put down; what was said is not.
      assertThat(did(juvenileJustice.run("disposition", "--answer", shown, "--user", TestAgency.USER, "--contact", "reached", "--identity",
          "confirmed",
          "--screening", "not-repeated"))).contains("The contact was reached.");

      // Somebody else of that day has nothing on file, and one that is not enough is not even asked about.
      assertThat(did(lookUp(juvenileJustice, "given_name: Zorablix\nsurname: Umbergast\ndate_of_birth: 2009-05-06\n"))).contains(
          "No earlier conversation is on file.");
      Ran little = lookUp(juvenileJustice, "phone: 310 624 0147\n");
      assertThat(little.code()).isEqualTo(3);
      assertThat(little.err()).contains("A phone number alone is not enough.");

      // Shielded by child welfare, she looks like nobody; lifted, she is found.
      did(childWelfare.run("shield", "CW-1001", "--reason", "safety", "--user", TestAgency.USER));
      assertThat(did(lookUp(juvenileJustice, details))).contains("No earlier conversation is on file.");
      did(childWelfare.run("shield", "CW-1001", "--reason", "safety", "--user", TestAgency.USER, "--state", "ended"));
      String again = answer(lookUp(juvenileJustice, details));

      // On Monday week child welfare reads that she was shown, and who asked, for she allowed it; and that somebody said it was another person.
      did(juvenileJustice.run("correct", "--answer", again, "--user", TestAgency.USER));
      clock.set("2026-03-17", "08:00");
      harbor.amend(childWelfare, member -> ChangedRules.verifiedOn(member, LocalDate.parse("2026-03-16")));
      String told = did(childWelfare.run("notices"));
      assertThat(told).contains("CW-1001: in the week of 2026-03-09 juvenile justice was shown",
          "CW-1001: a screening of this record was shown for another young person");
      assertThat(did(childWelfare.run("notices"))).contains("No new notices");

      // She asks who looked.
      assertThat(did(childWelfare.run("report", "CW-1001"))).contains("1. March 13, 2026: juvenile justice",
          "They looked you up by name. Why: before asking at intake.",
          "another agency", "The privacy officer knows.", "You can take this back at any time.").doesNotContain("Katherine");

      // The night of either agency finds in the log what it did, and nothing else.
      harbor.night();
    }
  }
}
