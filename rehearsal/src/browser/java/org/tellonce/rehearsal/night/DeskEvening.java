package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Member;

/// Harbor County before a working day: child welfare has talked with Katherine, Luis and Marisol. Luis and Marisol stand in juvenile justice's roster too and are on
/// its list; Katherine has not arrived yet. One caseworker of each agency may sign in at its desk.
///
/// @param secrets what each agency's caseworker has on the phone, by agency
record DeskEvening(Evening evening, Map<String, String> secrets) {
  static final String CHILD_WELFARE = "child_welfare";
  static final String JUVENILE_JUSTICE = "juvenile_justice";
  static final String WORKER = "worker-7";
  static final String PASSWORD = "seven quiet harbors";

  static DeskEvening in(Path folder) {
    TestClock clock = TestClock.at("2026-06-03", "21:30");
    TestCollaborative harbor = TestCollaborative.in(folder, clock, TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join(CHILD_WELFARE, AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join(JUVENILE_JUSTICE, AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    var secrets = Map.of(CHILD_WELFARE, enrolled(childWelfare), JUVENILE_JUSTICE, enrolled(juvenileJustice));
    harbor.begin();
    harbor.amend(rules -> ChangedRules.withMembers(rules, rules.members().stream().map(member -> called(member, member.agency().equals(childWelfare
        .id()) ? "Harbor Child Welfare" : "Harbor Juvenile Justice")).toList()));
    TestPeople people = new TestPeople(1);
    childWelfare.serves(people.persons(20));
    juvenileJustice.serves(people.persons(20));
    TestRow luis = TestRow.of("CW-0988").with("given_name", "Luis").with("family_name", "Quintanilla").with("date_of_birth", "2009-08-21")
        .with("address", "77 Dockside Ave").with("zip", "90731").with("phone", "(310) 555-0161").with("guardian_name", "Ana Quintanilla");
    TestRow marisol = TestRow.of("CW-1014").with("given_name", "Marisol").with("family_name", "Vandermeer").with("date_of_birth", "2010-01-30")
        .with("address", "9 Lantern Row").with("zip", "90744").with("phone", "(310) 555-0178").with("guardian_name", "Iris Vandermeer");
    TestRow katherine = TestRow.of("CW-1001").with("given_name", "Katherine").with("family_name", "Marlowe").with("date_of_birth", "2010-04-11")
        .with("address", "418 Bellweather St").with("zip", "90731").with("phone", "(310) 624-0147").with("guardian_name", "Ruth Marlowe");
    childWelfare.serves(luis.screened("CSE-IT", "v2.0", "2026-05-12"), marisol.screened("TVIT", "long", "2026-04-20"), katherine.screened("HTST",
        "short", "2026-03-28"));
    juvenileJustice.serves(luis.in("JJ-2098"));
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-2098");
    clock.set("2026-06-08", "21:30");
    harbor.restart();
    juvenileJustice.serves(marisol.in("JJ-2107"));
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactlyInAnyOrder("JJ-2098", "JJ-2107");
    clock.set("2026-06-09", "08:15");
    return new DeskEvening(Evening.of(harbor), secrets);
  }

  private static Member called(Member member, String name) {
    Contact contact = member.contact();
    Map<Contact.Topic, Contact> contacts = Map.of(Contact.Topic.SCREENING, new Contact("Intake desk", contact.phone(), contact.hours(), contact
        .backup(), contact.verifiedOn()));
    return new Member(member.agency(), name, member.type(), member.profile(), member.region(), member.agreement(), contacts, member.showStatus(),
        member.card());
  }

  /// Puts a caseworker into the agency's directory and gives them an account at its desk.
  ///
  /// @return the secret of their phone
  private static String enrolled(TestAgency agency) {
    TestAgency.Ran added = agency.run("users", "add", WORKER, "--role", "caseworker", "--trained-until", "2099-12-31");
    assertThat(added.code()).as(added.all()).isZero();
    return agency.enrolsAtDesk(WORKER, PASSWORD);
  }
}
