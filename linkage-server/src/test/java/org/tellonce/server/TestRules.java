package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.keys.XWing;

/// Rules of a collaborative that nobody signed: three agencies that serve each other, and others by class.
public final class TestRules {
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  public static final AgencyId CHILD_WELFARE = new AgencyId("child_welfare");
  public static final AgencyId PROBATION = new AgencyId("probation");
  public static final AgencyId SCHOOL = new AgencyId("school");
  public static final AgencyId SHELTER = new AgencyId("shelter");
  public static final AgencyId POLICE = new AgencyId("police");
  public static final AgencyId CLINIC = new AgencyId("clinic");

  private TestRules() {}

  /// The rules.
  public static Rules rules() {
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    List<Member> members = List.of(member(CHILD_WELFARE, AgencyClass.CHILD_WELFARE, DisclosureProfile.P3),
        member(PROBATION, AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3), member(SCHOOL, AgencyClass.SCHOOL, DisclosureProfile.P3),
        member(SHELTER, AgencyClass.RUNAWAY_HOMELESS_YOUTH, DisclosureProfile.P2),
        member(POLICE, AgencyClass.LAW_ENFORCEMENT_LOCAL, DisclosureProfile.P2),
        member(CLINIC, AgencyClass.MENTAL_HEALTH_SUBSTANCE_USE, DisclosureProfile.P2));
    return new Rules(3, "Harbor County", ZoneId.of("America/Los_Angeles"), List.of(), List.of(), Suite.NAME, SizeClass.UP_TO_50_000, tables,
        Digest.of(new byte[0]), List.of(new EpochTerm(1, TODAY.minusMonths(6), TODAY.plusMonths(6))), Limits.DEFAULT, 90,
        new Coordinator("Coordinator", "555-0190", "Mon-Fri 8-17"), List.of(new Custodian("a", "k"), new Custodian("b", "l")), "PEM",
        TestSignedRules.LOG, members,
        new TreeMap<>(Map.of("harbor", new ResponseCard(List.of("Call"), List.of(), "1-888-373-7888", "233733", List.of(), Optional.empty()))));
  }

  /// The rules with another form of one member.
  public static Rules with(Rules rules, AgencyId agency, UnaryOperator<Member> change) {
    return with(rules, rules.members().stream().map(member -> member.agency().equals(agency) ? change.apply(member) : member).toList());
  }

  /// The rules without a member.
  public static Rules without(Rules rules, AgencyId agency) {
    List<Member> members = new ArrayList<>(rules.members());
    members.removeIf(member -> member.agency().equals(agency));
    return with(rules, members);
  }

  /// Whose agreement ended yesterday.
  public static Member ended(Member m) {
    var agreement = new Agreement(m.agreement().kind(), List.of("Harbor County Task Force"), List.of(Purpose.values()), List.of(LegalBasis.values()),
        m.agreement().starts(), TODAY.minusDays(1), Optional.empty());
    return new Member(m.agency(), m.name(), m.type(), m.profile(), m.region(), agreement, m.contacts(), m.showStatus(), m.card());
  }

  /// Whose agreement names only these purposes and legal bases.
  public static Member narrow(Member m, List<Purpose> purposes, List<LegalBasis> bases) {
    var agreement = new Agreement(m.agreement().kind(), m.agreement().parties(), purposes, bases, m.agreement().starts(), m.agreement().ends(),
        Optional
            .empty());
    return new Member(m.agency(), m.name(), m.type(), m.profile(), m.region(), agreement, m.contacts(), m.showStatus(), m.card());
  }

  /// Whose contact nobody has called for too long.
  public static Member stale(Member m) {
    Contact c = m.contact();
    var contact = new Contact(c.office(), c.phone(), c.hours(), c.backup(), TODAY.minusDays(91));
    return new Member(m.agency(), m.name(), m.type(), m.profile(), m.region(), m.agreement(), Map.of(Contact.Topic.SCREENING, contact), m
        .showStatus(), m.card());
  }

  /// With another profile.
  public static Member at(Member m, DisclosureProfile profile) {
    return new Member(m.agency(), m.name(), m.type(), profile, m.region(), m.agreement(), m.contacts(), m.showStatus(), m.card());
  }

  /// A member that is something else.
  public static Member of(Member m, AgencyClass type) {
    return new Member(m.agency(), m.name(), type, m.profile(), m.region(), m.agreement(), m.contacts(), m.showStatus(), m.card());
  }

  /// The rules with other epochs.
  public static Rules withEpochs(Rules r, EpochTerm... epochs) {
    return new Rules(r.number(), r.collaborative(), r.timeZone(), r.workingDays(), r.holidays(), r.suite(), r.sizeClass(), r.tables(), r.parameters(),
        List.of(epochs), r.limits(), r.contactDays(), r.coordinator(), r.custodians(), r.authority(), r.log(), r.members(), r.responseCards());
  }

  private static Rules with(Rules r, List<Member> members) {
    return new Rules(r.number(), r.collaborative(), r.timeZone(), r.workingDays(), r.holidays(), r.suite(), r.sizeClass(), r.tables(), r.parameters(),
        r.epochs(), r.limits(), r.contactDays(), r.coordinator(), r.custodians(), r.authority(), r.log(), members, r.responseCards());
  }

  private static Member member(AgencyId agency, AgencyClass type, DisclosureProfile profile) {
    return new Member(agency, "The " + agency, type, profile, "harbor", new Agreement(Agreement.Kind.MOU, List.of("Harbor County Task Force"), List
        .of(Purpose.values()), List.of(LegalBasis.values()), TODAY.minusYears(1), TODAY.plusYears(1), Optional.empty()), Map.of(
            Contact.Topic.SCREENING, new Contact("Intake desk", "555-0100", "Mon-Fri 8-17", "night line, 555-0111", TODAY.minusDays(30))), true, card(
                agency, spki(agency)));
  }

  /// A card with this TLS key, and others in which nobody has a part.
  public static AgencyCard card(AgencyId agency, byte[] spki) {
    byte[] digest = Digest.of(agency.value().getBytes(UTF_8)).toBytes();
    byte[] wrapKey = new byte[XWing.PUBLIC_KEY_BYTES];
    System.arraycopy(digest, 0, wrapKey, wrapKey.length - digest.length, digest.length);
    return AgencyCard.of(agency, spki, wrapKey, digest);
  }

  /// The form of a P-256 key, whose point is none.
  private static byte[] spki(AgencyId agency) {
    byte[] prefix = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    byte[] spki = Arrays.copyOf(prefix, prefix.length + 64);
    System.arraycopy(Digest.of(agency.value().getBytes(UTF_8)).toBytes(), 0, spki, prefix.length, Digest.BYTES);
    return spki;
  }
}
