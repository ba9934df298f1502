package org.tellonce.protocol.json;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The words of one enum, collected once: they are asked for with every value that is read.
///
/// @param constants by their words
/// @param listed all of them, in order, for people
record Words(Map<String, Word> constants, String listed) {
  private static final ClassValue<Words> ALL = new ClassValue<>() {
    @Override
    protected Words computeValue(Class<?> type) {
      var words = Arrays.stream(type.getEnumConstants()).map(Word.class::cast).toList();
      return new Words(words.stream().collect(toUnmodifiableMap(Word::word, Function.identity())), words.stream().map(Word::word)
          .collect(joining(", ")));
    }
  };

  /// The words of an enum.
  static Words of(Class<? extends Word> type) {
    return ALL.get(type);
  }

  /// What to say of another word.
  String rule() {
    return "not one of " + listed;
  }

  /// The constant of a word, if it has one.
  Optional<Word> find(String word) {
    return Optional.ofNullable(constants.get(word));
  }
}
