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
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.rehearsal.night.TestAgency.Ran;

/// The story that this product is for, from beginning to end, to be read by a privacy officer. Everything in it happens with the real programs.
class FirstStoryTest {
  @TempDir
  private Path folder;

  @Test
  void sheToldItInMarch_soInJuneSomebodyKnowsWhomToAskFirst() {
    // March. Katherine Marlowe is in the care of child welfare. A social worker asks her about safety and exploitation, with the short form of the HTST.
    TestClock clock = TestClock.at("2026-03-28", "17:30");
    try (TestCollaborative harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE)) {
      TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
      TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
      harbor.begin();
      TestPeople people = new TestPeople(1);
      childWelfare.serves(people.persons(20));
      juvenileJustice.serves(people.persons(20));
      TestRow katherine = TestRow.of("CW-1001").with("given_name", "Katherine").with("family_name", "Marlowe").with("date_of_birth", "2010-04-11")
          .with("sex", "F").with("address", "418 Bellweather St").with("city", "Harbor").with("state", "CA").with("zip", "90731")
          .with("phone", "(310) 555-0147").with("guardian_name", "Ruth Marlowe").with("school_id", "7730011223");
      childWelfare.serves(katherine.screened("HTST", "short", "2026-03-28"));

      // That night both agencies send what changed. Nobody has anything to ask anybody.
      harbor.night();
      assertThat(childWelfare.flagged()).isEmpty();
      assertThat(juvenileJustice.flagged()).isEmpty();

      // June. She arrives at the intake of juvenile justice, says that she is Kate, and the clerk writes day and month of her birth the wrong way round.
      clock.set("2026-06-08", "16:00");
      harbor.amend(childWelfare, member -> ChangedRules.verifiedOn(member, LocalDate.parse("2026-06-01")));
      juvenileJustice.serves(katherine.in("JJ-7").with("given_name", "Kate").with("date_of_birth", "2010-11-04"));
      harbor.night();

      // In the morning the intake worker sees "ask first" beside her row, and beside no other. Child welfare sees nothing new: it already knows what it did.
      clock.set("2026-06-09", "08:15");
      assertThat(juvenileJustice.flagged()).containsExactly("JJ-7");
      assertThat(childWelfare.flagged()).isEmpty();

      // She opens it for the case that she has before her, and says what for.
      Ran page = juvenileJustice.opens("JJ-7", "2026-0815", "intake");
      assertThat(page.code()).as(page.all()).isZero();
      String read = page.out().replaceAll("\\s+", " ");
      assertThat(read).contains("Case 2026-0815");
      assertThat(read).contains(
          "Another agency may already have talked with this young person about safety and exploitation (short form, March 2026).");
      assertThat(read).contains("This is not a finding and does not say what was said.");
      assertThat(read).contains("Before asking again, call child welfare: Intake desk of child_welfare, 555-0101");
      assertThat(read).contains("If you are worried about safety today, follow your protocol now.");
      assertThat(read).contains("Covers sex and labor trafficking");

      // An earlier conversation never means "skip": the reasons to ask all the same, and what to do today, stand beside it.
      assertThat(read).contains("Ask all the same if one of these holds (* it does, by what is on file): - There is a new sign of exploitation.");
      assertThat(read).contains("The young person asks for it.", "Call the on-call advocate.", "1-888-373-7888", "90 minutes");

      // It does not say which day, how it went, who asked, or under which name she was known there.
      assertThat(read).doesNotContain("2026-03-28", "28 March", "completed", "Katherine", "Marlowe", "CW-1001", "2010-04-11");
      assertThat(read.toLowerCase(java.util.Locale.ROOT)).doesNotContain("score", "outcome", "positive", "negative", "victim", "suspect");

      // The opening is on record as the disclosure that it is.
      assertThat(harbor.server().state().openings()).singleElement().satisfies(logged -> assertThat(((OpeningEvent) logged.event()).record())
          .isEqualTo(RecordName.of(logged.salt(), juvenileJustice.id(), juvenileJustice.token("JJ-7"))));

      // She calls child welfare, and need not ask again. That is put down under the number of the answer.
      assertThat(done(juvenileJustice, answer(page), "reached", "confirmed", "not-repeated")).contains("The contact was reached.");

      // Child welfare learns in its weekly notice that it was shown, from the Monday after: not on which day, not who asked, for nobody asked her whether that may be told.
      assertThat(childWelfare.run("notices").out()).contains("No new notices");
      clock.set("2026-06-15", "08:00");
      String told = childWelfare.run("notices").out().replaceAll("\\s+", " ");
      assertThat(told).contains("CW-1001: in the week of 2026-06-08").doesNotContain("juvenile", "2026-06-09", "JJ-7");
    }
  }

  @Test
  void theyAskedHerAboutOneThingOnly_soWhoSeesASignOfTheOtherAsksAllTheSame() {
    TestClock clock = TestClock.at("2026-05-12", "17:30");
    try (TestCollaborative harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE)) {
      TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
      TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
      harbor.begin();
      TestPeople people = new TestPeople(3);
      childWelfare.serves(people.persons(20));
      juvenileJustice.serves(people.persons(20));

      // In May a social worker fills in a CSE-IT about Luis from what is known of him: it covers sex trafficking only. In June he works at night for a debt.
      TestRow luis = TestRow.of("CW-2002").with("given_name", "Luis").with("family_name", "Quintanilla").with("date_of_birth", "2009-08-21")
          .with("address", "77 Dockside Ave").with("zip", "90731").with("phone", "(310) 555-0161").with("guardian_name", "Ana Quintanilla");
      childWelfare.serves(luis.screened("CSE-IT", "v2.0", "2026-05-12"));
      juvenileJustice.serves(luis.in("JJ-8"));
      harbor.night();
      clock.set("2026-05-20", "09:00");

      // The page says so, and marks it as a reason to ask all the same.
      Ran page = juvenileJustice.opens("JJ-8", "2026-0901", "intake");
      assertThat(page.code()).as(page.all()).isZero();
      assertThat(page.out().replaceAll("\\s+", " ")).contains("Covers sex trafficking, not labor trafficking",
          "* The earlier instrument does not cover sex or does not cover labor trafficking.");

      // The worker asks, and says why: no question was spared him, and none is counted as spared.
      Ran asked = juvenileJustice.run("disposition", "--answer", answer(page), "--user", TestAgency.USER, "--contact", "reached", "--identity",
          "confirmed", "--screening", "repeated", "--reason", "coverage");
      assertThat(asked.code()).as(asked.all()).isZero();
      Ran spared = juvenileJustice.run("disposition", "--answer", answer(page), "--user", TestAgency.USER, "--contact", "reached", "--identity",
          "confirmed", "--screening", "not-repeated", "--reason", "coverage");
      assertThat(spared.code()).as("what was not repeated has no reason to repeat it").isNotZero();
    }
  }

  private static String done(TestAgency agency, String answer, String contact, String identity, String screening) {
    Ran ran = agency.run("disposition", "--answer", answer, "--user", TestAgency.USER, "--contact", contact, "--identity", identity, "--screening",
        screening);
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran.out().replaceAll("\\s+", " ");
  }

  private static String answer(Ran page) {
    Matcher found = Pattern.compile("Answer ([0-9a-f]{32}):").matcher(page.out());
    assertThat(found.find()).as(page.all()).isTrue();
    return found.group(1);
  }
}
