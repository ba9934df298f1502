package org.tellonce.agency.roster;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tellonce.agency.roster.CsvFile.CsvLine;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.json.Lines;

/// A roster in a CSV file, with the optional file of screenings beside it.
public final class RosterCsv implements RosterSource {

  private static final int MAX_LOCAL_ID = 100;
  private static final List<Column> COLUMNS = List.of(Column.values());

  private final RosterSettings settings;
  private final LocalDate today;

  /// @param today the day of the run: no screening is later
  public RosterCsv(RosterSettings settings, LocalDate today) {
    this.settings = settings;
    this.today = today;
  }

  @Override
  public Parsed<Roster> read(int maxRejectedPercent) {
    List<Problem> refusals = new ArrayList<>();
    Optional<CsvFile> roster = valid(CsvFile.read(settings.file(), columns()), refusals);
    Optional<ScreeningsCsv> beside = settings.screenings().flatMap(file -> valid(ScreeningsCsv.read(file), refusals));
    Optional<Consents> consents = settings.consents().flatMap(file -> valid(Consents.read(file), refusals));
    if (!refusals.isEmpty() || roster.isEmpty()) {
      return new Parsed.Rejected<>(refusals);
    }
    return new Reading(roster.get(), beside.orElse(ScreeningsCsv.NONE), consents.orElse(Consents.NONE)).read(maxRejectedPercent);
  }

  @Override
  public List<String> sealedIds() {
    return CsvFile.read(settings.file(), columns()) instanceof Parsed.Valid<CsvFile>(CsvFile roster)
        ? roster.lines().stream().filter(line -> new CellReader(line::cell).yesNo(Column.COURT_SEAL.id()).orElse(false))
            .map(line -> Row.localId(line.cell(Column.LOCAL_ID.id()))).filter(localId -> flaw(localId).isEmpty()).toList()
        : List.of();
  }

  private CsvColumns columns() {
    Map<String, String> renamed = settings.columns().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().id()));
    return new CsvColumns(COLUMNS.stream().map(Column::id).toList(), Set.of(Column.LOCAL_ID.id()), renamed, settings.ignored());
  }

  private static <T> Optional<T> valid(Parsed<T> parsed, List<Problem> refusals) {
    return switch (parsed) {
      case Parsed.Valid<T>(T value) -> Optional.of(value);
      case Parsed.Rejected<T>(List<Problem> problems) -> {
        refusals.addAll(problems);
        yield Optional.empty();
      }
    };
  }

  /// One reading of the two files.
  private final class Reading {
    private final CsvFile roster;
    private final ScreeningsCsv beside;
    private final Consents consents;
    private final Map<String, Long> lineByLocalId = new HashMap<>();
    /// What refuses the whole roster, though it stands in one row: a person twice, or a court seal that cannot be read.
    private final List<Problem> grave = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    /// By line: the file is told from beginning to end.
    private final Map<Long, List<Problem>> rejected = new TreeMap<>();
    private final List<String> rejectedIds = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();
    private final List<String> unconsentedIds = new ArrayList<>();

    Reading(CsvFile roster, ScreeningsCsv beside, Consents consents) {
      this.roster = roster;
      this.beside = beside;
      this.consents = consents;
    }

    Parsed<Roster> read(int maxRejectedPercent) {
      for (CsvFile.Misfit misfit : roster.misfits()) {
        rejected.put(misfit.line().line(), List.of(misfit.problem()));
        String localId = Row.localId(misfit.line().cell(Column.LOCAL_ID.id()));
        if (flaw(localId).isEmpty()) {
          rejectedIds.add(localId);
        }
      }
      roster.lines().forEach(this::read);
      if (!unconsentedIds.isEmpty()) {
        notices.add(new Problem(roster.name(), Counted.rows(unconsentedIds.size()) + " with consent as legal basis and no valid consent",
            "they are not sent, and what was sent of them before is deleted"));
      }
      List<Problem> all = new ArrayList<>();
      rejected.values().forEach(all::addAll);
      all.addAll(beside.rejected());

      int rows = roster.lines().size() + roster.misfits().size();
      List<Problem> refusals = new ArrayList<>(grave);
      if (rows == 0) {
        refusals.add(new Problem(roster.name(), "no row below the header line", "an empty roster is never sent: look at the export that makes it"));
      }
      List<Problem> shares = new ArrayList<>();
      share(maxRejectedPercent, roster.name(), rejected.size(), rows).ifPresent(shares::add);
      share(maxRejectedPercent, beside.name(), beside.rejected().size(), beside.lines()).ifPresent(shares::add);
      refusals.addAll(shares);
      if (!refusals.isEmpty()) {
        refusals.addAll(all);
      }
      int others = beside.beside(lineByLocalId.keySet());
      if (others > 0) {
        notices.add(new Problem(beside.name(), new Counted(others, "screening") + " of persons who are not in the roster", "they are not sent"));
      }
      return Parsed.of(refusals, () -> new Roster(entries, unconsentedIds, all, rejected.size(), rejectedIds, notices));
    }

    private void read(CsvLine line) {
      String localId = Row.localId(line.cell(Column.LOCAL_ID.id()));
      Optional<String> flaw = flaw(localId);
      if (flaw.isPresent()) {
        reject(line.line(), List.of(new Problem(Column.LOCAL_ID.id(), flaw.get())));
        return;
      }
      Long before = lineByLocalId.putIfAbsent(localId, line.line());
      if (before != null) {
        grave.add(new Problem(Column.LOCAL_ID.id(), "the same as in line " + before, "each person stands in one line").in("line " + line.line())
            .in(roster.name()));
        return;
      }
      EntryReader reader = new EntryReader(settings.instruments(), settings.defaults(), today, beside, consents);
      Optional<Entry> entry = reader.read(line, roster.name(), row(line));
      if (entry.isPresent()) {
        notices.addAll(reader.notices());
        if (reader.isWithoutConsent() && !entry.get().sealed()) {
          unconsentedIds.add(localId);
        } else {
          entries.add(entry.get());
        }
      } else {
        rejected.put(line.line(), reader.problems());
        rejectedIds.add(localId);
        if (reader.isSealUnreadable()) {
          grave.add(new Problem(Column.COURT_SEAL.id(), "neither yes nor no", "nothing is sent until it is clear whether a court has sealed it")
              .in("line " + line.line()).in(roster.name()));
        }
      }
    }

    private void reject(long line, List<Problem> problems) {
      rejected.put(line, problems.stream().map(problem -> problem.in("line " + line).in(roster.name())).toList());
    }
  }

  /// What is wrong if more lines of a file are rejected than may be.
  private static Optional<Problem> share(int percent, String file, int rejected, int lines) {
    return Limits.isTooMany(rejected, percent, lines)
        ? Optional.of(new Problem(file, rejected + " of " + Counted.rows(lines) + " rejected, more than " + percent + " %",
            "mend them, or the export that makes them"))
        : Optional.empty();
  }

  /// A local id stands in `flags.csv` and on terminals, also those of people who did not write the roster.
  private static Optional<String> flaw(String localId) {
    if (localId.isBlank()) {
      return Optional.of("missing");
    }
    if (localId.length() > MAX_LOCAL_ID) {
      return Optional.of("longer than " + MAX_LOCAL_ID + " characters");
    }
    return Lines.flaw(localId);
  }

  private static Row row(CsvLine line) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    for (Column column : COLUMNS) {
      String cell = line.cell(column.id());
      if (!cell.isEmpty()) {
        cells.put(column, cell);
      }
    }
    return new Row(line.line(), cells);
  }
}
