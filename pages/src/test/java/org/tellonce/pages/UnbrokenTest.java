package org.tellonce.pages;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lines do not end inside a number.
class UnbrokenTest {
  private static String html(String text) {
    StringOutput output = new StringOutput();
    Unbroken.text(text).writeTo(output);
    return output.toString();
  }

  private static List<String> whole(String text) {
    return Unbroken.of(text).parts().stream().filter(Unbroken.Part::whole).map(Unbroken.Part::text).toList();
  }

  @Test
  void numbersWithHyphens_stayTogether_andWordsDoNot() {
    assertThat(whole("Intake desk, 555-0101 (Mon-Fri 8-17; else the well-known night line, 1-888-373-7888).")).containsExactly("555-0101", "8-17;",
        "1-888-373-7888).");
    assertThat(whole("Answer for case JJ-2107")).containsExactly("JJ-2107");
    assertThat(whole("No number here, nor 90 minutes")).isEmpty();
    assertThat(whole("2026-" + "0".repeat(19))).hasSize(1);
    assertThat(whole("2026-" + "0".repeat(20))).isEmpty();
  }

  @Test
  void theTextStaysTheSame_andIsEscaped() {
    assertThat(html("Call 555-0101 now")).isEqualTo("Call <span class=\"whole\">555-0101</span> now");
    assertThat(html("<b>1-<i>")).isEqualTo("<span class=\"whole\">&lt;b&gt;1-&lt;i&gt;</span>");
    assertThat(html("")).isEmpty();
  }
}
