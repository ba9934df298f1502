package org.tellonce.agency.roster;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.roster.CsvFile.CsvLine;
import org.tellonce.agency.roster.InstrumentMapping.Meaning;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Reads what a roster and the file beside it say of one person apart from the person: case, legal basis, consent, screenings.
final class EntryReader {

  /// Newest first; screenings of one month in an order that does not depend on the file's.
  private static final Comparator<Screening> NEWEST_FIRST =
      Comparator.comparing(Screening::month).reversed().thenComparing(Screening::toString);

  private final InstrumentMapping instruments;
  private final Defaults defaults;
  private final LocalDate today;
  private final ScreeningsCsv beside;
  private final Consents consents;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();
  private boolean withoutConsent;
  private boolean sealUnreadable;

  /// @param today the day of the run: no screening is later
  /// @param consents what people recorded here, which counts before what the files say
  EntryReader(InstrumentMapping instruments, Defaults defaults, LocalDate today, ScreeningsCsv beside, Consents consents) {
    this.instruments = instruments;
    this.defaults = defaults;
    this.today = today;
    this.beside = beside;
    this.consents = consents;
  }

  /// What is wrong, in full: file, line, column.
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// What a person should look at though nothing is rejected for it.
  List<Problem> notices() {
    return List.copyOf(notices);
  }

  /// Whether consent is the legal basis, and there is none that holds today: then nothing of the person may be sent.
  boolean isWithoutConsent() {
    return withoutConsent;
  }

  /// Whether something stands where a court's seal does that is neither yes nor no.
  boolean isSealUnreadable() {
    return sealUnreadable;
  }

  /// The entry of a line, or nothing if a rule is broken.
  ///
  /// @param file the roster's name
  Optional<Entry> read(CsvLine line, String file, Row row) {
    CellReader cells = new CellReader(line::cell);
    Optional<Boolean> seal = cells.yesNo(Column.COURT_SEAL.id());
    sealUnreadable = seal.isEmpty() && cells.text(Column.COURT_SEAL.id()).isPresent();
    boolean sealed = seal.orElse(false);
    boolean openCase = cells.yesNo(Column.OPEN_CASE.id()).orElse(defaults.openCase());
    Optional<LegalBasis> basis = cells.word(Column.LEGAL_BASIS.id(), LegalBasis.values()).or(defaults::legalBasis);
    Optional<Consent> recorded = consents.find(row.localId()).map(Consents.Recorded::consent);
    Optional<Consent> consent = recorded.or(() -> new ConsentReader(defaults.consent(), today).ofRow(cells));
    Optional<Consent> current = consent.filter(one -> one.isCurrent(today));
    withoutConsent = basis.equals(Optional.of(LegalBasis.CONSENT)) && current.isEmpty();
    List<Screening> screenings = new ArrayList<>();
    List<Problem> told = new ArrayList<>();
    shorthand(cells, basis, consent, told).ifPresent(screenings::add);
    note(file, line, cells.problems(), told);
    for (CsvLine more : beside.of(row.localId())) {
      CellReader moreCells = new CellReader(more::cell);
      List<Problem> moreTold = new ArrayList<>();
      fromBeside(moreCells, basis, recorded.or(() -> new ConsentReader(defaults.consent(), today).ofLine(moreCells, consent)), moreTold).ifPresent(
          screenings::add);
      note(beside.name(), more, moreCells.problems(), moreTold);
    }
    if (beside.rejectedIds().contains(row.localId())) {
      problems.add(new Problem(Column.LOCAL_ID.id(), "a line of " + beside.name() + " about this person cannot be read").in("line " + line.line()).in(
          file));
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    if (screenings.size() > SubmittedRecord.MAX_SCREENINGS) {
      notices.add(new Problem("line " + line.line(), "more than " + SubmittedRecord.MAX_SCREENINGS + " screenings", "the newest are sent").in(file));
    }
    boolean asks = openCase && basis.isPresent();
    return Optional.of(new Entry(row, basis, asks, sealed, current,
        screenings.stream().distinct().sorted(NEWEST_FIRST).limit(SubmittedRecord.MAX_SCREENINGS).toList()));
  }

  private void note(String file, CsvLine line, List<Problem> found, List<Problem> told) {
    found.forEach(problem -> problems.add(problem.in("line " + line.line()).in(file)));
    told.forEach(notice -> notices.add(notice.in("line " + line.line()).in(file)));
  }

  /// The one screening that may stand in the roster itself.
  private Optional<Screening> shorthand(CellReader cells, Optional<LegalBasis> basis, Optional<Consent> consent, List<Problem> told) {
    Names names = new Names(Column.SCREENING_INSTRUMENT.id(), Column.SCREENING_FORM.id(), Column.SCREENING_DATE.id());
    if (cells.text(names.instrument()).isEmpty()) {
      if (cells.text(names.form()).isPresent() || cells.text(names.date()).isPresent()) {
        cells.problem(names.instrument(), "missing beside a form or date");
      }
      return Optional.empty();
    }
    return screening(cells, names, basis, consent, told);
  }

  private Optional<Screening> fromBeside(CellReader cells, Optional<LegalBasis> basis, Optional<Consent> consent, List<Problem> told) {
    Names names = new Names(ScreeningsCsv.INSTRUMENT, ScreeningsCsv.FORM, ScreeningsCsv.DATE);
    if (cells.text(names.instrument()).isEmpty()) {
      cells.problem(names.instrument(), "missing");
      return Optional.empty();
    }
    return screening(cells, names, basis, consent, told);
  }

  /// Which columns a screening stands in.
  private record Names(String instrument, String form, String date) {}

  private Optional<Screening> screening(CellReader cells, Names names, Optional<LegalBasis> basis, Optional<Consent> consent, List<Problem> told) {
    int before = cells.problems().size();
    Optional<YearMonth> month = month(cells, names.date());
    Optional<Meaning> known = instruments.of(cells.text(names.instrument()).orElse(""), cells.text(names.form()).orElse(""));
    if (known.isEmpty()) {
      told.add(new Problem(names.instrument(), "unknown instrument or form", "sent as local/other; name it under [instruments] in agency.toml"));
    }
    Meaning meaning = known.orElse(InstrumentMapping.UNKNOWN);
    ScreeningStatus status = cells.word(ScreeningsCsv.STATUS, ScreeningStatus.values()).orElse(ScreeningStatus.COMPLETED);
    Mode mode = cells.word(ScreeningsCsv.MODE, Mode.values()).orElse(meaning.mode());
    Coverage coverage = cells.word(ScreeningsCsv.COVERAGE, Coverage.values()).orElse(meaning.coverage());
    if (basis.isEmpty() && cells.problems().size() == before) {
      cells.problem(Column.LEGAL_BASIS.id(), "missing, though there is a screening to share: name one, or set defaults.legal_basis in agency.toml");
    }
    if (cells.problems().size() > before || month.isEmpty() || basis.isEmpty()) {
      return Optional.empty();
    }
    boolean validated = isValidated(meaning, cells.text(ScreeningsCsv.LANGUAGE).map(Languages::code));
    return basis.get() == LegalBasis.CONSENT && consent.isEmpty() ? Optional.empty()
        : Optional.of(new Screening(month.get(), meaning.instrument(), meaning.version(), meaning.form(), mode, coverage, validated, status, basis
            .get(),
            consent));
  }

  private Optional<YearMonth> month(CellReader cells, String column) {
    if (cells.text(column).isEmpty()) {
      cells.problem(column, "missing");
      return Optional.empty();
    }
    return cells.month(column, today);
  }

  /// Only if form or cell tells a language and they do not contradict each other: who was asked in a language without a validated form may be asked again.
  private static boolean isValidated(Meaning meaning, Optional<String> spoken) {
    Optional<String> form = meaning.language().or(() -> spoken);
    return form.isPresent() && meaning.validated().contains(form.get()) && spoken.orElse(form.get()).equals(form.get());
  }
}
