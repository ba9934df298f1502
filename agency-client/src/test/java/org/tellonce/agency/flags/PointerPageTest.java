package org.tellonce.agency.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.TestCustodians;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.ScreeningStatus;

class PointerPageTest {
  private static final AnswerId ANSWER = new AnswerId("0123456789abcdef0123456789abcdef");

  private static final LocalDate ON = LocalDate.of(2026, 8, 31);

  private static final Rules RULES = new TestCustodians().rules();

  private static final LocalDate TODAY = LocalDate.of(2026, 8, 1);

  private static final String QUESTIONS = """

    Questions: Harbor coordinator, 555-0190 (Mon-Fri 8-17)

    """;

  private static final String REASONS = """
      - There is a new sign of exploitation.
      - The young person is back from a missing episode.
      - The earlier screening was partial, declined, interrupted or a short form.
      - The earlier instrument does not cover sex or does not cover labor trafficking.
      - The earlier screening is older than 6 months.
      - The earlier screening was not in the young person's language.
      - The young person asks for it.
      - The contact was not reached within one working day.
      - Your own judgement says so.

    If you are worried about this young person's safety:
      1. Ask whether the young person is safe tonight
      - Advocate 555-0102
      - After your first call, within 90 minutes: an advocate is with the young person
      - National hotline: 1-888-373-7888, text 233733

    Answer 0123456789abcdef0123456789abcdef: note it in the case file. What you did with it is put
    down under this number (tellonce agency disposition), and so is that it was of somebody else
    (tellonce agency correct).
    """;

  private static String page(OpeningAnswer answer) {
    StringWriter text = new StringWriter();
    new PointerPage(answer, RULES, TestCustodians.CHILD_WELFARE, "C-2026-117", TODAY, List.of()).print(new PrintWriter(text, true));
    return text.toString();
  }

  private static Pointer pointer(PointOfContact contact, Coverage coverage, Optional<ScreeningStatus> status) {
    return new Pointer(YearMonth.of(2026, 2), Instrument.HTST, Optional.of("1.1"), Form.SHORT, coverage, contact, LocalDate.of(2026, 2, 28), status);
  }

  private static OpeningAnswer named(Coverage coverage, Optional<ScreeningStatus> status) {
    PointOfContact contact = new PointOfContact.Agency("Harbor Shelter", RULES.members().getFirst().contact());
    return new OpeningAnswer.PointerAnswer(ANSWER, ON, pointer(contact, coverage, status), RULES.coordinator());
  }

  @Test
  void pointer_isToldInTheAgreedWords() {
    assertThat(page(named(Coverage.BOTH, Optional.of(ScreeningStatus.PARTIAL)))).isEqualTo("""
      Case C-2026-117

      Another agency may already have talked with this young person about safety and exploitation
      (short form, February 2026). This is not a finding and does not say what was said. Before asking
      again, call Harbor Shelter: Intake desk, 555-0100 (Mon-Fri 8-17; else Night line 555-0101). If
      you are worried about safety today, follow your protocol now.

        Screening tool   HTST 1.1
        Covers           sex and labor trafficking
        Status           partial
        Next             Call the other agency before asking again
        Their last list  2026-02-28
      """ + QUESTIONS + "Call first if you can. Ask all the same if one of these holds (* it does, by what is on file):\n" + REASONS.replace(
        "- The earlier screening was partial", "* The earlier screening was partial"));
  }

  @Test
  void reasonsThatHoldByThePointerItself_areMarked() {
    assertThat(page(named(Coverage.BOTH, Optional.empty())).lines().filter(line -> line.startsWith("  * "))).containsExactly(
        "  * The earlier screening was partial, declined, interrupted or a short form.");
    assertThat(page(named(Coverage.LABOUR, Optional.empty()))).contains("  * The earlier instrument does not cover sex").contains(
        "  - The earlier screening is older");
    Pointer whole = new Pointer(YearMonth.of(2026, 1), Instrument.HTST, Optional.empty(), Form.LONG, Coverage.BOTH,
        new PointOfContact.ThroughCoordinator(),
        LocalDate.of(2026, 8, 1), Optional.of(ScreeningStatus.COMPLETED));
    assertThat(page(new OpeningAnswer.PointerAnswer(ANSWER, ON, whole, RULES.coordinator())).lines().filter(line -> line.startsWith("  * ")))
        .containsExactly(
            "  * The earlier screening is older than 6 months.");
    Pointer february = pointer(new PointOfContact.ThroughCoordinator(), Coverage.BOTH, Optional.empty());
    assertThat(RescreenReason.OLD.holds(february, TODAY, 6)).as("not even if it was on the first of February").isFalse();
    assertThat(RescreenReason.OLD.holds(february, TODAY.plusDays(1), 6)).as("it may be").isTrue();
  }

  @Test
  void hiddenAgency_isReachedThroughTheCoordinator() {
    String page = page(new OpeningAnswer.PointerAnswer(ANSWER, ON, pointer(new PointOfContact.ThroughCoordinator(), Coverage.SEX, Optional.empty()),
        RULES
            .coordinator()));

    assertThat(page.replaceAll("\\s+", " ")).contains("call Harbor coordinator, 555-0190", "Call the coordinator before asking again")
        .contains("sex trafficking, not labor trafficking").doesNotContain("Status", "Harbor Shelter");
  }

  @Test
  void nothing_saysSo_andStillHelps() {
    assertThat(page(new OpeningAnswer.Nothing(ANSWER, ON, RULES.coordinator()))).isEqualTo("""
      Case C-2026-117

      No earlier conversation is on file. That does not mean there was none; not every agency takes
      part. You can ask: "Has anyone talked with you about this before? You don't have to tell me what
      you said."
      """ + QUESTIONS + "Ask as your protocol says. If an earlier screening turns up, ask all the same if one of these holds:\n" + REASONS);
  }

  @Test
  void noPage_hasAWordThatHurts_orALineTooLong() {
    for (Coverage coverage : Coverage.values()) {
      String page = page(named(coverage, Optional.of(ScreeningStatus.DECLINED))) + page(new OpeningAnswer.Nothing(ANSWER, ON, RULES.coordinator()));

      assertThat(page.toLowerCase(Locale.ROOT)).doesNotContain("victim", "hit", "alert", "suspect", "positive", "\u001b");
      assertThat(page.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
  }
}
