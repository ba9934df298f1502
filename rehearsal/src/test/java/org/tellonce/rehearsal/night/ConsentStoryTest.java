package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.RefusedLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.transport.Route;

/// What agreements and consents say happens, over real sockets: an agency that moves sees its new region's helpers, a paper ends at midnight, and whoever has no
/// paper stays at home. Written to be read by a privacy officer.
class ConsentStoryTest {
  @TempDir
  private Path folder;
  private final TestClock clock = TestClock.at("2026-06-08", "22:00");
  private final TestPeople people = new TestPeople(11);
  private final TestRow shared = people.person();
  private TestCollaborative harbor;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;

  @BeforeEach
  void oneYoungPersonAtTwoAgencies() {
    harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE);
    childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    childWelfare.serves(people.persons(5));
    juvenileJustice.serves(people.persons(5));
    childWelfare.serves(shared.in("CW-1").screened("HTST", "short", "2026-05-20"));
    juvenileJustice.serves(shared.in("JJ-1"));
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  @Test
  void agencyThatMoves_seesTheNavigatorOfItsNewRegion() {
    harbor.begin();
    harbor.night();
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").out()).contains("On-call advocate, 555-0191").doesNotContain("Northern navigator");

    harbor.amend(rules -> ChangedRules.withRegion(rules, "north", new ResponseCard(List.of("Call the northern advocate."), List.of(),
        "1-888-373-7888",
        "233733", List.of(new ResponseCard.Clock("the advocate has called back", 60)), Optional.of(new ResponseCard.Navigator("Northern navigator",
            "555-0444", "Mon-Fri 9-17")))));
    harbor.amend(juvenileJustice, member -> ChangedRules.in(member, "north"));

    String page = juvenileJustice.opens("JJ-1", "12", "intake").out().replaceAll("\\s+", " ");
    assertThat(page).contains("Northern navigator, 555-0444 (Mon-Fri 9-17)", "Call the northern advocate.",
        "within 60 minutes: the advocate has called back")
        .doesNotContain("On-call advocate");
  }

  @Test
  void paperThatEndsTonight_isWorthNothingAtFivePastMidnight_beforeAnyNightHasRun() {
    childWelfare.changes("CW-1", row -> row.with("legal_basis", "consent").with("consent_reference", "C-1").with("consent_until", "2026-06-08"));
    harbor.begin();
    harbor.night();
    clock.set("2026-06-08", "23:55");
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").out()).contains("Another agency may already have talked");

    clock.set("2026-06-09", "00:05");
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").out()).contains("No earlier conversation is on file");
    assertThat(juvenileJustice.flagged()).isEmpty();

    // And the next night of the agency takes the record out.
    assertThat(childWelfare.night().out()).contains("1 deleted at the server for want of consent");
    assertThat(harbor.server().state().live(childWelfare.id())).doesNotContain(childWelfare.token("CW-1"));
  }

  @Test
  void victimServices_sendOnlyWhomTheyHaveALeaveOf_andAForgedRequestIsRefusedLineByLine() {
    TestAgency provider = harbor.join("survivor_house", AgencyClass.VICTIM_SERVICE_PROVIDER, DisclosureProfile.P3);
    provider.serves(people.persons(3).stream().map(row -> row.with("consent_reference", "C-9").with("consent_until", "2027-06-01")).toList());
    provider.serves(shared.in("SH-1").screened("HTST", "long", "2026-06-01").with("consent_reference", "C-2").with("consent_until", "2027-06-01")
        .with("consent_signer", "youth").with("consent_checked", "yes"));
    TestRow unchecked = people.person().in("SH-2").screened("HTST", "long", "2026-06-01").with("consent_reference", "C-3").with("consent_until",
        "2027-06-01");
    provider.serves(unchecked);
    harbor.begin();

    // Its own program sends the one of whom somebody checked who signed, and says of the others why not.
    TestAgency.Ran night = provider.night();
    assertThat(night.err()).contains("4 rows without a written consent of which somebody checked who signed, to stay here");
    assertThat(harbor.server().state().live(provider.id())).contains(provider.token("SH-1")).doesNotContain(provider.token("SH-2"));

    // A program that asks nobody whether it may meets the same rule at the server.
    Receipt receipt = forged(provider, provider.encoded("SH-2"));
    assertThat(receipt.refused()).isEqualTo(1);
    assertThat(receipt.refusals()).extracting(RefusedLine::rule).containsExactly(
        "an agency of this class needs a consent for each screening of which somebody checked who signed");
    assertThat(harbor.server().state().live(provider.id())).doesNotContain(provider.token("SH-2"));
  }

  @Test
  void sealedRecord_isDeletedInTheNightThatBringsOthers_andIsNotTakenAgain() {
    harbor.begin();
    harbor.night();
    SubmittedRecord kept = childWelfare.encoded("CW-1");
    childWelfare.serves(people.person().in("CW-2"));
    childWelfare.changes("CW-1", row -> row.with("court_seal", "yes"));

    childWelfare.night();

    assertThat(harbor.server().state().live(childWelfare.id())).contains(childWelfare.token("CW-2")).doesNotContain(childWelfare.token("CW-1"));
    assertThat(juvenileJustice.flagged()).isEmpty();
    assertThat(forged(childWelfare, kept).refusals()).extracting(RefusedLine::rule).containsExactly(
        "this record was withdrawn and is not taken again");
    assertThat(harbor.server().state().live(childWelfare.id())).doesNotContain(childWelfare.token("CW-1"));
  }

  /// Sends one record by hand, with a good certificate and a good signature.
  private Receipt forged(TestAgency agency, SubmittedRecord record) {
    byte[] part = SubmissionPart.bytes(List.of(record));
    Rules rules = harbor.rules();
    Manifest manifest = new Manifest(agency.id(), Suite.NAME, rules.sizeClass(), 1, rules.number(), rules.tables(), 1, 0, List.of(new PartDigest(1,
        Digest
            .of(part))), false, LiveSet.of(List.of(record.token())), Optional.empty());
    try (ServerClient server = agency.byHand()) {
      server.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest.toBytes()).orStop("the manifest");
      server.call(Route.PART, Route.PART.path(manifest.id(), 1), part).orStop("the part");
      return server.call(Route.COMMIT, Route.COMMIT.path(manifest.id())).orStop("the commit", Receipt::parse);
    }
  }
}
