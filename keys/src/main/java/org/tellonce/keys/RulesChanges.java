package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Rules;

/// What differs between two numbers of the rules, for a custodian who is to sign the later: every value by its place, none left out.
///
/// @param lines `limits.retention_months: 24 → 72`, in the order of the places
record RulesChanges(List<String> lines) {
  /// Longer values, as keys are, are told by their beginning.
  private static final int SHOWN = 80;
  private static final int BEGINNING = 24;
  /// By which an element of a list is known, wherever in the list it stands.
  private static final List<String> NAMES = List.of("agency", "topic", "name", "number");

  RulesChanges {
    lines = List.copyOf(lines);
  }

  static RulesChanges between(Rules before, Rules after) {
    SortedMap<String, String> old = places(before);
    SortedMap<String, String> now = places(after);
    var all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    List<String> lines = new ArrayList<>();
    for (String place : all) {
      String was = old.get(place);
      String is = now.get(place);
      if (was == null) {
        lines.add(place + ": new, " + is);
      } else if (is == null) {
        lines.add(place + ": gone, was " + was);
      } else if (!was.equals(is)) {
        lines.add(place + ": " + was + " → " + is);
      }
    }
    return new RulesChanges(lines);
  }

  private static SortedMap<String, String> places(Rules rules) {
    SortedMap<String, String> places = new TreeMap<>();
    collect(rules.toJson(), "", places);
    return places;
  }

  private static void collect(JsonNode node, String place, SortedMap<String, String> places) {
    if (node.isObject()) {
      node.properties().forEach(entry -> collect(entry.getValue(), place.isEmpty() ? entry.getKey() : place + "." + entry.getKey(), places));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode element = node.get(i);
        String name = NAMES.stream().map(element::path).filter(JsonNode::isValueNode).map(JsonNode::asText).findFirst().orElse(String.valueOf(i));
        collect(element, place + "[" + name + "]", places);
      }
    } else {
      String text = node.asText();
      places.put(place, text.length() <= SHOWN ? text : text.substring(0, BEGINNING) + "… (digest " + Digest.of(text.getBytes(UTF_8)).hex().substring(
          0,
          BEGINNING) + ")");
    }
  }

  /// For the terminal.
  Stream<String> told(long number) {
    return lines.isEmpty() ? Stream.of("nothing differs from rules " + number) : Stream.concat(Stream.of("what differs from rules " + number + ":"),
        lines.stream().map(line -> "  " + line));
  }
}
