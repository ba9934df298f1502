package org.tellonce.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Checks of the text files of a room.
public final class MessageFiles {
  private static final Pattern PLACE = Pattern.compile("\\{\\d\\}");

  private MessageFiles() {}

  /// Every text stands in every language, with the same places.
  public static void assertAlike(Class<?> room) {
    Map<String, String> english = Messages.read(room, Language.EN);
    Map<String, String> spanish = Messages.read(room, Language.ES);
    assertThat(spanish.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    english.forEach((key, text) -> {
      assertThat(places(spanish.get(key))).as(key).isEqualTo(places(text));
      assertThat(text).as(key).isNotBlank();
      assertThat(spanish.get(key)).as(key).isNotBlank();
    });
  }

  private static List<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
  }
}
