package org.tellonce.protocol.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.encoding.RecordToken;

class SubmissionTest {
  private static final SubmissionLine RECORD = SubmissionLine.parse(VectorFile.of("submission/lines.json").json().get("base")).orThrow();
  private static final SubmissionLine GONE = new GoneRecord(new RecordToken(1, 2));

  private static Screening screening(YearMonth month, ScreeningStatus status, Optional<Consent> consent) {
    return new Screening(month, Instrument.HTST, Optional.of("2.0"), Form.LONG, Mode.INTERVIEW, Coverage.BOTH, true, status, LegalBasis.STATE_LAW,
        consent);
  }

  @Test
  void part_isReadAsItWasWritten() {
    byte[] part = SubmissionPart.bytes(List.of(RECORD, GONE));

    assertThat(SubmissionPart.parse(part).orThrow()).containsExactly(RECORD, GONE);
    assertThat(SubmissionPart.split(part).orThrow()).hasSize(2);
  }

  @Test
  void part_tellsTheProblemsOfAllLines() {
    String part = "{\"gone\":1}\n" + new String(GONE.toBytes(), UTF_8) + "\n\n";

    assertThat(SubmissionPart.parse(part.getBytes(UTF_8))).isInstanceOfSatisfying(Parsed.Rejected.class,
        rejected -> assertThat(((Parsed.Rejected<?>) rejected).problems()).extracting(Problem::toString).containsExactly("line 1, gone: not a text",
            "line 3: empty"));
  }

  @Test
  void part_endsWithALineFeed_andHasAThousandLinesAtMost() {
    assertThat(SubmissionPart.parse(GONE.toBytes())).isInstanceOf(Parsed.Rejected.class);
    assertThat(SubmissionPart.parse(new byte[0])).isInstanceOf(Parsed.Rejected.class);
    byte[] thousand = SubmissionPart.bytes(Collections.nCopies(1_000, GONE));
    assertThat(SubmissionPart.parse(thousand).orThrow()).hasSize(1_000);
    assertThat(SubmissionPart.split((new String(thousand, UTF_8) + "\n").getBytes(UTF_8))).isInstanceOf(Parsed.Rejected.class);
    assertThatIllegalArgumentException().isThrownBy(() -> SubmissionPart.bytes(Collections.nCopies(1_001, GONE)));
    assertThatIllegalArgumentException().isThrownBy(() -> SubmissionPart.bytes(List.of()));
  }

  @Test
  void longestLine_fits() {
    var consent = new Consent("X".repeat(40), Consent.Signer.GUARDIAN, false, List.of(Consent.Scope.values()), LocalDate.of(2026, 1, 1), LocalDate.of(
        2026, 12, 31));
    var longest = new Screening(YearMonth.of(2026, 12), Instrument.LOCAL_OTHER, Optional.of("a".repeat(12)), Form.PRE_SCREEN,
        Mode.INFORMATION_INTEGRATION,
        Coverage.LABOUR, false, ScreeningStatus.INTERRUPTED, LegalBasis.TRAFFICKING_IDENTIFICATION, Optional.of(consent));
    var record = new SubmittedRecord(((SubmittedRecord) RECORD).record(), false, Collections.nCopies(SubmittedRecord.MAX_SCREENINGS, longest));

    assertThat(record.toBytes()).hasSizeBetween(SubmissionLine.MAX_BYTES - 1_000, SubmissionLine.MAX_BYTES);
    assertThat(SubmissionLine.parse(record.toBytes()).orThrow()).isEqualTo(record);
  }

  @Test
  void screening_isShowable_untilTheLastDayOfItsRetention() {
    Screening march = screening(YearMonth.of(2026, 3), ScreeningStatus.DECLINED, Optional.empty());

    assertThat(march.isShowable(LocalDate.of(2026, 2, 28), 24)).isFalse();
    assertThat(march.isShowable(LocalDate.of(2026, 3, 1), 24)).isTrue();
    assertThat(march.isShowable(LocalDate.of(2028, 3, 31), 24)).isTrue();
    assertThat(march.isShowable(LocalDate.of(2028, 4, 1), 24)).isFalse();
  }

  @Test
  void screening_isShowable_withinItsConsent_notWhenSuperseded() {
    Consent until = consent(Consent.Signer.GUARDIAN, false);
    Screening consented = screening(YearMonth.of(2026, 3), ScreeningStatus.COMPLETED, Optional.of(until));

    assertThat(consented.isShowable(LocalDate.of(2026, 3, 9), 24)).isFalse();
    assertThat(consented.isShowable(LocalDate.of(2026, 3, 10), 24)).isTrue();
    assertThat(consented.isShowable(LocalDate.of(2026, 6, 30), 24)).isTrue();
    assertThat(consented.isShowable(LocalDate.of(2026, 7, 1), 24)).isFalse();
    assertThat(screening(YearMonth.of(2026, 3), ScreeningStatus.SUPERSEDED, Optional.empty()).isShowable(LocalDate.of(2026, 4, 1), 24)).isFalse();
  }

  @Test
  void consent_allowsItsScope_andAuthorisesIfChecked() {
    Consent matchOnly = new Consent("C-1", Consent.Signer.YOUTH, true, List.of(Consent.Scope.MATCH), LocalDate.of(2026, 3, 10), LocalDate.of(2026, 3,
        10));

    assertThat(matchOnly.allows(Consent.Scope.SHOW_AGENCY)).isFalse();
    assertThat(matchOnly.authorises()).isTrue();
    assertThat(consent(Consent.Signer.BOTH, false).authorises()).isFalse();
    assertThat(screening(YearMonth.of(2026, 3), ScreeningStatus.COMPLETED, Optional.of(matchOnly)).mayNameAgency()).isFalse();
    assertThat(screening(YearMonth.of(2026, 3), ScreeningStatus.COMPLETED, Optional.empty()).mayNameAgency()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new Consent("C-1", Consent.Signer.YOUTH, true, List.of(Consent.Scope.SHOW_AGENCY),
        LocalDate.EPOCH, LocalDate.EPOCH));
    assertThatIllegalArgumentException().isThrownBy(() -> new Consent("C-1", Consent.Signer.YOUTH, true, List.of(Consent.Scope.MATCH), LocalDate.of(
        2026, 3, 10), LocalDate.of(2026, 3, 9)));
  }

  @Test
  void screening_ofAVictimServiceProvider_needsALeaveThatAuthorises() {
    for (Consent.Signer signer : Consent.Signer.values()) {
      assertThat(consent(signer, false).meets(AgencyClass.VICTIM_SERVICE_PROVIDER)).isFalse();
      assertThat(consent(signer, true).meets(AgencyClass.VICTIM_SERVICE_PROVIDER)).isTrue();
    }
    assertThat(screening(YearMonth.of(2026, 3), ScreeningStatus.COMPLETED, Optional.empty()).mayComeFrom(AgencyClass.VICTIM_SERVICE_PROVIDER))
        .isFalse();
  }

  private static Consent consent(Consent.Signer signer, boolean checked) {
    return new Consent("C-1", signer, checked, List.of(Consent.Scope.MATCH, Consent.Scope.SHOW_AGENCY), LocalDate.of(2026, 3, 10), LocalDate.of(2026,
        6, 30));
  }

  @Test
  void screening_ofARunawayProgramme_needsTheConsentOfYouthAndGuardian_orOfACourt() {
    Screening without = screening(YearMonth.of(2026, 3), ScreeningStatus.COMPLETED, Optional.empty());
    assertThat(without.mayComeFrom(AgencyClass.RUNAWAY_HOMELESS_YOUTH)).isFalse();
    for (Consent.Signer signer : Consent.Signer.values()) {
      boolean enough = signer == Consent.Signer.BOTH || signer == Consent.Signer.COURT;
      assertThat(screening(YearMonth.of(2026, 3), ScreeningStatus.COMPLETED, Optional.of(consent(signer, false))).mayComeFrom(
          AgencyClass.RUNAWAY_HOMELESS_YOUTH)).isEqualTo(enough);
    }
    assertThat(without.mayComeFrom(AgencyClass.CHILD_WELFARE)).isTrue();
  }

  @Test
  void liveSet_countsATokenOnce_andRefusesAWrongOrder() {
    RecordToken low = new RecordToken(1, 0);
    RecordToken high = new RecordToken(-1, 0);

    assertThat(LiveSet.of(List.of(high, low, high))).isEqualTo(LiveSet.ofAscending(List.of(low, high).iterator()));
    assertThatIllegalArgumentException().isThrownBy(() -> LiveSet.ofAscending(List.of(high, low).iterator()));
    assertThatIllegalArgumentException().isThrownBy(() -> LiveSet.ofAscending(List.of(low, low).iterator()));
  }

  @Test
  void withdrawal_namesAThousandTokensAtMost() {
    List<RecordToken> tokens = LongStream.range(0, 1_001).mapToObj(n -> new RecordToken(n, 0)).toList();
    var thousand = new Withdrawal(tokens.subList(0, 1_000), Withdrawal.Scope.AGENCY);

    assertThat(Withdrawal.parse(thousand.toBytes()).orThrow()).isEqualTo(thousand);
    assertThatIllegalArgumentException().isThrownBy(() -> new Withdrawal(tokens, Withdrawal.Scope.AGENCY));
  }

  @Test
  void largestManifestAndReceipt_fit() {
    var manifest = Manifest.parse(VectorFile.of("submission/manifests.json").json().get("base").toString().getBytes(UTF_8)).orThrow();
    List<PartDigest> parts = Collections.nCopies(Manifest.MAX_PARTS, new PartDigest(50, manifest.live().digest()));
    var largest = new Manifest(manifest.agency(), manifest.suite(), manifest.sizeClass(), manifest.epoch(), manifest.rules(), manifest.tables(),
        100_000, 0,
        parts, true, manifest.live(), manifest.previous());
    assertThat(Manifest.parse(largest.toBytes()).orThrow()).isEqualTo(largest);

    List<RefusedLine> refusals = Collections.nCopies(Receipt.MAX_REFUSALS, new RefusedLine(1, 1, "x".repeat(400)));
    var receipt = new Receipt(largest.id(), 0, 0, 0, 0, 0, 0, 5_000, refusals, true);
    assertThat(Receipt.parse(receipt.toBytes()).orThrow()).isEqualTo(receipt);
    assertThat(refusals.getFirst().rule()).hasSize(300).endsWith("x…");
  }

  @Test
  void manifestOfMoreLinesThanTwiceThePeople_isNone() {
    var manifest = Manifest.parse(VectorFile.of("submission/manifests.json").json().get("base").toString().getBytes(UTF_8)).orThrow();
    List<PartDigest> parts = Collections.nCopies(101, new PartDigest(1_000, manifest.live().digest()));

    assertThatIllegalArgumentException().isThrownBy(() -> new Manifest(manifest.agency(), manifest.suite(), manifest.sizeClass(), manifest.epoch(),
        manifest.rules(), manifest.tables(), 101_000, 0, parts, true, manifest.live(), manifest.previous()))
        .withMessageContaining("more than 100000 lines");
  }

  @Test
  void digest_hasOneForm() {
    assertThat(Digest.of(new byte[0]).hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(Digest.ofBytes(Digest.of(new byte[0]).toBytes())).isEqualTo(Digest.of(new byte[0]));
    assertThat(Digest.parse("E3")).isInstanceOf(Parsed.Rejected.class);
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofBytes(new byte[31]));
  }
}
