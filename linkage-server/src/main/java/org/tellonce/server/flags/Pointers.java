package org.tellonce.server.flags;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Serving;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.submission.Feeds;
import org.tellonce.server.submission.StoredRecord;

/// What stands behind a record today: nothing but its matches, the other records, the rules, the feeds and the date decide. Whether there is a flag, and which
/// pointer an opening shows, is the same question.
///
/// @see "flags.md, Flag, Answer"
final class Pointers {
  private final Rules rules;
  private final LocalDate today;
  private final Eligibility eligibility;
  private final Feeds feeds;
  private final Predicate<RecordRef> shielded;
  private final Predicate<RecordRef> waiting;
  private final Map<AgencyId, Serving> servings = new HashMap<>();
  private final Map<AgencyId, Serving> unnamed = new HashMap<>();

  /// @param today in the collaborative's time zone
  /// @param feeds of the agencies that ever committed
  /// @param shielded which records nobody else is shown now
  Pointers(Rules rules, LocalDate today, Feeds feeds, Predicate<RecordRef> shielded) {
    this(rules, today, feeds, shielded, _ -> false);
  }

  /// @param today in the collaborative's time zone
  /// @param feeds of the agencies that ever committed
  /// @param shielded which records nobody else is shown now
  /// @param waiting which records have no flag for now, whatever they are matched with
  Pointers(Rules rules, LocalDate today, Feeds feeds, Predicate<RecordRef> shielded, Predicate<RecordRef> waiting) {
    this.rules = rules;
    this.today = today;
    this.eligibility = new Eligibility(rules, today);
    this.feeds = feeds;
    this.shielded = shielded;
    this.waiting = waiting;
  }

  /// A pointer and whose record it is of.
  record Shown(RecordRef record, Pointer pointer) {}

  /// Where the other records come from.
  interface Records {
    Optional<StoredRecord> find(RecordRef ref);
  }

  /// Whether an agency gets flags and opens pointers today.
  boolean mayAsk(AgencyId agency) {
    return eligibility.mayReceiveFlags(agency).isGiven() && feeds.isInStep(agency);
  }

  /// The pointer behind a record: of all screenings that make its flag, the one of the newest month. None if it has no flag today.
  Optional<Shown> behind(StoredRecord record, List<Match> matches, Records records) {
    return mayAsk(record.ref().agency()) && record.live() && record.asks() ? newest(record.ref(), matches, records).filter(
        _ -> !waiting.test(record.ref())) : Optional.empty();
  }

  /// The pointer among likely matches of a record, which need not be there: of all screenings that may be shown, the one of the newest month.
  Optional<Shown> newest(RecordRef asked, List<Match> matches, Records records) {
    return matches.stream().filter(match -> match.grade() == Grade.LIKELY).map(match -> match.a().equals(asked) ? match.b() : match.a())
        .flatMap(other -> shown(other, records).stream())
        .max(Comparator.<Shown, java.time.YearMonth>comparing(shown -> shown.pointer().month()).thenComparing(Shown::record));
  }

  /// What a record's flag points to if this other record alone makes it. None if it makes no flag today.
  Optional<Shown> pointing(StoredRecord record, RecordRef other, Records records) {
    return mayAsk(record.ref().agency()) && record.live() && record.asks() ? shown(other, records).filter(_ -> !waiting
        .test(record.ref())) : Optional.empty();
  }

  private Optional<Shown> shown(RecordRef other, Records records) {
    Serving serving = servings.computeIfAbsent(other.agency(), eligibility::serving);
    Optional<LocalDate> known = feeds.asOf(other.agency());
    if (serving instanceof Serving.Silent || known.isEmpty() || shielded.test(other)) {
      return Optional.empty();
    }
    return records.find(other).flatMap(record -> record.showable(today, rules.limits().retentionMonths())
        .filter(screening -> isAllowed(screening, other.agency())).flatMap(screening -> pointer(screening, other, known.get()).stream())
        .max(Comparator.comparing(Pointer::month))).map(pointer -> new Shown(other, pointer));
  }

  /// Rules may have changed since the screening was taken in: class and agreement are asked again.
  private boolean isAllowed(Screening screening, AgencyId agency) {
    return rules.member(agency).filter(member -> screening.objection(member).isEmpty()).isPresent();
  }

  private Optional<Pointer> pointer(Screening screening, RecordRef other, LocalDate asOf) {
    return switch (serving(screening, other.agency())) {
      case Serving.Named(var member) -> Optional.of(Pointer.of(screening, new PointOfContact.Agency(member.name(), member.contact()), asOf, member
          .showStatus()));
      case Serving.Hidden _ -> Optional.of(Pointer.of(screening, new PointOfContact.ThroughCoordinator(), asOf, false));
      case Serving.Silent _ -> Optional.empty();
    };
  }

  private Serving serving(Screening screening, AgencyId agency) {
    return screening.mayNameAgency() ? servings.computeIfAbsent(agency, eligibility::serving)
        : unnamed.computeIfAbsent(agency, eligibility::servingUnnamed);
  }
}
