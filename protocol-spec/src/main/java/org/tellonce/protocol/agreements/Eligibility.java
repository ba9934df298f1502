package org.tellonce.protocol.agreements;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.tellonce.protocol.agreements.DisclosureProfile.P1;
import static org.tellonce.protocol.agreements.DisclosureProfile.P2;
import static org.tellonce.protocol.agreements.DisclosureProfile.P3;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What each agency may do on one day: nothing but the rules and the date decide.
///
/// @param today in the collaborative's time zone
/// @see "agreements.md, Eligibility"
public record Eligibility(Rules rules, LocalDate today) {

  /// How many classes of hidden agencies there must be, so that a pointer that names none does not name one all the same.
  public static final int HIDDEN_CLASSES = 3;

  /// How many days before a contact goes stale people are told.
  public static final int NOTICE_DAYS = 14;

  /// Whether something is allowed.
  public sealed interface Leave {
    /// It is.
    record Given() implements Leave {}

    /// It is not.
    record Refused(Refusal reason) implements Leave {}

    /// Whether it is allowed.
    default boolean isGiven() {
      return this instanceof Given;
    }
  }

  /// Why something is not allowed, in words that may stand in an answer to the agency itself.
  public enum Refusal {
    NOT_A_MEMBER("the agency is no member of this collaborative"),
    AGREEMENT_NOT_CURRENT("the agency's agreement is not current today"),
    CLASS_MAY_NOT_UPLOAD("an agency of this class may not submit records"),
    CLASS_MAY_NOT_ASK("an agency of this class gets no flags and opens no pointers"),
    CLASS_MAY_NOT_LOOK_UP("people of an agency of this class look nobody up: the coordinator calls back"),
    PROFILE_TOO_LOW("the agency's disclosure profile does not allow it"),
    CONTACT_STALE("the agency's contact was not verified recently enough"),
    TOO_FEW_HIDDEN_AGENCIES("too few agencies of different class are hidden");

    private final String rule;

    Refusal(String rule) {
      this.rule = rule;
    }

    /// What does not hold.
    public String rule() {
      return rule;
    }
  }

  /// How the pointers of an agency may be shown to others.
  public sealed interface Serving {
    /// With its name and contact.
    record Named(Member member) implements Serving {}

    /// Without them: through the coordinator.
    record Hidden() implements Serving {}

    /// Not at all.
    record Silent(Refusal reason) implements Serving {}
  }

  /// Whether an agency may withdraw records of its own: every member may, also when its agreement is over.
  public Leave mayWithdraw(AgencyId agency) {
    return rules.member(agency).isPresent() ? new Leave.Given() : new Leave.Refused(Refusal.NOT_A_MEMBER);
  }

  /// Whether an agency may submit records.
  public Leave mayUpload(AgencyId agency) {
    return leave(agency, P1, AgencyClass::mayUpload, Refusal.CLASS_MAY_NOT_UPLOAD);
  }

  /// Whether the records of an agency are compared with others at all.
  public Leave mayMatch(AgencyId agency) {
    return leave(agency, P2, AgencyClass::mayUpload, Refusal.CLASS_MAY_NOT_UPLOAD);
  }

  /// Whether an agency gets flags on its own rows.
  public Leave mayReceiveFlags(AgencyId agency) {
    return leave(agency, P2, AgencyClass::mayAsk, Refusal.CLASS_MAY_NOT_ASK);
  }

  /// Whether an agency may open pointers behind its flags.
  public Leave mayAsk(AgencyId agency) {
    return mayReceiveFlags(agency);
  }

  /// Whether the people of an agency may look a young person up.
  public Leave mayLookUp(AgencyId agency) {
    return leave(agency, P2, AgencyClass::mayLookUp, Refusal.CLASS_MAY_NOT_LOOK_UP);
  }

  /// Whether, and how, an agency's pointers are shown to others; without it they make no flag either.
  public Serving serving(AgencyId agency) {
    Optional<Member> found = rules.member(agency);
    if (found.isEmpty()) {
      return new Serving.Silent(Refusal.NOT_A_MEMBER);
    }
    Member member = found.get();
    Optional<Refusal> refusal = silence(member);
    if (refusal.isPresent()) {
      return new Serving.Silent(refusal.get());
    }
    return member.profile().allows(P3) ? new Serving.Named(member) : hidden();
  }

  /// The same of a screening whose consent does not allow to name the agency: as if it were hidden.
  public Serving servingUnnamed(AgencyId agency) {
    return serving(agency) instanceof Serving.Named ? hidden() : serving(agency);
  }

  /// Served through the coordinator, if there are enough classes behind whom one may be hidden.
  private Serving hidden() {
    long classes = rules.members().stream().filter(m -> m.profile() == P2 && silence(m).isEmpty()).map(Member::type).distinct().count();
    return classes >= HIDDEN_CLASSES ? new Serving.Hidden() : new Serving.Silent(Refusal.TOO_FEW_HIDDEN_AGENCIES);
  }

  /// Why a member's pointers are shown in no form, if so.
  private Optional<Refusal> silence(Member member) {
    if (mayMatch(member.agency()) instanceof Leave.Refused(Refusal reason)) {
      return Optional.of(reason);
    }
    return rules.contactIsFresh(member.agency(), today) ? Optional.empty() : Optional.of(Refusal.CONTACT_STALE);
  }

  /// For people: a line for each member whose contact was verified too long ago to show its screenings to anybody, or will be within [#NOTICE_DAYS].
  public List<String> contactNotices() {
    return rules.members().stream().filter(m -> m.type().mayUpload() && m.profile().allows(P2))
        .filter(m -> !m.contact().isFresh(today.plusDays(NOTICE_DAYS), rules.contactDays())).map(this::contactNotice).toList();
  }

  private String contactNotice(Member member) {
    LocalDate verified = member.contact().verifiedOn();
    LocalDate silent = member.contact().lastFreshDay(rules.contactDays()).plusDays(1);
    return member.agency() + ": contact verified " + verified + ", " + DAYS.between(verified, today) + " days ago (" + rules.contactDays()
        + " allowed): " + (silent.isAfter(today) ? "from " + silent + " on " : "") + "no agency is shown its screenings";
  }

  private Leave leave(AgencyId agency, DisclosureProfile least, Predicate<AgencyClass> classMay, Refusal otherwise) {
    Optional<Member> member = rules.member(agency);
    if (member.isEmpty()) {
      return new Leave.Refused(Refusal.NOT_A_MEMBER);
    }
    if (!member.get().agreement().isCurrent(today)) {
      return new Leave.Refused(Refusal.AGREEMENT_NOT_CURRENT);
    }
    if (!classMay.test(member.get().type())) {
      return new Leave.Refused(otherwise);
    }
    return member.get().profile().allows(least) ? new Leave.Given() : new Leave.Refused(Refusal.PROFILE_TOO_LOW);
  }
}
