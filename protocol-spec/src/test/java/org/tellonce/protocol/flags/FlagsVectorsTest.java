package org.tellonce.protocol.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;

class FlagsVectorsTest {

  @TestFactory
  Stream<DynamicTest> pages() {
    return VectorFile.tests("flags/pages.json", FlagPage::parse);
  }

  @TestFactory
  Stream<DynamicTest> openings() {
    return VectorFile.tests("flags/openings.json", FlagOpening::parse);
  }

  @TestFactory
  Stream<DynamicTest> answers() {
    return VectorFile.tests("flags/answers.json", OpeningAnswer::parse,
        (answer, of) -> assertThat(answer.wording()).isEqualTo(of.get("wording").asText()));
  }

  @Test
  void answer_isWordedWithoutLabels() {
    VectorFile.of("flags/answers.json").list("valid")
        .forEach(of -> assertThat(of.get("wording").asText()).doesNotContainIgnoringCase("victim").doesNotContainIgnoringCase("suspect")
            .doesNotContainIgnoringCase("alert").doesNotContainIgnoringCase("positive").doesNotContainPattern("(?i)\\bhit\\b"));
  }

  @Test
  void fullestPage_fits() {
    var change = new FlagChange(new RecordToken(-1, -1), false, LocalDate.of(2026, 11, 24));
    var page = new FlagPage(Collections.nCopies(FlagPage.MAX_CHANGES, change), 9_000_000_000L, true);

    assertThat(FlagPage.parse(page.toBytes()).orThrow()).isEqualTo(page);
    assertThatIllegalArgumentException().isThrownBy(() -> new FlagPage(Collections.nCopies(FlagPage.MAX_CHANGES + 1, change), 1, false));
  }

  @Test
  void pointerOfAScreening_showsItsStatusOnlyIfItsAgencyDoes() {
    Screening screening = Screening.JSON.parse(VectorFile.of("submission/lines.json").json().at("/base/screenings/0")).orThrow();
    var contact = new PointOfContact.ThroughCoordinator();

    assertThat(Pointer.of(screening, contact, LocalDate.EPOCH, true).status()).contains(ScreeningStatus.COMPLETED);
    Pointer silent = Pointer.of(screening, contact, LocalDate.EPOCH, false);
    assertThat(silent.status()).isEmpty();
    assertThat(silent.nextStep()).isEqualTo(NextStep.CALL_COORDINATOR);
    assertThat(new String(silent.toBytes(), UTF_8)).doesNotContain("status", "mode", "legal_basis", "consent", "validated_language");
    assertThatIllegalArgumentException().isThrownBy(() -> new Pointer(silent.month(), silent.instrument(), Optional.of("not a version"), silent
        .form(),
        silent.coverage(), contact, LocalDate.EPOCH, Optional.empty()));
  }

  @Test
  void chapter_hasTheWordsOfTheCode() throws IOException {
    String chapter = Files.readString(Path.of("spec/flags.md"));
    for (RescreenReason reason : RescreenReason.values()) {
      assertThat(chapter).contains(reason.wording(6));
    }
  }
}
