package org.tellonce.rehearsal.county;

import java.util.EnumSet;
import java.util.Set;

/// What makes the same thing go wrong at one agency after the other: who goes by a nickname here does so there. Without habits, errors of two rows of one person
/// would be as independent as those of strangers, and agreement rarer than it is.
///
/// Each spreads one rate over those who have it and those who do not, so that the rate of all stays what it is.
enum Habit {
  NICKNAME(0.2, 3.83),
  CHOSEN_NAME(0.08, 10.89),
  OTHER_SURNAME(0.13, 6.43),
  FALSE_IDENTITY(0.1, 8.94),
  MOVING(0.686, 1.36),
  NEW_PHONES(0.549, 1.52);

  private static final double MOST = 0.97;

  private final double share;
  private final double factor;

  /// @param share how many have it, out of 1
  /// @param factor by how much more often it then happens
  Habit(double share, double factor) {
    this.share = share;
    this.factor = factor;
  }

  /// How probably it happens to somebody who has the habit, or has not, if it happens to all at a rate.
  double rate(double rate, boolean has) {
    double with = Math.min(MOST, rate * factor);
    return has ? with : Math.max(0, (rate - share * with) / (1 - share));
  }

  static Set<Habit> some(Dice dice) {
    Set<Habit> habits = EnumSet.noneOf(Habit.class);
    for (Habit habit : values()) {
      if (dice.falls(habit.share)) {
        habits.add(habit);
      }
    }
    return habits;
  }
}
