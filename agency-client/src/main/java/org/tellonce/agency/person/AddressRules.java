package org.tellonce.agency.person;

import java.util.Optional;
import java.util.Set;
import org.tellonce.agency.roster.Column;

/// Takes house, street core and ZIP out of an address.
///
/// @see "encoding.md, Address"
final class AddressRules {

  private static final Set<String> DIRECTIONS = Set.of("n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west");
  private static final Set<String> UNITS = Set.of("apt", "apartment", "unit", "ste", "suite", "spc", "space", "rm", "room", "lot", "fl", "floor",
      "bldg",
      "building", "trlr", "no");
  private static final Set<String> STREETS = Set.of("st", "street", "ave", "avenue", "av", "blvd", "boulevard", "dr", "drive", "rd", "road", "ln",
      "lane",
      "ct", "court", "pl", "place", "ter", "terrace", "terr", "way", "cir", "circle", "pkwy", "parkway", "hwy", "highway", "sq", "square", "trl",
      "trail",
      "loop", "aly", "alley", "plz", "plaza", "row", "walk", "cres", "crescent");

  private final Folding folding;

  AddressRules(Folding folding) {
    this.folding = folding;
  }

  /// @param zip of the same row
  Optional<Address> address(String text, Optional<String> zip, Notes notes) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Words words = Words.of(folding.fold(beforeNumberSignOrComma(text), Column.ADDRESS, notes).orElse(""));
    if (words.isEmpty() || words.words().getFirst().charAt(0) < '1' || words.words().getFirst().charAt(0) > '9') {
      return Optional.empty();
    }
    String core = words.rest().withoutFirst(DIRECTIONS).before(UNITS).before(STREETS).whole();
    return core.isEmpty() ? Optional.empty() : Optional.of(new Address(leadingDigits(words.words().getFirst()), core, zip.orElse("")));
  }

  /// The first five digits, or four if there are just these.
  Optional<String> zip(String text, Notes notes) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String folded = folding.fold(text, Column.ZIP, notes).orElse("");
    if (folded.length() >= 5 && Digits.are(folded.substring(0, 5), 5)) {
      return Optional.of(folded.substring(0, 5));
    }
    return Digits.are(folded, 4) ? Optional.of(folded) : Optional.empty();
  }

  private static String beforeNumberSignOrComma(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '#' || text.charAt(i) == ',') {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static String leadingDigits(String word) {
    int end = 0;
    while (end < word.length() && Digits.isDigit(word.charAt(end))) {
      end++;
    }
    return word.substring(0, end);
  }
}
