package org.tellonce.rehearsal.county;

import java.util.ArrayList;
import java.util.List;

/// The streets, towns and telephone numbers of Harbor County.
final class Places {
  private final WordLists lists = WordLists.of("places.txt");
  private final Weighted<Town> towns;
  private final Weighted<String> streets;

  private record Town(String name, List<String> zips) {}

  Places() {
    var town = new Weighted.Builder<Town>();
    List<Town> all = new ArrayList<>();
    for (String word : lists.words("city")) {
      if (word.chars().allMatch(Character::isDigit)) {
        all.getLast().zips.add(word);
      } else {
        all.add(new Town(word, new ArrayList<>()));
      }
    }
    all.forEach(one -> town.add(one, one.zips.size()));
    towns = town.build();
    List<String> plain = lists.words("street");
    List<String> compound = plain.stream().flatMap(name -> lists.words("street.start").stream().map(start -> start + ' ' + name)).toList();
    streets = new Weighted.Builder<String>().addRanked(plain, 0.6, 0.2).addRanked(compound, 0.4, 0).build();
  }

  /// Where somebody lives.
  record Address(String line, String city, String zip) {}

  Address address(Dice dice) {
    String unit = dice.falls(0.3) ? ' ' + dice.oneOf(List.of("Apt", "Apt", "Unit", "#")) + ' ' + (1 + dice.below(40)) : "";
    String house = String.valueOf(dice.falls(0.3) ? 100 + dice.below(900) : 1_000 + dice.below(9_000));
    Town town = towns.draw(dice);
    return new Address(house + ' ' + streets.draw(dice) + ' ' + dice.oneOf(lists.words("street.type")) + unit.replace("# ", "#"), town.name, dice
        .oneOf(
            town.zips));
  }

  /// Ten digits that are nobody's number.
  String phone(Dice dice) {
    int exchange;
    do {
      exchange = 200 + dice.below(800);
    } while (exchange == 555);
    return dice.oneOf(lists.words("area")) + exchange + dice.digit() + dice.digit() + dice.digit() + dice.digit();
  }

  /// What stands for an address that somebody does not have.
  String homeless(Dice dice) {
    return dice.oneOf(lists.words("homeless"));
  }

  String town(Dice dice) {
    return towns.draw(dice).name;
  }
}
