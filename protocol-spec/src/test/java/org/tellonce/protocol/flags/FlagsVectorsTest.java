package org.tellonce.protocol.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;

class FlagsVectorsTest {
  private static final AnswerId ANSWER = new AnswerId("5f0c1d7e9a2b48c6b3e4d5a6978c0f12");

  @TestFactory
  Stream<DynamicTest> pages() {
    return VectorFile.tests("flags/pages.json", FlagPage::parse);
  }

  @TestFactory
  Stream<DynamicTest> openings() {
    return VectorFile.tests("flags/openings.json", FlagOpening::parse);
  }

  @TestFactory
  Stream<DynamicTest> lookUps() {
    return VectorFile.tests("flags/lookups.json", LookUp::parse);
  }

  @TestFactory
  Stream<DynamicTest> dispositions() {
    return VectorFile.tests("flags/dispositions.json", Disposition::parse);
  }

  @TestFactory
  Stream<DynamicTest> corrections() {
    return VectorFile.tests("flags/corrections.json", Correction::parse);
  }

  @TestFactory
  Stream<DynamicTest> shields() {
    return VectorFile.tests("flags/shields.json", Shield::parse);
  }

  @TestFactory
  Stream<DynamicTest> confirmations() {
    return VectorFile.tests("flags/confirmations.json", Confirmation::parse);
  }

  @TestFactory
  Stream<DynamicTest> notices() {
    return VectorFile.tests("flags/notices.json", NoticePage::parse);
  }

  @TestFactory
  Stream<DynamicTest> accounts() {
    return VectorFile.tests("flags/accounts.json", Account::parse);
  }

  @TestFactory
  Stream<DynamicTest> directories() {
    return VectorFile.tests("agreements/directories.json", Directory::parse);
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
  void fullestMessages_fit() {
    var token = new RecordToken(-1, -1);
    var on = LocalDate.of(2026, 11, 24);
    String user = "u".repeat(40);
    String name = "\u20ac".repeat(100);
    var notices = new NoticePage(Collections.nCopies(NoticePage.MAX_NOTICES, new Notice.Opened(token, LocalDate.of(2026, 11, 23), Optional.of(name))),
        9_000_000_000L, true);
    assertThat(NoticePage.parse(notices.toBytes()).orThrow()).isEqualTo(notices);
    var alike = new NoticePage(Collections.nCopies(NoticePage.MAX_NOTICES, new Notice.Alike(9_000_000_000L, Collections.nCopies(
        Notice.Alike.MAX_TOKENS, token))), 9_000_000_000L, true);
    assertThat(NoticePage.parse(alike.toBytes()).orThrow()).isEqualTo(alike);
    var account = new Account(Collections.nCopies(Account.MAX_VIEWS, new Account.View(on, Purpose.RETURN_FROM_MISSING,
        LegalBasis.TRAFFICKING_IDENTIFICATION, Account.Kind.LOOK_UP, Optional.of(name))));
    assertThat(Account.parse(account.toBytes()).orThrow()).isEqualTo(account);
    List<DirectoryUser> users = IntStream.range(0, Directory.MAX_USERS).mapToObj(i -> new DirectoryUser("u".repeat(36) + (1_000 + i),
        UserRole.PRIVACY_OFFICER, on, Optional.of(on))).toList();
    var directory = Directory.of(9_000_000_000L, users.reversed());
    assertThat(Directory.parse(directory.toBytes()).orThrow()).isEqualTo(directory);
    var disposition = new Disposition(ANSWER, user, Disposition.Contact.NOT_REACHED, Disposition.Identity.NOT_THE_SAME,
        Disposition.Screening.REPEATED, List.of(RescreenReason.values()));
    assertThat(Disposition.parse(disposition.toBytes()).orThrow()).isEqualTo(disposition);
    assertThatIllegalArgumentException().isThrownBy(() -> new Account(Collections.nCopies(Account.MAX_VIEWS + 1, account.views().getFirst())));
  }

  @Test
  void words_areNoLabels() {
    Stream.of(Stream.of(Disposition.Contact.values()).map(Disposition.Contact::wording), Stream.of(Disposition.Identity.values()).map(
        Disposition.Identity::wording), Stream.of(Disposition.Screening.values()).map(Disposition.Screening::wording), Stream.of(Shield.Reason
            .values()).map(Shield.Reason::wording)).flatMap(words -> words).forEach(wording -> assertThat(wording).doesNotContainIgnoringCase(
                "victim").doesNotContainPattern("(?i)\\b(hit|alert|suspect|positive)\\b"));
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
      assertThat(chapter).contains("| `" + reason.word() + "` | " + reason.wording(6) + " |");
    }
    Stream.<Word[]>of(Disposition.Contact.values(), Disposition.Identity.values(), Disposition.Screening.values(), Shield.State.values(),
        Shield.Reason
            .values(), Notice.Kind.values(), Account.Kind.values()).flatMap(Stream::of).forEach(word -> assertThat(chapter).contains("`" + word.word()
                + "`"));
  }
}
