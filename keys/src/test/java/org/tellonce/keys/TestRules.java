package org.tellonce.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.keys.P256;

/// Rules of a collaborative with one member, valid in spring 2026.
final class TestRules {
  static final LogIdentity LOG = new LogIdentity("tellonce/harbor-county", "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w");

  static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");

  private TestRules() {}

  static Rules of(List<Custodian> custodians) {
    var pki = new TestPki(() -> NOW);
    return of(custodians, pki, List.of(TestPki.card(TestPki.CHILD_WELFARE, P256.newPair(pki.random).getPublic())));
  }

  /// Rules with a member for each card, below a root.
  static Rules of(List<Custodian> custodians, TestPki pki, List<AgencyCard> cards) {
    return of(custodians, pki.root.certificate(), cards);
  }

  /// Rules with a member for each card, below a root.
  static Rules of(List<Custodian> custodians, X509Certificate root, List<AgencyCard> cards) {
    var tables = new TreeMap<String, Digest>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    List<Member> members = cards.stream().map(TestRules::member).toList();
    var response = new ResponseCard(List.of("Ask whether the young person is safe tonight"), List.of("Advocate 555-0102"), "1-888-373-7888", "233733",
        List.of(new ResponseCard.Clock("an advocate is with the young person", 90)), Optional.empty());
    return new Rules(3, "Harbor County", ZoneId.of("America/Los_Angeles"), List.of(), List.of(), Suite.NAME, SizeClass.UP_TO_50_000, tables,
        new ParameterFile(SizeClass.UP_TO_50_000).digest(), List.of(new EpochTerm(1, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))),
        Limits.DEFAULT, 90,
        new Coordinator("Harbor coordinator", "555-0190", "Mon-Fri 8-17"), custodians, CertificateFile.text(List.of(root)), LOG, members,
        new TreeMap<>(java.util.Map.of("harbor", response)));
  }

  private static Member member(AgencyCard card) {
    return new Member(card.agency(), card.agency().equals(TestPki.CHILD_WELFARE) ? "Harbor Child Welfare" : "Harbor " + card.agency(),
        AgencyClass.CHILD_WELFARE, DisclosureProfile.P3, "harbor", new Agreement(Agreement.Kind.MOU, List.of("Harbor County Task Force"), List.of(
            Purpose.values()), List.of(LegalBasis.values()), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), Optional.empty()), Map.of(
                Contact.Topic.SCREENING, new Contact("Intake desk", "555-0100", "Mon-Fri 8-17", "Night line 555-0101", LocalDate.of(2026, 2, 1))),
        true, card);
  }
}
