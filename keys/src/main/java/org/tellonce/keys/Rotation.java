package org.tellonce.keys;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;

/// The epochs of the next rules, with a new one that overlaps the one before.
///
/// @param terms all of them, the new one last
/// @see "keys.md, Rotation"
record Rotation(List<EpochTerm> terms) {

  Rotation {
    terms = List.copyOf(terms);
  }

  /// The rotation of the epoch that is open on a day, if one may be rotated then.
  ///
  /// @param opens the new epoch's first day; it has a year
  /// @param overlapDays how long the old one stays open after that day: its last day comes forward or back to that
  /// @param endOlder whether the older of two open epochs ends on the day before, instead of standing in the way
  static Parsed<Rotation> of(Rules held, LocalDate opens, int overlapDays, boolean endOlder) {
    List<EpochTerm> terms = new ArrayList<>(held.epochs());
    EpochTerm newest = terms.getLast();
    List<EpochTerm> open = held.openEpochs(opens);
    if (open.size() > 1 && !endOlder) {
      return refused(newest, "epochs " + open.getFirst().number() + " and " + newest.number() + " are both open on " + opens,
          "rotate after " + open.getFirst().closes() + ", when the older one is over; or with --end-older, if the next one cannot wait");
    }
    if (!newest.opens().isBefore(opens)) {
      return refused(newest, "opens on " + newest.opens() + ", so the next one cannot open on " + opens, "give --opens a later day");
    }
    if (open.size() > 1) {
      EpochTerm older = open.getFirst();
      terms.set(terms.size() - 2, new EpochTerm(older.number(), older.opens(), opens.minusDays(1)));
    }
    if (newest.number() == 0xFFFF_FFFFL) {
      return refused(newest, "there is no number above it", "a new collaborative begins with 1");
    }
    if (newest.isOpen(opens)) {
      terms.set(terms.size() - 1, new EpochTerm(newest.number(), newest.opens(), opens.plusDays(overlapDays)));
    }
    terms.add(new EpochTerm(newest.number() + 1, opens, opens.plusYears(1).minusDays(1)));
    return new Parsed.Valid<>(new Rotation(terms));
  }

  private static Parsed<Rotation> refused(EpochTerm newest, String rule, String remedy) {
    return new Parsed.Rejected<>(List.of(new Problem("epoch " + newest.number(), rule, remedy)));
  }

  /// The new epoch.
  EpochTerm next() {
    return terms.getLast();
  }

  /// The one that it takes the place of.
  EpochTerm old() {
    return terms.get(terms.size() - 2);
  }
}
