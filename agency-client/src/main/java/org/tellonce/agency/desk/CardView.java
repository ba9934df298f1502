package org.tellonce.agency.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.pages.Words;
import org.tellonce.protocol.agreements.ResponseCard;

/// The response card as a page shows it.
///
/// @param steps in this order
/// @param lines whom to call, what must be done by when, who helps to find services
public record CardView(List<String> steps, List<String> lines) {

  /// No card: before the first night.
  static final CardView NONE = new CardView(List.of(), List.of());

  static CardView of(Optional<ResponseCard> known, Words words) {
    return known.map(card -> {
      List<String> lines = new ArrayList<>(card.contacts());
      card.clocks().forEach(clock -> lines.add(words.of("card.clock", clock.minutes(), clock.what())));
      card.navigator().ifPresent(navigator -> lines.add(words.of("card.navigator", navigator.line())));
      lines.add(words.of("card.hotline", card.hotline(), card.text()));
      return new CardView(card.steps(), lines);
    }).orElse(NONE);
  }
}
