package org.tellonce.agency.person;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.agency.roster.Column;

/// Collects the warnings of one row, each once.
final class Notes {

  private final List<Noted> noted = new ArrayList<>(2);

  void add(Column column, Warning warning) {
    Noted one = new Noted(column, warning);
    if (!noted.contains(one)) {
      noted.add(one);
    }
  }

  List<Noted> noted() {
    return List.copyOf(noted);
  }
}
