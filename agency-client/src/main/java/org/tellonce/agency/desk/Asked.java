package org.tellonce.agency.desk;

import java.util.List;

/// How a question ended.
public sealed interface Asked {

  /// The server answered, perhaps that nothing is known.
  record Answered(Answer answer) implements Asked {}

  /// Too little was typed to know one person by; nothing was sent. What to add, in plain sentences.
  record NotEnough(List<String> sentences) implements Asked {
    public NotEnough {
      sentences = List.copyOf(sentences);
    }
  }

  /// It may not be asked, or not so; why, in a plain sentence.
  record Refused(String sentence) implements Asked {}

  /// The server could not be reached: nobody knows whether there is anything.
  record Unreached() implements Asked {}
}
