package org.tellonce.rehearsal.county;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The young people of a county, household by household: siblings, half-siblings and twins among them.
final class Population {
  private static final int ATTEMPTS = 200;
  private static final double HALF_SIBLING = 0.14;

  private final NameStock names;
  private final Places places;
  private final CountyPlan plan;
  private final Weighted<Heritage> heritages;
  private final Weighted<Integer> children;
  private final Weighted<Integer> ages;

  Population(NameStock names, Places places, CountyPlan plan) {
    this.names = names;
    this.places = places;
    this.plan = plan;
    this.heritages = plan.mix().weighted();
    this.children = plan.register().household();
    this.ages = plan.register().ages();
  }

  List<Youth> youth(Dice dice) {
    List<Youth> all = new ArrayList<>();
    for (int household = 0; all.size() < plan.youth(); household++) {
      addHousehold(household, all, dice.fork());
    }
    return all;
  }

  private void addHousehold(int number, List<Youth> all, Dice dice) {
    Home home = Home.of(String.format(Locale.ROOT, "H%07d", number), heritages.draw(dice), names, places, dice);
    int count = children.draw(dice);
    LocalDate born = birthday(dice);
    String family = family(home, dice);
    List<Youth> siblings = new ArrayList<>();
    for (int child = 0; child < count && all.size() + siblings.size() < plan.youth(); child++) {
      Youth last = siblings.isEmpty() ? null : siblings.getLast();
      Youth twin = last != null && last.twinOf() == null && dice.falls(plan.register().twins()) ? last : null;
      if (last != null && twin == null) {
        born = sibling(siblings, dice);
      }
      Youth youth = youth(id(all.size() + siblings.size()), home, twin, siblings, family, born, dice);
      if (twin != null) {
        siblings.set(siblings.size() - 1, twin.withTwin(youth.id()));
      }
      siblings.add(youth);
    }
    all.addAll(siblings);
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "Y%07d", number);
  }

  /// Born some years before or after another child, and never within months of one.
  private LocalDate sibling(List<Youth> siblings, Dice dice) {
    LocalDate born = birthday(dice);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int days = 290 + dice.below(1_300);
      LocalDate other = siblings.getLast().born();
      LocalDate next = dice.falls(0.5) ? other.plusDays(days) : other.minusDays(days);
      if (ageAllowed(next) && siblings.stream().allMatch(one -> Math.abs(ChronoUnit.DAYS.between(one.born(), next)) >= 290)) {
        return next;
      }
    }
    return born;
  }

  private Youth youth(String id, Home home, @Nullable Youth twin, List<Youth> siblings, String family, LocalDate born, Dice dice) {
    Heritage heritage = home.heritage();
    Sex sex = twin == null ? dice.falls(0.5) ? Sex.BOY : Sex.GIRL : dice.falls(0.75) ? twin.sex() : twin.sex().other();
    String given = names.given(heritage, sex, dice);
    boolean alike = twin != null && dice.falls(0.28);
    for (int attempt = 0; isTaken(given, siblings) || alike && twin != null && attempt < ATTEMPTS && given.charAt(0) != twin.given().charAt(0);
        attempt++) {
      given = names.given(heritage, sex, dice);
    }
    String middle = dice.falls(0.867) ? names.middle(heritage, sex, dice) : "";
    boolean ofOtherSex = dice.falls(0.3);
    String own = twin != null ? twin.family() : dice.falls(HALF_SIBLING) ? otherSurname(home, dice) : family;
    Sex shown = ofOtherSex ? sex.other() : sex;
    var alias = new Youth.Identity(names.given(heritage, sex, dice), names.surname(heritage, dice), born.plusDays(dice.below(2_400) - 1_200L));
    return new Youth(id, home, twin == null ? null : twin.id(), given, middle.equals(given) ? "" : middle, own, born, sex,
        fourDigits(dice), dice
            .digits(10), names.nickname(given, dice), names.given(heritage, shown, dice), ofOtherSex, otherSurname(home, dice), alias, Habit.some(
                dice));
  }

  private static boolean isTaken(String given, List<Youth> siblings) {
    return siblings.stream().anyMatch(one -> one.given().equals(given));
  }

  /// A guardian's surname that is not the family's, or a stranger's.
  private String otherSurname(Home home, Dice dice) {
    String guardian = dice.oneOf(home.guardians()).surname();
    return guardian.equals(home.surname()) ? names.surname(home.heritage(), dice) : guardian;
  }

  /// A surname, or two as Spanish custom has it, or two with a hyphen.
  private String family(Home home, Dice dice) {
    double both = switch (home.heritage()) {
      case HISPANIC -> 0.355;
      case BLACK -> 0.05;
      case WHITE -> 0.03;
      case VIETNAMESE, ASIAN -> 0.02;
    };
    if (!dice.falls(both)) {
      return home.surname();
    }
    String second = names.surname(home.heritage(), dice);
    return home.surname() + (home.heritage() == Heritage.HISPANIC && dice.falls(0.9) ? ' ' : '-') + second;
  }

  private static String fourDigits(Dice dice) {
    return "" + dice.digit() + dice.digit() + dice.digit() + dice.digit();
  }

  private LocalDate birthday(Dice dice) {
    LocalDate latest = plan.asOf().minusYears(ages.draw(dice));
    return latest.minusDays(dice.below((int) ChronoUnit.DAYS.between(latest.minusYears(1), latest)));
  }

  private boolean ageAllowed(LocalDate born) {
    return plan.register().holds(born.until(plan.asOf()).getYears());
  }
}
