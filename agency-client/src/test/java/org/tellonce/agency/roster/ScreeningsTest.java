package org.tellonce.agency.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;

/// What a roster and the file beside it say of screenings.
class ScreeningsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
      "CSE-IT, v2.0-es, English, CSE_IT, 2.0, LONG, INFORMATION_INTEGRATION, SEX, false", //
      "CSE-IT, v2.0, English, CSE_IT, 2.0, LONG, INFORMATION_INTEGRATION, SEX, true", //
      "CSE-IT, v1.0, '', CSE_IT, 1.0, LONG, INFORMATION_INTEGRATION, SEX, false", //
      "SSCST, 6-item, English, LOCAL_OTHER, sscst-6-item, SHORT, INTERVIEW, SEX, true", //
      "HTST, '', English, HTST, '', SHORT, INTERVIEW, BOTH, true", //
      "FL-HTST, '', English, FL_HTST, '', PRE_SCREEN, INTERVIEW, BOTH, true", //
      "TVIT, '', Spanish, TVIT, '', SHORT, INTERVIEW, BOTH, true", //
      "CSE-IT, '', English, CSE_IT, '', BRIEF, INFORMATION_INTEGRATION, SEX, true", //
      "HTST, short, English, HTST, '', SHORT, INTERVIEW, BOTH, true", //
      "htst, Short-ES, Spanish, HTST, '', SHORT, INTERVIEW, BOTH, false", //
      "HTST, long, Russian, HTST, '', LONG, INTERVIEW, BOTH, false", //
      "FL-HTST, pre-screen, English, FL_HTST, '', PRE_SCREEN, INTERVIEW, BOTH, true", //
      "TVIT, long-es, Spanish, TVIT, '', LONG, INTERVIEW, BOTH, true", //
      "TVIT, long-es, '', TVIT, '', LONG, INTERVIEW, BOTH, true", //
      "TVIT, long-es, English, TVIT, '', LONG, INTERVIEW, BOTH, false", //
      "TVIT, short, Spanish, TVIT, '', SHORT, INTERVIEW, BOTH, true", //
      "QYIT, 4-item-es, Spanish, QYIT, 4-item, SHORT, INTERVIEW, BOTH, false"})
  void namesOfRealRosters_areSplit(String instrument, String form, String language, Instrument catalogued, String version, Form asked, Mode mode,
      Coverage coverage, boolean validated) throws IOException {
    Screening screening = only(roster("A1," + instrument + "," + form + ",2025-11-17," + language));

    assertThat(screening).isEqualTo(new Screening(YearMonth.of(2025, 11), catalogued, version.isEmpty() ? Optional.empty() : Optional.of(version),
        asked,
        mode, coverage, validated, ScreeningStatus.COMPLETED, LegalBasis.CHILD_PROTECTION, Optional.empty()));
  }

  @Test
  void unknownInstrument_isLocalOtherWithANoticeThatDoesNotNameIt() throws IOException {
    Roster roster = roster("A1,Zorablix Scale,,2025-11-17,");

    assertThat(only(roster).instrument()).isEqualTo(Instrument.LOCAL_OTHER);
    assertThat(only(roster).validatedLanguage()).isFalse();
    assertThat(roster.notices()).extracting(Problem::toString).containsExactly(
        "roster.csv, line 2, screening_instrument: unknown instrument or form (sent as local/other; name it under [instruments] in agency.toml)");
  }

  @Test
  void noScreening_isNone() throws IOException {
    assertThat(roster("A1,,,,English").entries()).singleElement().extracting(Entry::screenings).isEqualTo(List.of());
  }

  @Test
  void screeningWithoutLegalBasis_isRejected() throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id,screening_instrument,screening_date\nA1,HTST,2025-11-17\n");

    assertThat(new RosterCsv(RosterSettings.of(file, Defaults.NONE), TODAY).read(100).orThrow().rejected()).singleElement().satisfies(
        problem -> assertThat(problem.toString()).startsWith("roster.csv, line 2, legal_basis: missing, though there is a screening to share"));
  }

  @Test
  void fileBeside_addsScreeningsNewestFirst_oneToldTwiceIsOne() throws IOException {
    Roster roster = both("A1,HTST,long,2025-11-17,\nA2,,,,", """
      local_id,instrument,form,date,status,mode,coverage,language,consent_reference,consent_until
      A1,TVIT,short,2026-02,partial,self administered,labour,es,C-7,2026-12-31
      A1,QYIT,4-item,2024-05-05,Declined,,,,,
      A1,HTST,long,2025-11-29,,,,,,
      B9,HTST,long,2025-11-29,,,,,,
      """);

    assertThat(roster.entries().getFirst().screenings()).extracting(Screening::month).containsExactly(YearMonth.of(2026, 2), YearMonth.of(2025, 11),
        YearMonth.of(2024, 5));
    Screening newest = roster.entries().getFirst().screenings().getFirst();
    assertThat(newest).isEqualTo(new Screening(YearMonth.of(2026, 2), Instrument.TVIT, Optional.empty(), Form.SHORT, Mode.SELF_ADMINISTERED,
        Coverage.LABOUR, true, ScreeningStatus.PARTIAL, LegalBasis.CHILD_PROTECTION, Optional.of(new Consent("C-7", Consent.Signer.GUARDIAN, false,
            List.of(Consent.Scope.MATCH, Consent.Scope.SHOW_AGENCY), LocalDate.of(2025, 12, 31), LocalDate.of(2026, 12, 31)))));
    assertThat(roster.entries().getLast().screenings()).isEmpty();
    assertThat(roster.notices()).extracting(Problem::toString).containsExactly(
        "screenings.csv: 1 screening of persons who are not in the roster (they are not sent)");
  }

  @Test
  void orderOfTheFileBeside_doesNotMatter() throws IOException {
    String header = "local_id,instrument,form,date,mode\n";
    List<Screening> one = both("A1,,,,", header + "A1,HTST,long,2025-11-01,\nA1,TVIT,long,2025-11-02,\n").entries().getFirst().screenings();

    assertThat(both("A1,,,,", header + "A1,TVIT,long,2025-11-03,\nA1,HTST,long,2025-11-04,\n").entries().getFirst().screenings()).isEqualTo(one)
        .hasSize(2);
  }

  @Test
  void lineOfTheFileBesideThatCannotBeRead_holdsThePersonBack() throws IOException {
    Roster roster = both("A1,,,,\nA2,,,,\nA3,,,,\nA4,,,,", """
      local_id,instrument,date,consent_reference,consent_until
      A1,Zorablix,yesterday,,
      A2,HTST
      A3,HTST,2025-11-01,C 7 Zorablix,2026-12-31
      ,HTST,2025-11-01,,
      """);

    assertThat(roster.entries()).extracting(entry -> entry.row().localId()).containsExactly("A4");
    assertThat(roster.rejectedIds()).containsExactlyInAnyOrder("A1", "A2", "A3");
    assertThat(roster.rejected()).extracting(Problem::toString).containsExactly( //
        "screenings.csv, line 2, date: not a date (yyyy-MM-dd)", //
        "roster.csv, line 3, local_id: a line of screenings.csv about this person cannot be read", //
        "screenings.csv, line 4, consent_reference: " + Consent.REFERENCE_RULE, //
        "screenings.csv, line 3: 2 cells, but the header line has 5", //
        "screenings.csv, line 5, local_id: missing");
  }

  @Test
  void fileBesideWithUnknownColumn_isRefused() throws IOException {
    Parsed<Roster> parsed = parsed("A1,,,,", "local_id,instrument,date,outcome\nA1,HTST,2025-11-01,Zorablix\n", 2);

    assertThat(((Parsed.Rejected<Roster>) parsed).problems().toString()).contains("screenings.csv, column 4 (outcome): unknown column")
        .doesNotContain(
            "Zorablix");
  }

  @Test
  void moreThanTwentyScreenings_areTheNewestTwenty() throws IOException {
    String lines = IntStream.rangeClosed(1, 25).mapToObj(i -> "A1,HTST,20" + (i < 10 ? "0" : "") + i + "-01\n").collect(Collectors.joining());
    Roster roster = both("A1,,,,", "local_id,instrument,date\n" + lines);

    assertThat(roster.entries().getFirst().screenings()).hasSize(20).last().extracting(Screening::month).isEqualTo(YearMonth.of(2006, 1));
    assertThat(roster.notices()).extracting(Problem::toString).containsExactly("roster.csv, line 2: more than 20 screenings (the newest are sent)");
  }

  private static Screening only(Roster roster) {
    return roster.entries().getFirst().screenings().getFirst();
  }

  private Roster roster(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id,screening_instrument,screening_form,screening_date,language\n" + line
        + "\n");
    return new RosterCsv(RosterSettings.of(file, defaults()), TODAY).read(2).orThrow();
  }

  private Roster both(String roster, String screenings) throws IOException {
    return parsed(roster, screenings, 100).orThrow();
  }

  private Parsed<Roster> parsed(String roster, String screenings, int maxRejectedPercent) throws IOException {
    Path file = Files.writeString(folder.resolve("roster.csv"), "local_id,screening_instrument,screening_form,screening_date,language\n" + roster
        + "\n");
    Path beside = Files.writeString(folder.resolve("screenings.csv"), screenings);
    return new RosterCsv(new RosterSettings(file, Optional.of(beside), Map.of(), Set.of(), InstrumentMapping.BUILT_IN, defaults(), Optional.empty()),
        TODAY).read(
            maxRejectedPercent);
  }

  private static Defaults defaults() {
    return Defaults.open(LegalBasis.CHILD_PROTECTION);
  }
}
