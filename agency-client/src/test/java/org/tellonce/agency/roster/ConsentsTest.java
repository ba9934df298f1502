package org.tellonce.agency.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Consent.Scope;
import org.tellonce.protocol.submission.Consent.Signer;
import org.tellonce.protocol.submission.Screening;

/// What a roster's columns say of a written consent, and what people recorded, which counts before them.
class ConsentsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final String HEADER = "local_id,screening_instrument,screening_date,legal_basis,consent_reference,consent_until,consent_from,"
      + "consent_signer,consent_checked,consent_scope\n";

  @TempDir
  private Path folder;

  private Path file() {
    return folder.resolve("consents.jsonl");
  }

  private Parsed<Roster> read(String line) throws IOException {
    Path roster = Files.writeString(folder.resolve("roster.csv"), HEADER + line + "\n");
    return new RosterCsv(new RosterSettings(roster, Optional.empty(), Map.of(), Set.of(), InstrumentMapping.BUILT_IN, Defaults.NONE, Optional.of(
        file())),
        TODAY).read(100);
  }

  private Consent consent(String line) throws IOException {
    return read(line).orThrow().entries().getFirst().screenings().getFirst().consent().orElseThrow();
  }

  private static Consent consent(Signer signer, boolean checked, LocalDate starts, LocalDate until) {
    return new Consent("P-9", signer, checked, List.of(Scope.MATCH), starts, until);
  }

  private static Consents.Recorded recorded(String localId, Consent consent) {
    return new Consents.Recorded(localId, consent, "Spanish", TODAY);
  }

  @Test
  void columns_sayWhoSignedWhatAndUntilWhen() throws IOException {
    assertThat(consent("A1,HTST,2026-02-01,consent,C-7,2026-12-31,2026-02-01,Both,yes,match; show-agency;release-summary")).isEqualTo(new Consent(
        "C-7",
        Signer.BOTH, true, List.of(Scope.values()), LocalDate.of(2026, 2, 1), LocalDate.of(2026, 12, 31)));
  }

  @Test
  void whatColumnsDoNotSay_isTheGuardiansUnchecked_namingTheAgency_begunAtLeastAYearBeforeItEnds() throws IOException {
    assertThat(consent("A1,HTST,2026-02-01,consent,C-7,2026-12-31,,,,")).isEqualTo(new Consent("C-7", Signer.GUARDIAN, false, List.of(Scope.MATCH,
        Scope.SHOW_AGENCY), LocalDate.of(2025, 12, 31), LocalDate.of(2026, 12, 31)));
    assertThat(consent("A1,HTST,2026-02-01,consent,C-7,2028-06-30,,,,").starts()).isEqualTo(LocalDate.of(2025, 6, 30));
  }

  @Test
  void consentThatHasNotBegun_sharesNothing() throws IOException {
    assertThat(read("A1,HTST,2026-02-01,consent,C-7,2026-12-31,2026-03-02,,,").orThrow().unconsentedIds()).containsExactly("A1");
    assertThat(read("A1,HTST,2026-02-01,consent,C-7,2026-12-31,2026-03-01,,,").orThrow().unconsentedIds()).isEmpty();
  }

  @Test
  void wrongCells_rejectTheRow_namingTheColumn() throws IOException {
    Map<String, String> wrong = Map.of("C-7,2026-12-31,,friend,,", "consent_signer", "C-7,2026-12-31,,,perhaps,", "consent_checked",
        "C-7,2026-12-31,,,,show-agency", "consent_scope", "C-7,2026-12-31,,,,match;sell", "consent_scope", "C-7,2026-12-31,2027-01-01,,,",
        "consent_from");
    for (var entry : wrong.entrySet()) {
      assertThat(((Parsed.Rejected<Roster>) rejected("A1,HTST,2026-02-01,consent," + entry.getKey())).problems()).as(entry.getKey()).extracting(
          Problem::toString).anySatisfy(text -> assertThat(text).startsWith("roster.csv, line 2, " + entry.getValue()));
    }
  }

  private Parsed<Roster> rejected(String line) throws IOException {
    Roster roster = read(line).orThrow();
    return new Parsed.Rejected<>(roster.rejected());
  }

  @Test
  void recordedConsent_countsBeforeTheColumns_theLastOne() throws IOException {
    Consent first = consent(Signer.YOUTH, false, TODAY, TODAY.plusYears(1));
    Consent second = consent(Signer.BOTH, true, TODAY, TODAY.plusMonths(6));
    Consents.record(file(), recorded("A1", first));
    Consents.record(file(), recorded("A2", first));
    Consents.record(file(), recorded("A1", second));

    assertThat(consent("A1,HTST,2026-02-01,child-protection,C-7,2026-12-31,,,,")).isEqualTo(second);
    assertThat(Consents.read(file()).orThrow().find(" A2 ")).contains(recorded("A2", first));
    assertThat(Consents.read(file()).orThrow().find("A3")).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    assertThat(Consents.read(file()).orThrow().toString() + recorded("A1", first)).doesNotContain("A1", "P-9");
  }

  @Test
  void recordedConsentThatIsOver_takesTheRowOut_thoughTheColumnsSayMore() throws IOException {
    Consents.record(file(), recorded("A1", consent(Signer.BOTH, true, TODAY.minusDays(9), TODAY.minusDays(1))));

    assertThat(read("A1,HTST,2026-02-01,consent,C-7,2026-12-31,,,,").orThrow().unconsentedIds()).containsExactly("A1");
  }

  @Test
  void lineCutOff_wasNeverRecorded_andADamagedOneRefusesTheRoster() throws IOException {
    Consents.record(file(), recorded("A1", consent(Signer.BOTH, true, TODAY, TODAY.plusMonths(6))));
    Files.writeString(file(), "{\"local_id\":\"A2\"", StandardOpenOption.APPEND);
    assertThat(Consents.read(file()).orThrow().byLocalId()).containsOnlyKeys("A1");
    Consents.record(file(), recorded("A3", consent(Signer.BOTH, true, TODAY, TODAY.plusMonths(6))));
    assertThat(Consents.read(file()).orThrow().byLocalId()).containsOnlyKeys("A1", "A3");

    Files.writeString(file(), "{\"local_id\":\"A2\"}\n", StandardOpenOption.APPEND);
    assertThat(read("A1,HTST,2026-02-01,consent,C-7,2026-12-31,,,,")).isInstanceOfSatisfying(Parsed.Rejected.class,
        refused -> assertThat(refused.problems().toString()).contains("consents.jsonl, line 3").doesNotContain("A2"));
  }

  @Test
  void whatRunsOut_isListedByItsLastDay() {
    Consents.record(file(), recorded("A1", consent(Signer.BOTH, true, TODAY, TODAY.plusDays(30))));
    Consents.record(file(), recorded("A2", consent(Signer.BOTH, true, TODAY, TODAY.plusDays(31))));
    Consents.record(file(), recorded("A3", consent(Signer.BOTH, true, TODAY, TODAY)));

    assertThat(Consents.read(file()).orThrow().runningOut(TODAY, 30)).extracting(Consents.Recorded::localId).containsExactly("A3", "A1");
  }

  @Test
  void screening_ofARowOnAnotherBasis_carriesTheConsentToo() throws IOException {
    Screening screening = read("A1,HTST,2026-02-01,child-protection,C-7,2026-12-31,,youth,,match").orThrow().entries().getFirst().screenings()
        .getFirst();

    assertThat(screening.legalBasis()).isEqualTo(LegalBasis.CHILD_PROTECTION);
    assertThat(screening.mayNameAgency()).isFalse();
  }
}
