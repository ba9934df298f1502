package org.tellonce.rehearsal.county;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A text of the form `section: word word …`, where `_` in a word is a blank and `#` begins a comment line.
///
/// @param sections their words in order
record WordLists(Map<String, List<String>> sections) {

  /// The lists that lie beside this class.
  static WordLists of(String resource) {
    try (InputStream in = WordLists.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: no " + resource + " in it");
      }
      return parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WordLists parse(String text) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
      int colon = line.indexOf(':');
      List<String> words = sections.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>());
      for (String word : line.substring(colon + 1).strip().split(" +", -1)) {
        words.add(word.replace('_', ' '));
      }
    });
    return new WordLists(sections);
  }

  /// @throws IllegalArgumentException if there is no such section
  List<String> words(String section) {
    List<String> words = sections.get(section);
    if (words == null) {
      throw new IllegalArgumentException("no section " + section);
    }
    return words;
  }

  /// The words of a section that may be missing.
  List<String> wordsOrNone(String section) {
    return sections.getOrDefault(section, List.of());
  }
}
