package org.tellonce.agency.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.Remark;
import org.tellonce.pages.Language;
import org.tellonce.pages.Words;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.flags.NextStep;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.ScreeningStatus;

/// The desk's texts: the same in both languages, the agreed words in English, and plain.
class WordingTest {
  private static final Words EN = Desk.MESSAGES.in(Language.EN);
  private static final Pattern PLACE = Pattern.compile("\\{\\d\\}");

  private static Properties file(String tag) throws IOException {
    Properties properties = new Properties();
    try (InputStreamReader in = new InputStreamReader(Desk.class.getResourceAsStream("messages_" + tag + ".properties"), UTF_8)) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void bothLanguages_haveTheSameTextsAndPlaces() throws IOException {
    Properties english = file("en");
    Properties spanish = file("es");
    assertThat(spanish.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(spanish.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
      assertThat(spanish.getProperty(key)).as(key).isNotBlank();
    }
  }

  private static Set<String> places(String text) {
    Set<String> places = new HashSet<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }

  @Test
  void theAnswers_areInTheAgreedWords() {
    for (Form form : Form.values()) {
      for (PointOfContact contact : List.of(new PointOfContact.Agency("Harbor Probation", TestDesk.CONTACT),
          new PointOfContact.ThroughCoordinator())) {
        Pointer pointer = new Pointer(java.time.YearMonth.of(2026, 1), Instrument.TVIT, Optional.empty(), form, Coverage.SEX, contact, TestDesk.TODAY,
            Optional.empty());
        OpeningAnswer answer = new OpeningAnswer.PointerAnswer(TestDesk.pointer().answer().id(), TestDesk.TODAY, pointer, TestDesk.COORDINATOR);
        assertThat(AnswerView.of(TestDesk.answered(answer), EN).wording()).isEqualTo(answer.wording());
      }
    }
    assertThat(AnswerView.of(TestDesk.nothing(), EN).wording()).isEqualTo(TestDesk.nothing().answer().wording());
  }

  @Test
  void reasonsPurposesAndBases_areInTheWordsOfTheProtocol() {
    for (RescreenReason reason : RescreenReason.values()) {
      assertThat(AnswerView.text(reason, 9, EN)).isEqualTo(reason.wording(9));
    }
    for (Purpose purpose : Purpose.values()) {
      assertThat(EN.of("purpose." + purpose.word())).isEqualTo(purpose.wording());
    }
    for (LegalBasis basis : LegalBasis.values()) {
      assertThat(EN.of("basis." + basis.word())).isEqualTo(basis.wording());
    }
    for (Shield.Reason reason : Shield.Reason.values()) {
      assertThat(EN.of("reason-shield." + reason.word())).isEqualTo(reason.wording());
    }
    for (NextStep step : NextStep.values()) {
      assertThat(EN.of("next." + step.word())).isEqualTo(step.wording());
    }
    for (ScreeningStatus status : ScreeningStatus.values()) {
      assertThat(EN.of("status." + status.word())).isEqualTo(status.word());
    }
  }

  @Test
  void everyRefusalAndRemark_hasWordsInBothLanguages() {
    for (Language language : Language.values()) {
      Words words = Desk.MESSAGES.in(language);
      for (Hindrance hindrance : Hindrance.values()) {
        assertThat(words.of("hindrance." + hindrance.word(), "worker-7")).doesNotContain("{", "tellonce agency");
      }
      for (Remark.Kind kind : Remark.Kind.values()) {
        assertThat(Remarks.sentence(new Remark(kind, List.of(Detail.GIVEN_NAME, Detail.SSN4)), words)).doesNotContain("{");
      }
    }
  }

  @Test
  void noText_holdsAWordThatIsNeverUsed() throws IOException {
    for (String tag : List.of("en", "es")) {
      file(tag).forEach((key, text) -> assertThat(text.toString().toLowerCase(Locale.ROOT)).as(key.toString()).doesNotContain("victim", "víctima",
          "suspect", "sospech", "positiv").doesNotContainPattern("\\b(hit|alert|alerta)s?\\b"));
    }
  }

  /// Plain words: the grade of Flesch and Kincaid over all sentences of more than three words, with the syllables counted by their vowels.
  @Test
  void theEnglish_isAboutGradeSix() throws IOException {
    List<String> sentences = new ArrayList<>();
    file("en").forEach((key, text) -> {
      if (!key.toString().startsWith("basis.")) {
        Arrays.stream(text.toString().split("(?<=[.:?!])\\s+", -1)).filter(sentence -> sentence.split(" ", -1).length > 3).forEach(sentences::add);
      }
    });
    long words = 0;
    long syllables = 0;
    for (String sentence : sentences) {
      for (String word : sentence.toLowerCase(Locale.ROOT).split("[^a-z']+", -1)) {
        if (!word.isEmpty()) {
          words++;
          syllables += Math.max(1, Pattern.compile("[aeiouy]+").matcher(word.replaceAll("e$", "")).results().count());
        }
      }
    }
    double grade = 0.39 * words / sentences.size() + 11.8 * syllables / words - 15.59;
    assertThat(grade).isLessThan(6.5);
  }
}
