package org.tellonce.rehearsal.county;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A household over the years: where it lived, under which numbers, and who looked after the children. What is today stands first.
///
/// @param surname the family's
/// @param addresses the present one and five former
/// @param phones ten digits each
/// @param guardians given name, then surname
/// @param language what is spoken there
/// @param moves whether it moves more often than others
/// @param changesPhones whether its numbers change more often
record Home(String id, Heritage heritage, String surname, List<Places.Address> addresses, List<String> phones, List<Guardian> guardians,
    String language, boolean moves,
    boolean changesPhones) {
  private static final int FORMER_ADDRESSES = 5;
  private static final int FORMER_PHONES = 3;
  private static final int OTHER_GUARDIANS = 4;

  record Guardian(String given, String surname) {}

  Home {
    addresses = List.copyOf(addresses);
    phones = List.copyOf(phones);
    guardians = List.copyOf(guardians);
  }

  static Home of(String id, Heritage heritage, NameStock names, Places places, Dice dice) {
    String surname = names.surname(heritage, dice);
    List<Places.Address> addresses = new ArrayList<>();
    for (int i = 0; i <= FORMER_ADDRESSES; i++) {
      addresses.add(places.address(dice));
    }
    List<String> phones = new ArrayList<>();
    for (int i = 0; i <= FORMER_PHONES; i++) {
      phones.add(places.phone(dice));
    }
    List<Guardian> guardians = new ArrayList<>();
    for (int i = 0; i <= OTHER_GUARDIANS; i++) {
      Sex sex = dice.falls(0.7) ? Sex.GIRL : Sex.BOY;
      String own = dice.falls(0.5) ? surname : names.surname(heritage, dice);
      guardians.add(new Guardian(names.guardianGiven(heritage, sex, dice), own));
    }
    Set<Habit> habits = Habit.some(dice);
    return new Home(id, heritage, surname, addresses, phones, guardians, language(heritage, dice), habits.contains(Habit.MOVING), habits.contains(
        Habit.NEW_PHONES));
  }

  private static String language(Heritage heritage, Dice dice) {
    return switch (heritage) {
      case HISPANIC -> dice.falls(0.45) ? "Spanish" : "English";
      case VIETNAMESE -> dice.falls(0.6) ? "Vietnamese" : "English";
      case ASIAN -> dice.falls(0.4) ? dice.oneOf(List.of("Chinese", "Tagalog", "Korean", "Hmong")) : "English";
      case WHITE -> dice.falls(0.05) ? dice.oneOf(List.of("Russian", "Armenian", "Ukrainian")) : "English";
      case BLACK -> dice.falls(0.04) ? dice.oneOf(List.of("Amharic", "Somali", "French")) : "English";
    };
  }
}
