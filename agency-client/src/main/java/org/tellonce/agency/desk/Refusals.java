package org.tellonce.agency.desk;

import java.util.List;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;

/// A refusal in the words of a page: what the caseworker can do about it; and where that is nothing, the line that whoever looks after TellOnce needs.
final class Refusals {

  private Refusals() {}

  static Gate.Trouble trouble(Stop why, Words words) {
    return new Gate.Trouble(words.of("refused.title"), List.of(sentence(why, words)), technical(why), CardView.NONE);
  }

  /// What kept it from being done.
  static String sentence(Stop why, Words words) {
    return why instanceof Hindered hindered ? words.of("hindrance." + hindered.why().word(), hindered.about()) : words.of("refused.other");
  }

  /// The terminal's line, in English; empty where the sentence says it all.
  static String technical(Stop why) {
    return why instanceof Hindered ? "" : why.line();
  }

  /// What a form says that could not be sent.
  static Gate.Trouble unreached(Words words) {
    return new Gate.Trouble(words.of("unreached.title"), List.of(words.of("unreached.send-again")), "", CardView.NONE);
  }
}
