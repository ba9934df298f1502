package org.tellonce.rehearsal.night;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;

/// Rules and members as they are but for one thing.
final class ChangedRules {
  private ChangedRules() {}

  static Rules withMembers(Rules rules, List<Member> members) {
    return new Rules(rules.number(), rules.collaborative(), rules.timeZone(), rules.workingDays(), rules.holidays(), rules.suite(), rules.sizeClass(),
        rules.tables(), rules.parameters(), rules.epochs(), rules.limits(), rules.contactDays(), rules.coordinator(), rules.custodians(), rules
            .authority(), rules.log(),
        members, rules.responseCards());
  }

  /// With one more region.
  static Rules withRegion(Rules rules, String region, ResponseCard card) {
    SortedMap<String, ResponseCard> cards = new TreeMap<>(rules.responseCards());
    cards.put(region, card);
    return new Rules(rules.number(), rules.collaborative(), rules.timeZone(), rules.workingDays(), rules.holidays(), rules.suite(), rules.sizeClass(),
        rules.tables(), rules.parameters(), rules.epochs(), rules.limits(), rules.contactDays(), rules.coordinator(), rules.custodians(), rules
            .authority(), rules.log(),
        rules.members(), cards);
  }

  static Member in(Member member, String region) {
    return new Member(member.agency(), member.name(), member.type(), member.profile(), region, member.agreement(), member.contacts(), member
        .showStatus(), member.card());
  }

  static Rules withLimits(Rules rules, Limits limits) {
    return new Rules(rules.number(), rules.collaborative(), rules.timeZone(), rules.workingDays(), rules.holidays(), rules.suite(), rules.sizeClass(),
        rules.tables(), rules.parameters(), rules.epochs(), limits, rules.contactDays(), rules.coordinator(), rules.custodians(), rules.authority(),
        rules.log(),
        rules.members(), rules.responseCards());
  }

  static Rules withEpochs(Rules rules, EpochTerm... epochs) {
    return new Rules(rules.number(), rules.collaborative(), rules.timeZone(), rules.workingDays(), rules.holidays(), rules.suite(), rules.sizeClass(),
        rules.tables(), rules.parameters(), List.of(epochs), rules.limits(), rules.contactDays(), rules.coordinator(), rules.custodians(), rules
            .authority(), rules.log(),
        rules.members(), rules.responseCards());
  }

  static Rules numbered(Rules rules, long number) {
    return new Rules(number, rules.collaborative(), rules.timeZone(), rules.workingDays(), rules.holidays(), rules.suite(), rules.sizeClass(),
        rules.tables(), rules.parameters(), rules.epochs(), rules.limits(), rules.contactDays(), rules.coordinator(), rules.custodians(), rules
            .authority(), rules.log(),
        rules.members(), rules.responseCards());
  }

  static Member with(Member member, Agreement agreement) {
    return new Member(member.agency(), member.name(), member.type(), member.profile(), member.region(), agreement, member.contacts(), member
        .showStatus(), member.card());
  }

  static Member with(Member member, DisclosureProfile profile) {
    return new Member(member.agency(), member.name(), member.type(), profile, member.region(), member.agreement(), member.contacts(), member
        .showStatus(), member.card());
  }

  static Member verifiedOn(Member member, LocalDate day) {
    Contact contact = member.contact();
    return new Member(member.agency(), member.name(), member.type(), member.profile(), member.region(), member.agreement(), Map.of(
        Contact.Topic.SCREENING, new Contact(contact.office(), contact.phone(), contact.hours(), contact.backup(), day)), member.showStatus(), member
            .card());
  }
}
