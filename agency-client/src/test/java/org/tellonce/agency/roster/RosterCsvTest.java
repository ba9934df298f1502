package org.tellonce.agency.roster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LegalBasis;

/// Rosters as they come, and as they should not. The name Zorablix stands for every cell that must not show up in a problem.
class RosterCsvTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  @TempDir
  private Path folder;

  @Test
  void headerInAnyOrder_isRead() throws IOException {
    Roster roster = valid("family_name,local_id,given_name\nQuillfeather,A1,Robin\nUmbergast,A2,Zorablix\n");

    assertThat(roster.entries()).extracting(entry -> entry.row().localId()).containsExactly("A1", "A2");
    assertThat(roster.entries().getFirst().row().cell(Column.FAMILY_NAME)).isEqualTo("Quillfeather");
    assertThat(roster.entries().getFirst().row().cell(Column.PHONE)).isEmpty();
    assertThat(roster.rejected()).isEmpty();
  }

  @Test
  void byteOrderMark_isAccepted() throws IOException {
    assertThat(valid("\uFEFFlocal_id,given_name\nA1,Robin\n").entries()).hasSize(1);
  }

  @Test
  void renamedAndIgnoredColumns_areTakenAsTheConfigSays() throws IOException {
    RosterSettings settings = new RosterSettings(write("Client ID,Vorname,worker\nA1,Robin,Zorablix\n"), Optional.empty(), Map.of("Client ID",
        Column.LOCAL_ID, "Vorname", Column.GIVEN_NAME), Set.of("worker"), InstrumentMapping.BUILT_IN, Defaults.NONE, Optional.empty());

    Row row = new RosterCsv(settings, TODAY).read(2).orThrow().entries().getFirst().row();

    assertThat(row.localId()).isEqualTo("A1");
    assertThat(row.cells()).containsOnlyKeys(Column.LOCAL_ID, Column.GIVEN_NAME);
  }

  @Test
  void renamedColumnThatIsNotThere_isRefused() throws IOException {
    RosterSettings settings = new RosterSettings(write("local_id,given_name\nA1,Robin\n"), Optional.empty(), Map.of("DOB", Column.DATE_OF_BIRTH), Set
        .of(), InstrumentMapping.BUILT_IN, Defaults.NONE, Optional.empty());

    assertThat(lines(new RosterCsv(settings, TODAY).read(2))).containsExactly(
        "roster.csv: column missing: DOB ([columns] of agency.toml takes date_of_birth from it)");
  }

  @Test
  void missingRequiredAndUnknownColumns_areRefusedTogether() throws IOException {
    assertThat(refused("given_name,nom\nRobin,Zorablix\n")).containsExactly(
        "roster.csv, column 2 (nom): unknown column (rename it in [columns], or list it under roster.ignored, in agency.toml)",
        "roster.csv: required column missing: local_id (add it to the file, or name the column that holds it in [columns])");
  }

  @Test
  void columnTwice_isRefused() throws IOException {
    assertThat(refused("local_id,phone,phone\nA1,1,2\n")).containsExactly(
        "roster.csv, column 3 (phone): a second column for phone (keep one of the two)");
  }

  @Test
  void headerLineThatRunsIntoAPerson_showsNoCell() throws IOException {
    assertThat(refused("local_id,given_name,date_of_birth,S-1,Bryann,2009-03-14\n")).containsExactly(
        "roster.csv, line 1, column 6: not the name of a column (is a line break missing behind the header line?)");
  }

  @Test
  void fileWithoutHeaderLine_showsNoName() throws IOException {
    assertThat(refused("A1,Zorablix\nA2,Robin\n")).containsExactly("roster.csv, line 1: no column of it is known (is the header line missing?)");
  }

  @Test
  void duplicateLocalId_isRefusedWithBothLines() throws IOException {
    assertThat(refused("local_id,given_name\nA1,Robin\nA2,Sol\n A1 ,Zorablix\n")).containsExactly(
        "roster.csv, line 4, local_id: the same as in line 2 (each person stands in one line)");
  }

  @Test
  void emptyFileAndEmptyRoster_areRefused() throws IOException {
    assertThat(refused("")).containsExactly("roster.csv: empty, without even a header line (look at the export that makes it)");
    assertThat(refused("local_id,given_name\n")).containsExactly(
        "roster.csv: no row below the header line (an empty roster is never sent: look at the export that makes it)");
  }

  @Test
  void brokenUtf8_isRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("roster.csv");
    Files.write(file, "local_id,given_name\r\nA1,Robin\r\nA2,Zo\u00eb\r\n".getBytes(ISO_8859_1));

    assertThat(lines(read(file))).containsExactly("roster.csv, line 3: not UTF-8 (export the file as UTF-8)");
  }

  @Test
  void utf8CutInTheMiddleOfALetter_isRefused() throws IOException {
    Path file = folder.resolve("roster.csv");
    byte[] whole = "local_id,given_name\nA1,Zo\u00eb".getBytes(UTF_8);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertThat(lines(read(file))).containsExactly("roster.csv, line 2: not UTF-8 (export the file as UTF-8)");
  }

  @Test
  void quoteNeverClosed_isRefusedWithItsLine() throws IOException {
    assertThat(refused("local_id,given_name\nA1,Robin\nA2,\"Zorablix\nA3,Sol\n")).containsExactly(
        "roster.csv, line 3: a quote is opened in this row and never closed");
  }

  @Test
  void cellThatGoesOnAfterItsQuote_isRefusedWithoutItsLetter() throws IOException {
    assertThat(refused("local_id,given_name\nA1,\"Rob\"Zin\n")).containsExactly(
        "roster.csv, line 2: a cell goes on after its closing quote (a quote inside of a quoted cell is written twice)");
  }

  @Test
  void lineNumbers_areTrueBehindACellOfSeveralLines() throws IOException {
    Roster roster = tolerant("local_id,address,open_case\nA1,\"12 Elm St\nApt 3\n\",yes\n\nA2,x,perhaps Zorablix\n");

    assertThat(roster.rejected()).extracting(Problem::toString).containsExactly("roster.csv, line 6, open_case: neither yes nor no");
    assertThat(roster.rejectedIds()).containsExactly("A2");
    assertThat(roster.entries()).extracting(entry -> entry.row().line()).containsExactly(2L);
  }

  @Test
  void rowsThatCannotBeRead_areNamedByLineColumnAndRule() throws IOException {
    Roster roster = tolerant("local_id,given_name,screening_instrument,screening_form,screening_date,consent_until\n" //
        + "A1,Zorablix,HTST,long,2026-02-30,\n" //
        + ",Zorablix,,,,\n" //
        + "A3,Zorablix\n" //
        + "A4,Zorablix,,,2026-01-01,\n" //
        + "A5,Zorablix,HTST,long,2026-03-02,\n" //
        + "A6," + "Zorablix".repeat(200) + ",,,,\n" //
        + "A7,Zorablix,,,,2026-09-30\n" //
        + "A\t8,Zorablix,,,,\n");

    assertThat(roster.entries()).isEmpty();
    assertThat(roster.rejected()).extracting(Problem::toString).containsExactly( //
        "roster.csv, line 2, screening_date: not a date of the calendar", //
        "roster.csv, line 3, local_id: missing", //
        "roster.csv, line 4: 2 cells, but the header line has 6", //
        "roster.csv, line 5, screening_instrument: missing beside a form or date", //
        "roster.csv, line 6, screening_date: after the day of the run", //
        "roster.csv, line 7, given_name: longer than 1000 characters", //
        "roster.csv, line 8, consent_reference: missing beside a last day", //
        "roster.csv, line 9, local_id: a control or formatting character");
    assertThat(roster.rejectedIds()).containsExactly("A3", "A6", "A1", "A4", "A5", "A7");
  }

  @Test
  void localIdThatASpreadsheetOrTerminalTakesForMore_isRejected_andNotShown() throws IOException {
    Roster roster = tolerant("local_id,given_name\n=cmd|x,Robin\n-1,Robin\n+1,Robin\n@1,Robin\nA\u202E1,Robin\nA-1,Robin\n=2\n");

    assertThat(roster.entries()).extracting(entry -> entry.row().localId()).containsExactly("A-1");
    assertThat(roster.rejected()).extracting(Problem::toString).hasSize(6)
        .contains("roster.csv, line 2, local_id: a spreadsheet would take it for a formula (it may not begin with = + - @)",
            "roster.csv, line 6, local_id: a control or formatting character").noneMatch(line -> line.contains("cmd"));
    assertThat(roster.rejectedIds()).isEmpty();
  }

  @Test
  void threeOfAHundredRejected_areTolerated_fourAreNot() throws IOException {
    assertThat(read(write(hundredRows(3))).orThrow().rejected()).hasSize(3);
    List<String> lines = refused(hundredRows(4));
    assertThat(lines).hasSize(5).first().isEqualTo("roster.csv: 4 of 100 rows rejected, more than 2 % (mend them, or the export that makes them)");
    assertThat(lines.get(1)).isEqualTo("roster.csv, line 2, open_case: neither yes nor no");
  }

  @Test
  void thirtyPercentRejected_isRefusedWithEveryProblem() throws IOException {
    assertThat(refused(hundredRows(30))).hasSize(31).noneMatch(line -> line.contains("Zorablix"));
  }

  @Test
  void missingFileOrFolder_isToldAsSuch() {
    assertThat(lines(read(folder.resolve("roster.csv")))).containsExactly(
        folder.resolve("roster.csv") + ": no such file (look at the path, and at the export that makes it)");
    assertThat(lines(read(folder))).containsExactly(folder + ": is a folder, not a file (name the file that lies in it)");
  }

  @Test
  void otherSeparators_areNamed() throws IOException {
    assertThat(refused("local_id;given_name\nA1;Zorablix\n")).containsExactly("roster.csv, line 1: it holds semicolons (export with commas)");
    assertThat(refused("local_id\tgiven_name\nA1\tZorablix\n")).containsExactly("roster.csv, line 1: it holds tabs (export with commas)");
    assertThat(refused("sep=;\nlocal_id;given_name\nA1;Zorablix\n")).containsExactly("roster.csv, line 1: it holds semicolons (export with commas)");
    assertThat(refused("sep=,\nlocal_id,given_name\nA1,Zorablix\n")).containsExactly(
        "roster.csv, line 1: it names the separator (sep=), not the columns (export without this line)");
  }

  @Test
  void standing_tellsWhatBecameOfARow() throws IOException {
    Roster roster = valid(hundredRows(1));

    assertThat(roster.rejectedRows()).isEqualTo(1);
    assertThat(roster.standing("nobody")).isEqualTo(new Roster.Standing.Absent());
    assertThat(roster.standing(" " + roster.rejectedIds().getFirst() + " ")).isEqualTo(new Roster.Standing.Unreadable());
    Entry usable = roster.entries().getFirst();
    assertThat(roster.standing(usable.row().localId())).isEqualTo(new Roster.Standing.Usable(usable));
  }

  @Test
  void rowsAndRosters_printNoCell() throws IOException {
    Roster roster = valid("local_id,given_name\nQ77,Zorablix\n");

    assertThat(roster.toString() + roster.entries() + roster.entries().getFirst().row()).doesNotContain("Zorablix", "Q77");
  }

  @Test
  void rowsWithoutTheConsentTheyNeed_areLeftOutAndNamed() throws IOException {
    Roster roster = valid("local_id,legal_basis,consent_reference,consent_until,court_seal\n" //
        + "A1,consent,C-1,2026-03-01,\nA2,consent,,,\nA3,consent,C-3,2026-02-28,\nA4,child-protection,,,\nA5,consent,,,yes\n");

    assertThat(roster.entries()).extracting(entry -> entry.row().localId()).containsExactly("A1", "A4", "A5");
    assertThat(roster.entries()).extracting(Entry::sealed).containsExactly(false, false, true);
    assertThat(roster.unconsentedIds()).containsExactly("A2", "A3");
    assertThat(roster.rejectedIds()).isEmpty();
    assertThat(roster.notices()).extracting(Problem::toString).containsExactly(
        "roster.csv: 2 rows with consent as legal basis and no valid consent (they are not sent, and what was sent of them before is deleted)");
  }

  @Test
  void courtSeals_areReadWhateverElseIsWrong() throws IOException {
    String header = "local_id,court_seal,open_case\n";
    Path file = write(header + "A1,yes,perhaps\nA2,yes,perhaps\nA1,yes,\nA3,no,\n,yes,\nA4,yes,no,more\n");
    RosterCsv roster = new RosterCsv(RosterSettings.of(file, Defaults.NONE), TODAY);

    assertThat(roster.sealedIds()).containsExactly("A1", "A2", "A1");
    assertThat(roster.read(2)).isInstanceOf(Parsed.Rejected.class);
    assertThat(new RosterCsv(RosterSettings.of(write("no_such_column\n1\n"), Defaults.NONE), TODAY).sealedIds()).isEmpty();
  }

  @Test
  void sealThatCannotBeRead_refusesTheRoster() throws IOException {
    assertThat(refused("local_id,court_seal\nA1,no\nA2,sealed 2026\n" + "A3,no\n".replace("A3", "A3"))).first().isEqualTo(
        "roster.csv, line 3, court_seal: neither yes nor no (nothing is sent until it is clear whether a court has sealed it)");
  }

  @Test
  void onlyOpenCasesWithALegalBasis_ask() throws IOException {
    String text = "local_id,open_case,legal_basis\nA1,yes,child-protection\nA2,no,court_order\nA3,,Court Order\nA4,Y,\n";

    assertThat(valid(text).entries()).extracting(Entry::asks).containsExactly(true, false, false, false);
    Defaults defaults = Defaults.open(LegalBasis.TREATMENT);
    assertThat(new RosterCsv(RosterSettings.of(write(text), defaults), TODAY).read(2).orThrow().entries()).extracting(Entry::asks).containsExactly(
        true,
        false, true, true);
  }

  @Test
  void unknownLegalBasis_isRejectedWithTheWords() throws IOException {
    assertThat(tolerant("local_id,legal_basis\nA1,Zorablix\n").rejected()).singleElement().satisfies(problem -> assertThat(problem.toString())
        .startsWith(
            "roster.csv, line 2, legal_basis: none of consent, court-order, ").doesNotContain("Zorablix"));
  }

  private static String hundredRows(int rejected) {
    StringBuilder text = new StringBuilder("local_id,given_name,open_case\n");
    for (int i = 0; i < 100; i++) {
      text.append('A').append(i).append(i < rejected ? ",Zorablix,Zorablix\n" : ",Robin,yes\n");
    }
    return text.toString();
  }

  private Roster valid(String text) throws IOException {
    return read(write(text)).orThrow();
  }

  private Roster tolerant(String text) throws IOException {
    Defaults defaults = Defaults.open(LegalBasis.CHILD_PROTECTION);
    return new RosterCsv(RosterSettings.of(write(text), defaults), TODAY).read(100).orThrow();
  }

  private List<String> refused(String text) throws IOException {
    return lines(read(write(text)));
  }

  private static List<String> lines(Parsed<Roster> parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    return ((Parsed.Rejected<Roster>) parsed).problems().stream().map(Problem::toString).toList();
  }

  private static Parsed<Roster> read(Path file) {
    return new RosterCsv(RosterSettings.of(file, Defaults.NONE), TODAY).read(2);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("roster.csv"), text);
  }
}
