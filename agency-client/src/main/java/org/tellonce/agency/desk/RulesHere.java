package org.tellonce.agency.desk;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;

/// What the rules say that this agency has seen last.
record RulesHere(AgencyFolder agency, InstantSource clock) {

  Known known() {
    KnownRules known = agency.knownRules();
    Optional<Rules> rules = known.rules();
    Optional<Member> member = rules.flatMap(some -> some.member(agency.config().agency()));
    return new Known(member.map(Member::name).orElse(agency.config().agency().value()), rules.map(Rules::timeZone).orElseGet(ZoneId::systemDefault),
        known
            .today(clock), rules.map(Rules::coordinator), rules.flatMap(some -> member.map(some::responseCard)), WorkingDays.of(rules.map(
                Rules::workingDays).orElse(List.of()), rules.map(Rules::holidays).orElse(List.of())), known.limits().rescreenMonths(), member.filter(
                    own -> own
                        .type().needsAuthorisation()).isPresent(), allowed(member));
  }

  /// Before the first night it is not known what the agreement names: then all there is.
  private Known.Allowed allowed(Optional<Member> member) {
    boolean usual = agency.config().roster().defaults().legalBasis().isPresent();
    return member.map(Member::agreement).map(agreement -> new Known.Allowed(agreement.purposes(), agreement.legalBases(), usual)).orElseGet(
        () -> new Known.Allowed(List.of(Purpose.values()), List.of(LegalBasis.values()), usual));
  }
}
