package org.tellonce.rehearsal.county;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Property
  void typo_isNeverTheWordItself(@ForAll @AlphaChars @StringLength(min = 1, max = 12) String word, @ForAll long seed) {
    assertThat(Spelling.typo(word, new Dice(new Random(seed)))).isNotEqualToIgnoringCase(word).isNotBlank();
  }

  @Test
  void title_knowsMcAndO() {
    assertThat(Spelling.title("mcdonald")).isEqualTo("McDonald");
    assertThat(Spelling.title("obrien")).isEqualTo("O'Brien");
    assertThat(Spelling.title("garcia")).isEqualTo("Garcia");
  }

  @Property
  void otherDigit_hitsOneDigitFromAPlaceOn(@ForAll long seed) {
    assertThat(Spelling.otherDigit("1984-06-27", 2, new Dice(new Random(seed)))).matches("19..-..-..").matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  }

  @Property
  void exchangedDigits_areTheSameDigits(@ForAll long seed) {
    assertThat(Spelling.exchangedDigits("90210", new Dice(new Random(seed)))).isNotEqualTo("90210").hasSize(5).contains("9", "2", "1");
  }

  @Test
  void marks_areDroppedOrMangled() {
    assertThat(Spelling.withoutMarks("Núñez")).isEqualTo("Nunez");
    assertThat(Spelling.mangled("Núñez")).isEqualTo("N??ez");
  }

  @Test
  void variants_areOtherSpellings() {
    assertThat(Spelling.variants("Kaylee")).contains("Kayleigh", "Caylee").doesNotContain("Kaylee");
  }
}
