package org.tellonce.rehearsal.training;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.SuiteTables;
import org.tellonce.rehearsal.comparison.RehearsalKeys;
import org.tellonce.rehearsal.comparison.RosterFolder;
import org.tellonce.rehearsal.comparison.RosterFolder.AgencyRoster;
import org.tellonce.server.comparison.RecordRef;

/// A folder that holds a population: rosters, `truth.csv` (whose record is which) and, if there are twins, `youth.csv`.
public final class PopulationFolder {

  /// After every date of a made-up population, so that the day of training does not matter.
  public static final LocalDate TODAY = LocalDate.of(2100, 12, 31);

  private final Path folder;
  private final SizeClass sizeClass;
  private final LocalDate today;
  private final int threads;
  private final SuiteTables tables;
  private final boolean open;
  private final List<Problem> problems = new ArrayList<>();

  private PopulationFolder(Path folder, SizeClass sizeClass, LocalDate today, int threads, SuiteTables tables, boolean open) {
    this.folder = folder;
    this.sizeClass = sizeClass;
    this.today = today;
    this.threads = threads;
    this.tables = tables;
    this.open = open;
  }

  /// Reads and encodes a population to train on.
  ///
  /// @param sizeClass whose passes it is encoded with
  /// @throws UncheckedIOException if a file is missing or cannot be read
  public static Parsed<Population> read(Path folder, SizeClass sizeClass, int threads) {
    return new PopulationFolder(folder, sizeClass, TODAY, threads, SuiteTables.PINNED, true).read();
  }

  /// Reads and encodes a population to judge by, not to train on: its members have no open rows.
  ///
  /// @param sizeClass whose passes it is encoded with
  /// @param today the day of the run: consent that is over by then is none
  /// @param tables the suite's own, or others
  /// @throws UncheckedIOException if a file is missing or cannot be read
  public static Parsed<Population> read(Path folder, SizeClass sizeClass, LocalDate today, int threads, SuiteTables tables) {
    return new PopulationFolder(folder, sizeClass, today, threads, tables, false).read();
  }

  private Parsed<Population> read() {
    return RosterFolder.read(folder).flatMap(this::read);
  }

  private record Truth(String youth, String household) {}

  private Parsed<Population> read(RosterFolder rosters) {
    Map<String, Truth> truth = new HashMap<>();
    lines("truth.csv", line -> truth.put(line.getField("agency") + " " + line.getField("local_id"), new Truth(line.getField("youth_id"), line
        .getField("household_id"))));
    Map<String, String> twins = new HashMap<>();
    if (Files.exists(folder.resolve("youth.csv"))) {
      lines("youth.csv", line -> {
        if (!line.getField("twin_of").isEmpty()) {
          twins.put(line.getField("youth_id"), line.getField("twin_of"));
        }
      });
    }
    List<Population.Member> members = new ArrayList<>();
    for (AgencyRoster roster : rosters.rosters()) {
      members.addAll(members(roster, truth));
    }
    members.sort(Comparator.comparing(Population.Member::ref));
    return Parsed.of(problems, () -> new Population(String.valueOf(folder.getFileName()), members, twins));
  }

  private List<Population.Member> members(AgencyRoster roster, Map<String, Truth> truth) {
    RosterEncoding encoding = RosterEncoding.ofFile(roster.file(), today, RehearsalKeys.linkageSecret(sizeClass), RehearsalKeys.recordKey(roster
        .agency()), threads).with(tables);
    List<Population.Member> members = new ArrayList<>();
    Map<String, List<Body>> bodiesOf = open ? valid(encoding.openBodies(0), roster.file()) : Map.of();
    EncodedRoster encoded = bodiesOf == null ? null : valid(encoding.encode(0, RosterEncoding.Progress.NONE), roster.file());
    if (bodiesOf == null || encoded == null) {
      return members;
    }
    for (EncodedRoster.Entry entry : encoded.entries()) {
      Truth of = truth.get(roster.agency() + " " + entry.localId());
      List<Body> bodies = open ? bodiesOf.get(entry.localId()) : List.of();
      if (of == null || bodies == null) {
        problems.add(new Problem(folder.resolve("truth.csv").toString(), "a record of " + roster.file().getFileName() + " is not in it"));
        return members;
      }
      members.add(Population.Member.of(new RecordRef(roster.agency(), entry.record().token()), entry.record(), bodies, of.youth(), of.household(),
          !entry.screenings().isEmpty()));
    }
    return members;
  }

  private <T> @org.jspecify.annotations.Nullable T valid(Parsed<T> parsed, Path file) {
    return switch (parsed) {
      case Parsed.Valid<T>(T value) -> value;
      case Parsed.Rejected<T>(List<Problem> ofFile) -> {
        ofFile.forEach(problem -> problems.add(problem.in(file.toString())));
        yield null;
      }
    };
  }

  private void lines(String file, Consumer<NamedCsvRecord> each) {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
      reader.forEach(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
