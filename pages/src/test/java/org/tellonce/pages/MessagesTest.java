package org.tellonce.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void bothLanguages_haveTheSameTexts() {
    MessageFiles.assertAlike(Messages.class);
  }

  @Test
  void places_areFilled() {
    Words words = Messages.of(java.util.List.of(Messages.class)).in(Language.EN);
    assertThat(words.of("sign-in.wrong", 5, 15)).isEqualTo(
        "Name, password or code is not right. After 5 wrong tries you must wait 15 minutes.");
  }

  @Test
  void months_andDays_areWrittenAsPeopleDo() {
    Messages messages = Messages.of(java.util.List.of(Messages.class));
    assertThat(messages.in(Language.EN).month(java.time.YearMonth.of(2026, 3))).isEqualTo("March 2026");
    assertThat(messages.in(Language.ES).month(java.time.YearMonth.of(2026, 3))).isEqualTo("marzo de 2026");
    assertThat(messages.in(Language.EN).day(java.time.LocalDate.of(2026, 3, 2))).isEqualTo("March 2, 2026");
    assertThat(messages.in(Language.ES).day(java.time.LocalDate.of(2026, 3, 2))).isEqualTo("2 de marzo de 2026");
  }
}
