package org.tellonce.agency.encoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tellonce.agency.person.Person;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.SuiteTables;

/// Which combinations of a person's facts become rows.
///
/// @see "encoding.md, Passes"
public final class Passes {

  private static final Comparator<PassInput> KEPT_FIRST = Comparator.comparing(Passes::fillsUp).thenComparingInt(PassInput::alternative)
      .thenComparingInt(
          PassInput::pass);

  private final SizeClass sizeClass;
  private final List<PassRule> rules;
  private final NameShares shares;

  private Passes(SizeClass sizeClass, List<PassRule> rules, NameShares shares) {
    this.sizeClass = sizeClass;
    this.rules = rules;
    this.shares = shares;
  }

  /// The passes of a size class with the suite's own tables.
  public static Passes of(SizeClass sizeClass) {
    return new Passes(sizeClass, PassRule.of(sizeClass), NameShares.ofSuite());
  }

  /// The passes of a size class with shares of names from elsewhere.
  public static Passes of(SizeClass sizeClass, SuiteTables tables) {
    return new Passes(sizeClass, PassRule.of(sizeClass), NameShares.of(tables));
  }

  /// What each pass of a size class is made of, for people to read, by its number: `year, month day, given first 3 letters`.
  public static SortedMap<Integer, String> words(SizeClass sizeClass) {
    SortedMap<Integer, String> words = new TreeMap<>();
    PassRule.of(sizeClass).forEach(rule -> words.put(rule.number(), rule.components().stream().map(component -> component.stream().map(Part::words)
        .collect(
            Collectors.joining(" + "))).collect(Collectors.joining(", "))));
    return words;
  }

  /// What each pass of a size class rests on, by its number.
  public static SortedMap<Integer, PassBasis> bases(SizeClass sizeClass) {
    SortedMap<Integer, PassBasis> bases = new TreeMap<>();
    PassRule.of(sizeClass).forEach(rule -> bases.put(rule.number(), rule.basis()));
    return bases;
  }

  /// How common names are by the tables that the gates go by.
  NameShares shares() {
    return shares;
  }

  /// Whether an input takes only what the first sixteen passes leave free.
  private static boolean fillsUp(PassInput input) {
    return input.pass() > Suite.ROWS;
  }

  /// At most sixteen inputs: those of the first sixteen passes by alternative, then pass; after them the others.
  public List<PassInput> of(Person person) {
    return kept(all(person));
  }

  /// At most sixteen inputs of a person who is looked up: those of each pair of a given name and a surname in turn, so that a nickname beside the legal name takes
  /// nothing from what either would find alone. A roster's row has room for its first alternatives only; who looks up knows that all names are of the same person.
  public List<PassInput> ofLookUp(Person person) {
    List<List<PassInput>> each = person.underEachName().stream().map(this::all).toList();
    int longest = each.stream().mapToInt(List::size).max().orElse(0);
    List<PassInput> inputs = new ArrayList<>(Suite.ROWS);
    for (int i = 0; i < longest; i++) {
      for (List<PassInput> one : each) {
        if (i < one.size() && inputs.size() < Suite.ROWS && inputs.stream().noneMatch(one.get(i)::equals)) {
          inputs.add(one.get(i));
        }
      }
    }
    return List.copyOf(inputs);
  }

  /// The first sixteen of inputs that stand in the order of [#all].
  static List<PassInput> kept(List<PassInput> inputs) {
    return List.copyOf(inputs.subList(0, Math.min(Suite.ROWS, inputs.size())));
  }

  /// All inputs of all passes, those that are kept rather first.
  List<PassInput> all(Person person) {
    Map<Part, List<String>> values = new EnumMap<>(Part.class);
    List<PassInput> inputs = new ArrayList<>();
    for (PassRule rule : rules) {
      inputsOf(rule, person, values, inputs);
    }
    inputs.sort(KEPT_FIRST);
    return inputs;
  }

  private void inputsOf(PassRule rule, Person person, Map<Part, List<String>> values, List<PassInput> inputs) {
    for (List<Part> component : rule.components()) {
      for (Part part : component) {
        if (values.computeIfAbsent(part, p -> p.of(person)).isEmpty()) {
          return;
        }
      }
    }
    int givenNames = rule.given().isPresent() ? person.names().givenNames().size() : 1;
    int surnames = rule.surname().isPresent() ? person.names().surnames().size() : 1;
    int alternative = 0;
    List<List<String>> before = new ArrayList<>(Suite.ALTERNATIVES);
    for (int sum = 0; sum <= givenNames + surnames - 2; sum++) {
      for (int i = Math.max(0, sum - surnames + 1); i <= Math.min(sum, givenNames - 1); i++) {
        List<String> components = components(rule, values, i, sum - i);
        if (!before.contains(components) && passesGate(rule, values, i, sum - i)) {
          before.add(components);
          inputs.add(new PassInput(rule.number(), alternative++, components));
          if (alternative == Suite.ALTERNATIVES) {
            return;
          }
        }
      }
    }
  }

  private static List<String> components(PassRule rule, Map<Part, List<String>> values, int given, int surname) {
    List<String> components = new ArrayList<>(4);
    for (List<Part> component : rule.components()) {
      int first = components.size();
      for (Part part : component) {
        components.add(value(part, values, given, surname));
      }
      if (component.size() > 1) {
        components.subList(first, components.size()).sort(null);
      }
    }
    return components;
  }

  private boolean passesGate(PassRule rule, Map<Part, List<String>> values, int given, int surname) {
    if (rule.limit() == PassRule.NO_GATE) {
      return true;
    }
    Part givenPart = rule.given().orElseThrow();
    Part surnamePart = rule.surname().orElseThrow();
    long product = shares.of(givenPart, value(givenPart, values, given, surname)) * shares.of(surnamePart, value(surnamePart, values, given,
        surname));
    return sizeClass.people() * product <= rule.limit();
  }

  private static String value(Part part, Map<Part, List<String>> values, int given, int surname) {
    List<String> all = java.util.Objects.requireNonNull(values.get(part));
    return all.get(switch (part.source()) {
      case GIVEN -> given;
      case SURNAME -> surname;
      case FACT -> 0;
    });
  }
}
