package org.tellonce.agency.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The words of a folded text. **Plaintext**.
record Words(List<String> words) {

  Words {
    words = List.copyOf(words);
  }

  static final Words NONE = new Words(List.of());

  /// What stands between single spaces.
  static Words of(String folded) {
    if (folded.isEmpty()) {
      return NONE;
    }
    List<String> words = new ArrayList<>(4);
    int from = 0;
    for (int space = folded.indexOf(' '); space >= 0; space = folded.indexOf(' ', from)) {
      words.add(folded.substring(from, space));
      from = space + 1;
    }
    words.add(folded.substring(from));
    return new Words(words);
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /// All words without spaces: the *whole*.
  String whole() {
    return words.size() == 1 ? words.getFirst() : String.join("", words);
  }

  /// Without the words at the beginning that are one of these, but for the last word.
  Words withoutFirst(Set<String> dropped) {
    int from = 0;
    while (from < words.size() - 1 && dropped.contains(words.get(from))) {
      from++;
    }
    return from == 0 ? this : new Words(words.subList(from, words.size()));
  }

  /// Without the words at the end that are one of these, but for the first word.
  Words withoutLast(Set<String> dropped) {
    int to = words.size();
    while (to > 1 && dropped.contains(words.get(to - 1))) {
      to--;
    }
    return to == words.size() ? this : new Words(words.subList(0, to));
  }

  /// Up to the first word, the very first excepted, that is one of these.
  Words before(Set<String> ends) {
    for (int i = 1; i < words.size(); i++) {
      if (ends.contains(words.get(i))) {
        return new Words(words.subList(0, i));
      }
    }
    return this;
  }

  /// With each word that is one of these, the last word excepted, joined to the front of the next.
  Words withPrefixes(Set<String> prefixes) {
    List<String> joined = new ArrayList<>(words.size());
    String front = "";
    for (int i = 0; i < words.size(); i++) {
      front = front.isEmpty() ? words.get(i) : front + words.get(i);
      if (i == words.size() - 1 || !prefixes.contains(words.get(i))) {
        joined.add(front);
        front = "";
      }
    }
    return joined.size() == words.size() ? this : new Words(joined);
  }

  /// Whether the words with single spaces between them are one of these texts.
  boolean areOneOf(Set<String> texts) {
    return switch (words.size()) {
      case 0 -> false;
      case 1 -> texts.contains(words.getFirst());
      default -> texts.contains(String.join(" ", words));
    };
  }

  /// Without the first word.
  Words rest() {
    return new Words(words.subList(1, words.size()));
  }

  @Override
  public String toString() {
    return "Words[redacted]";
  }
}
