package org.tellonce.rehearsal.county;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// A county on one evening: its young people, and each agency's roster of them. Made from a seed: the same plan and the same seed give the same county, and the
/// same nights after it.
public final class County {
  /// How many of a hundred young people many agencies know.
  private static final double KNOWN_TO_MANY = 0.083;
  /// How often a young person stands twice in one roster.
  private static final double TWICE = 0.0185;
  /// How often whoever knows one child knows the next of the household, too, beyond chance.
  private static final double TOGETHER = 0.15;
  /// Every young person is known to one of the first agencies.
  private static final int FIRST = 3;

  private static final double CHANGED = 0.02;
  private static final double GONE = 0.012;
  private static final double WITHDRAWN = 0.002;
  private static final double ARRIVED = 0.01;

  private final Sources sources;
  private final CountyPlan plan;
  private final List<Youth> youth;
  private final List<Roster> rosters;
  private final Dice dice;

  /// What rows are made of.
  private record Sources(NameStock names, Places places) {}

  /// An agency's rows, in the order of its file.
  ///
  /// @param lastNumber the number in the last local id given out
  public record Roster(AgencyView agency, List<RosterRow> rows, int lastNumber) {
    public Roster {
      rows = List.copyOf(rows);
    }
  }

  /// What became of a roster overnight, as local ids.
  ///
  /// @param withdrawn rows that stay in the roster though the young person has taken back the leave to share them
  public record Changes(AgencyView agency, List<String> changed, List<String> gone, List<String> withdrawn, List<String> arrived) {
    public Changes {
      changed = List.copyOf(changed);
      gone = List.copyOf(gone);
      withdrawn = List.copyOf(withdrawn);
      arrived = List.copyOf(arrived);
    }
  }

  /// The next evening.
  public record NextNight(County county, List<Changes> changes) {
    public NextNight {
      changes = List.copyOf(changes);
    }
  }

  private County(Sources sources, CountyPlan plan, List<Youth> youth, List<Roster> rosters, Dice dice) {
    this.sources = sources;
    this.plan = plan;
    this.youth = List.copyOf(youth);
    this.rosters = List.copyOf(rosters);
    this.dice = dice;
  }

  /// The county of a plan.
  ///
  /// @param random made from a seed
  public static County of(CountyPlan plan, Random random) {
    var dice = new Dice(random);
    var sources = new Sources(new NameStock(), new Places());
    List<Youth> youth = new Population(sources.names, sources.places, plan).youth(dice.fork());
    List<AgencyView> agencies = AgencyView.ALL.subList(0, plan.agencies());
    Map<AgencyView, List<RosterRow>> drafts = new HashMap<>();
    agencies.forEach(agency -> drafts.put(agency, new ArrayList<>()));
    Map<AgencyView, Scribe> scribes = scribes(sources, agencies, plan);
    Dice membership = dice.fork();
    Map<String, List<AgencyView>> households = new HashMap<>();
    for (Youth one : youth) {
      Dice own = membership.fork();
      List<AgencyView> alone = known(agencies, own.falls(KNOWN_TO_MANY), own);
      List<AgencyView> together = households.getOrDefault(one.home().id(), alone);
      List<AgencyView> knowing = own.falls(TOGETHER) ? together : alone;
      households.put(one.home().id(), knowing);
      for (AgencyView agency : knowing) {
        Dice hand = own.fork();
        int times = hand.falls(TWICE) ? 2 : 1;
        for (int i = 0; i < times; i++) {
          drafts.getOrDefault(agency, new ArrayList<>()).add(scribe(scribes, agency).row(one, hand));
        }
      }
    }
    Dice order = dice.fork();
    List<Roster> rosters = new ArrayList<>();
    for (AgencyView agency : agencies) {
      List<RosterRow> rows = drafts.getOrDefault(agency, List.of());
      Collections.shuffle(rows, order.fork().random());
      rosters.add(numbered(new Roster(agency, List.of(), 1_000 + order.below(1_000)), rows, order.fork()));
    }
    return new County(sources, plan, youth, rosters, dice.fork());
  }

  private static Map<AgencyView, Scribe> scribes(Sources sources, List<AgencyView> agencies, CountyPlan plan) {
    Map<AgencyView, Scribe> scribes = new HashMap<>();
    agencies.forEach(agency -> scribes.put(agency, new Scribe(sources.names, sources.places, agency, plan.register(), plan.asOf())));
    return scribes;
  }

  private static Scribe scribe(Map<AgencyView, Scribe> scribes, AgencyView agency) {
    Scribe scribe = scribes.get(agency);
    if (scribe == null) {
      throw new IllegalStateException("every agency has a scribe");
    }
    return scribe;
  }

  private static List<AgencyView> known(List<AgencyView> agencies, boolean many, Dice dice) {
    List<AgencyView> known = new ArrayList<>();
    List<AgencyView> first = agencies.subList(0, Math.min(FIRST, agencies.size()));
    boolean knownToMany = many;
    while (known.isEmpty()) {
      for (AgencyView agency : first) {
        if (dice.falls(reach(agency, knownToMany))) {
          known.add(agency);
        }
      }
      if (known.isEmpty()) {
        knownToMany = dice.falls(KNOWN_TO_MANY);
      }
    }
    for (AgencyView agency : agencies.subList(first.size(), agencies.size())) {
      if (dice.falls(reach(agency, knownToMany))) {
        known.add(agency);
      }
    }
    return known;
  }

  private static double reach(AgencyView agency, boolean many) {
    return many ? agency.reach().many() : agency.reach().few();
  }

  /// A roster with more rows at its end, each with a local id above the last.
  private static Roster numbered(Roster roster, List<RosterRow> more, Dice dice) {
    List<RosterRow> rows = new ArrayList<>(roster.rows);
    int number = roster.lastNumber;
    for (RosterRow row : more) {
      number += 1 + dice.below(120);
      rows.add(row.with(Map.of(Field.LOCAL_ID, roster.agency.prefix() + String.format(Locale.ROOT, "%08d", number))));
    }
    return new Roster(roster.agency, rows, number);
  }

  /// The day of these rosters.
  public LocalDate asOf() {
    return plan.asOf();
  }

  /// By agency, in the order of [AgencyView#ALL].
  public List<Roster> rosters() {
    return rosters;
  }

  /// How many young people there are.
  public int size() {
    return youth.size();
  }

  List<Youth> youth() {
    return youth;
  }

  /// The county some days later. Asked twice, it gives two different evenings: keep the first.
  ///
  /// @param evening not before this one
  /// @throws IllegalArgumentException if it is before
  public NextNight next(LocalDate evening) {
    if (evening.isBefore(plan.asOf())) {
      throw new IllegalArgumentException("a next night does not lie in the past");
    }
    Dice own = dice.fork();
    CountyPlan tomorrow = new CountyPlan(plan.youth(), plan.agencies(), plan.mix(), plan.register(), evening);
    Map<String, Youth> byId = new HashMap<>();
    youth.forEach(one -> byId.put(one.id(), one));
    List<Roster> next = new ArrayList<>();
    List<Changes> changes = new ArrayList<>();
    for (Roster roster : rosters) {
      var scribe = new Scribe(sources.names, sources.places, roster.agency, plan.register(), tomorrow.asOf());
      overnight(roster, byId, scribe, own.fork(), next, changes);
    }
    return new NextNight(new County(sources, tomorrow, youth, next, own.fork()), changes);
  }

  private void overnight(Roster roster, Map<String, Youth> byId, Scribe scribe, Dice dice, List<Roster> next, List<Changes> changes) {
    List<String> changed = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<String> withdrawn = new ArrayList<>();
    List<RosterRow> rows = new ArrayList<>();
    for (RosterRow row : roster.rows) {
      double fall = dice.share();
      Youth one = byId.get(row.youthId());
      if (one == null) {
        rows.add(row);
        continue;
      }
      if (fall < GONE) {
        gone.add(row.localId());
        continue;
      }
      if (fall < GONE + CHANGED) {
        changed.add(row.localId());
        rows.add(changed(row, scribe.row(one, dice)));
        continue;
      }
      if (fall < GONE + CHANGED + WITHDRAWN) {
        withdrawn.add(row.localId());
      }
      rows.add(row);
    }
    List<RosterRow> more = new ArrayList<>();
    int arrivals = (int) Math.ceil(roster.rows.size() * ARRIVED);
    for (int i = 0; i < arrivals; i++) {
      more.add(scribe.row(dice.oneOf(youth), dice));
    }
    Roster evening = numbered(new Roster(roster.agency, rows, roster.lastNumber), more, dice);
    next.add(evening);
    List<String> arrived = evening.rows.subList(rows.size(), evening.rows.size()).stream().map(RosterRow::localId).toList();
    changes.add(new Changes(roster.agency, changed, gone, withdrawn, arrived));
  }

  /// The row as it was written again, under its old local id and with the screening that it had.
  private static RosterRow changed(RosterRow before, RosterRow after) {
    Map<Field, String> kept = new EnumMap<>(Field.class);
    kept.put(Field.LOCAL_ID, before.localId());
    if (!before.cell(Field.SCREENING_DATE).isEmpty()) {
      for (Field field : List.of(Field.SCREENING_DATE, Field.SCREENING_INSTRUMENT, Field.SCREENING_FORM)) {
        kept.put(field, before.cell(field));
      }
    }
    for (Field field : List.of(Field.OPEN_CASE, Field.LEGAL_BASIS, Field.CONSENT_REFERENCE, Field.CONSENT_UNTIL)) {
      kept.put(field, before.cell(field));
    }
    return after.with(kept);
  }

  /// The roster that an agency would have if it knew everybody, each young person once, written anew: with other mistakes than in its own roster.
  public Roster everybodyAt(AgencyView agency, Random random) {
    var hand = new Dice(random);
    var scribe = new Scribe(sources.names, sources.places, agency, plan.register(), plan.asOf());
    return numbered(new Roster(agency, List.of(), 1_000), youth.stream().map(one -> scribe.row(one, hand.fork())).toList(), hand.fork());
  }

  /// The county in which everybody of whom a consent is asked has given one that lasts: to measure the linkage alone, of every row.
  public County withEveryConsent() {
    LocalDate until = plan.asOf().plusYears(50);
    List<Roster> consenting = rosters.stream().map(roster -> roster.agency.consents() < 0 ? roster : new Roster(roster.agency, roster.rows.stream()
        .map(row -> row.with(Map.of(
            Field.CONSENT_REFERENCE, "C-" + row.localId(), Field.CONSENT_UNTIL, until.toString()))).toList(), roster.lastNumber)).toList();
    return new County(sources, plan, youth, consenting, dice);
  }

  /// The county with rows that somebody wrote by hand, each at the end of its agency's roster; no night touches them.
  ///
  /// @param rows by the agency's id
  /// @throws IllegalArgumentException if there is no such agency, or a row has no local id of its own
  public County with(Map<String, RosterRow> rows) {
    List<Roster> more = new ArrayList<>();
    for (Roster roster : rosters) {
      RosterRow row = rows.get(roster.agency.id());
      List<RosterRow> all = new ArrayList<>(roster.rows);
      if (row != null) {
        if (row.localId().isEmpty() || all.stream().anyMatch(other -> other.localId().equals(row.localId()))) {
          throw new IllegalArgumentException("a row has a local id of its own");
        }
        all.add(row);
      }
      more.add(new Roster(roster.agency, all, roster.lastNumber));
    }
    if (!rosters.stream().map(roster -> roster.agency.id()).toList().containsAll(rows.keySet())) {
      throw new IllegalArgumentException("no such agency in this county");
    }
    return new County(sources, plan, youth, more, dice);
  }
}
