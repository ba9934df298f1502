package org.tellonce.rehearsal.county;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.tellonce.protocol.encoding.Suite;

/// Names in about the frequencies of a county in the United States: the suite's public tables give the common ones with their shares, lists and invented compounds
/// the long tail, in which a third of the people carry a name of their own. Names stand with their accents.
final class NameStock {
  /// Orders the invented names, so that the same are common in every county.
  private static final long ORDER = 20_260_101;

  /// How many of a hundred children have a given name of the suite's table, by heritage.
  private static final Map<Heritage, Double> GIVEN_OF_TABLE = Map.of(Heritage.WHITE, 0.49, Heritage.BLACK, 0.37, Heritage.HISPANIC, 0.43,
      Heritage.VIETNAMESE, 0.5,
      Heritage.ASIAN, 0.45);
  private static final Map<Heritage, Double> SURNAME_OF_TABLE = Map.of(Heritage.WHITE, 0.27, Heritage.BLACK, 0.38, Heritage.HISPANIC, 0.34,
      Heritage.VIETNAMESE, 0.3,
      Heritage.ASIAN, 0.3);

  private final Map<String, String> accents = new HashMap<>();
  private final Map<String, List<String>> nicknames = new HashMap<>();
  private final Map<Heritage, Map<Sex, Weighted<String>>> given = new EnumMap<>(Heritage.class);
  private final Map<Heritage, Map<Sex, Weighted<String>>> guardians = new EnumMap<>(Heritage.class);
  private final Map<Heritage, Weighted<String>> surnames = new EnumMap<>(Heritage.class);
  private final List<String> vietnameseMiddle;

  NameStock() {
    WordLists lists = WordLists.of("names.txt");
    lists.words("accent").forEach(name -> accents.put(Spelling.withoutMarks(name).toLowerCase(Locale.ROOT), name));
    for (String[] row : table("nicknames.csv")) {
      nicknames.computeIfAbsent(row[1], _ -> new ArrayList<>()).add(Spelling.title(row[0]));
    }
    vietnameseMiddle = lists.words("given.vietnamese.middle");
    for (Heritage heritage : Heritage.values()) {
      Map<Sex, Weighted<String>> names = new EnumMap<>(Sex.class);
      Map<Sex, Weighted<String>> parents = new EnumMap<>(Sex.class);
      for (Sex sex : Sex.values()) {
        names.put(sex, givenNames(lists, heritage, sex));
        parents.put(sex, guardianNames(lists, heritage, sex));
      }
      given.put(heritage, names);
      guardians.put(heritage, parents);
      surnames.put(heritage, surnames(lists, heritage));
    }
  }

  String given(Heritage heritage, Sex sex, Dice dice) {
    return accented(drawn(given, heritage, sex).draw(dice), heritage, dice);
  }

  String guardianGiven(Heritage heritage, Sex sex, Dice dice) {
    return accented(drawn(guardians, heritage, sex).draw(dice), heritage, dice);
  }

  String middle(Heritage heritage, Sex sex, Dice dice) {
    return heritage == Heritage.VIETNAMESE && dice.falls(0.6) ? dice.oneOf(vietnameseMiddle) : given(heritage, sex, dice);
  }

  String surname(Heritage heritage, Dice dice) {
    Weighted<String> names = surnames.get(heritage);
    if (names == null) {
      throw new IllegalStateException("every heritage has surnames");
    }
    return accented(names.draw(dice), heritage, dice);
  }

  /// Nicknames that the suite's table knows for a given name; there may be none.
  List<String> nicknames(String given) {
    return nicknames.getOrDefault(Spelling.withoutMarks(given).toLowerCase(Locale.ROOT), List.of());
  }

  /// A nickname of the table, else the name's beginning, perhaps with a `y`.
  String nickname(String given, Dice dice) {
    List<String> known = nicknames(given);
    if (!known.isEmpty() && dice.falls(0.9)) {
      return dice.oneOf(known);
    }
    if (given.length() < 4) {
      return given + given.charAt(given.length() - 1) + (dice.falls(0.5) ? "ie" : "y");
    }
    String beginning = given.substring(0, given.length() > 5 && dice.falls(0.4) ? 4 : 3);
    return dice.falls(0.4) ? beginning + 'y' : beginning;
  }

  private static Weighted<String> drawn(Map<Heritage, Map<Sex, Weighted<String>>> names, Heritage heritage, Sex sex) {
    Map<Sex, Weighted<String>> bySex = names.getOrDefault(heritage, Map.of());
    Weighted<String> drawn = bySex.get(sex);
    if (drawn == null) {
      throw new IllegalStateException("every heritage has names for both sexes");
    }
    return drawn;
  }

  /// Spanish names keep their accents in two families of three.
  private String accented(String name, Heritage heritage, Dice dice) {
    String with = accents.get(name.toLowerCase(Locale.ROOT));
    return with != null && (heritage == Heritage.HISPANIC ? dice.falls(0.65) : dice.falls(0.02)) ? with : name;
  }

  private static Weighted<String> givenNames(WordLists lists, Heritage heritage, Sex sex) {
    Set<String> girls = new HashSet<>(lists.words("table.girl"));
    Set<String> both = new HashSet<>(lists.words("table.both"));
    Set<String> hispanic = new HashSet<>(lists.words("table.hispanic"));
    var names = new Weighted.Builder<String>();
    double share = GIVEN_OF_TABLE.getOrDefault(heritage, 0.5);
    Map<String, Double> common = new HashMap<>();
    for (String[] row : table("given-names.csv")) {
      if (both.contains(row[0]) || girls.contains(row[0]) == (sex == Sex.GIRL)) {
        double custom = hispanic.contains(row[0]) == (heritage == Heritage.HISPANIC) ? 1 : heritage == Heritage.HISPANIC ? 0.45 : 0.25;
        common.put(row[0], Double.parseDouble(row[1]) * custom * (both.contains(row[0]) ? 0.5 : 1));
      }
    }
    double sum = common.values().stream().mapToDouble(Double::doubleValue).sum();
    common.keySet().stream().sorted().forEach(name -> names.add(Spelling.title(name), share * common.getOrDefault(name, 0.0) / sum));
    List<String> own = new ArrayList<>(lists.wordsOrNone("given." + heritage.word() + "." + sex.word()));
    List<String> any = lists.words("given.any." + sex.word());
    Set<String> varied = new LinkedHashSet<>();
    Set<String> again = new LinkedHashSet<>();
    for (String name : any) {
      varied.addAll(Spelling.variants(name));
    }
    own.forEach(name -> varied.addAll(Spelling.variants(name)));
    common.keySet().stream().sorted().forEach(name -> varied.addAll(Spelling.variants(name)));
    varied.forEach(name -> again.addAll(Spelling.variants(name)));
    again.removeAll(varied);
    Set<String> coined = new LinkedHashSet<>();
    for (String start : lists.words("given.black.start")) {
      for (String end : lists.words("given.black." + sex.word() + ".end")) {
        coined.add(start + end);
      }
    }
    double tail = 1 - share;
    double ofOwn = switch (heritage) {
      case WHITE -> 0;
      case BLACK -> 0.25;
      case HISPANIC -> 0.35;
      case VIETNAMESE -> 0.7;
      case ASIAN -> 0.6;
    };
    double ofCoined = heritage == Heritage.BLACK ? 0.3 : 0.02;
    if (heritage == Heritage.VIETNAMESE) {
      List<String> pairs = own.stream().flatMap(first -> own.stream().filter(second -> !second.equals(first)).map(second -> first + ' ' + second))
          .toList();
      names.addRanked(shuffled(pairs), tail * ofOwn * 0.6, 0.3);
      names.addRanked(own, tail * ofOwn * 0.4, 0.5);
    } else if (!own.isEmpty()) {
      names.addRanked(own, tail * ofOwn, heritage == Heritage.HISPANIC ? 0.35 : 0.5);
    }
    names.addRanked(shuffled(coined), tail * ofCoined, 0.4);
    double rest = tail * (1 - ofOwn - ofCoined);
    names.addRanked(any, rest * 0.25, 0.3);
    names.addRanked(shuffled(varied), rest * 0.3, 0.2);
    names.addRanked(shuffled(again), rest * 0.45, 0);
    return names.build();
  }

  private static Weighted<String> guardianNames(WordLists lists, Heritage heritage, Sex sex) {
    var names = new Weighted.Builder<String>();
    List<String> own = lists.wordsOrNone("given." + heritage.word() + "." + sex.word());
    double ofOwn = own.isEmpty() || heritage == Heritage.BLACK ? 0 : 0.6;
    if (ofOwn > 0) {
      names.addRanked(own, ofOwn, 0.5);
    }
    names.addRanked(lists.words("guardian." + sex.word()), (1 - ofOwn) * 0.8, 0.5);
    return names.addRanked(lists.words("given.any." + sex.word()), (1 - ofOwn) * 0.2, 0.3).build();
  }

  private static Weighted<String> surnames(WordLists lists, Heritage heritage) {
    Set<String> hispanic = new HashSet<>(lists.words("table.hispanic"));
    Set<String> asian = new HashSet<>(lists.words("table.asian"));
    var names = new Weighted.Builder<String>();
    double share = SURNAME_OF_TABLE.getOrDefault(heritage, 0.3);
    Map<String, Double> common = new HashMap<>();
    for (String[] row : table("surnames.csv")) {
      boolean fits = switch (heritage) {
        case WHITE, BLACK -> !hispanic.contains(row[0]) && !asian.contains(row[0]);
        case HISPANIC -> hispanic.contains(row[0]);
        case VIETNAMESE -> row[0].equals("nguyen") || row[0].equals("tran");
        case ASIAN -> asian.contains(row[0]) && !row[0].equals("nguyen") && !row[0].equals("tran");
      };
      if (fits) {
        common.put(row[0], Double.parseDouble(row[1]));
      }
    }
    double sum = common.values().stream().mapToDouble(Double::doubleValue).sum();
    common.keySet().stream().sorted().forEach(name -> names.add(Spelling.title(name), share * common.getOrDefault(name, 0.0) / sum));
    double tail = 1 - share;
    switch (heritage) {
      case WHITE -> {
        names.addRanked(compounds(lists, "english"), tail * 0.5, 0.2);
        names.addRanked(compounds(lists, "german"), tail * 0.18, 0.2);
        names.addRanked(compounds(lists, "slavic"), tail * 0.09, 0.3);
        names.addRanked(compounds(lists, "italian"), tail * 0.1, 0.3);
        names.addRanked(compounds(lists, "irish"), tail * 0.08, 0.4);
        names.addRanked(compounds(lists, "armenian"), tail * 0.05, 0.4);
      }
      case BLACK -> {
        names.addRanked(compounds(lists, "english"), tail * 0.85, 0.35);
        names.addRanked(lists.words("surname.black.west"), tail * 0.1, 0.5);
        names.addRanked(compounds(lists, "irish"), tail * 0.05, 0.4);
      }
      case HISPANIC -> {
        names.addRanked(shuffled(lists.words("surname.hispanic")), tail * 0.63, 0.3);
        names.addRanked(compounds(lists, "spanish"), tail * 0.3, 0.2);
        names.addRanked(compounds(lists, "english"), tail * 0.07, 0.3);
      }
      case VIETNAMESE -> names.addRanked(lists.words("surname.vietnamese"), tail, 0.6);
      case ASIAN -> names.addRanked(lists.words("surname.asian"), tail, 0.4);
    }
    return names.build();
  }

  private static List<String> compounds(WordLists lists, String custom) {
    Set<String> names = new LinkedHashSet<>();
    for (String start : lists.words("surname." + custom + ".start")) {
      for (String end : lists.words("surname." + custom + ".end")) {
        names.add(start + end);
      }
    }
    Set<String> varied = new LinkedHashSet<>();
    names.forEach(name -> varied.addAll(Spelling.variants(name)));
    varied.removeIf(name -> names.contains(name) || name.matches(".*(dd|tt|nn)"));
    List<String> all = new ArrayList<>(shuffled(names));
    all.addAll(shuffled(varied));
    return all;
  }

  private static List<String> shuffled(java.util.Collection<String> names) {
    List<String> list = new ArrayList<>(names);
    Collections.shuffle(list, new Random(ORDER));
    return list;
  }

  /// The rows of a table of the suite, without its header.
  private static List<String[]> table(String file) {
    try (var in = new BufferedReader(new InputStreamReader(Suite.table(file), UTF_8))) {
      return in.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
