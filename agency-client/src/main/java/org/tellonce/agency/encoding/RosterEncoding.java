package org.tellonce.agency.encoding;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.person.Warning;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Defaults;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.RosterCsv;
import org.tellonce.agency.roster.RosterSettings;
import org.tellonce.agency.roster.RosterSource;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.SuiteTables;

/// From an agency's roster to encoded records, in one step: the one entry that the night, the dry run and rehearsals use. Plaintext goes in and does not come
/// out. The same roster, keys and day give the same bytes, whatever the number of threads.
public final class RosterEncoding {

  private static final int CHUNK = 256;
  private static final int MAX_UNREADABLE_PERCENT = 20;

  private final RosterSource source;
  private final LocalDate today;
  private final LinkageSecret linkageSecret;
  private final RecordKey recordKey;
  private final int threads;
  private final SuiteTables tables;

  /// Who wants to know how far it is.
  @FunctionalInterface
  public interface Progress {
    /// Nobody.
    Progress NONE = (_, _) -> {
    };

    /// Called by one thread.
    ///
    /// @param done records encoded so far
    /// @param total all of them
    void encoded(int done, int total);
  }

  private RosterEncoding(RosterSource source, LocalDate today, LinkageSecret linkageSecret, RecordKey recordKey, int threads,
      SuiteTables tables) {
    this.source = source;
    this.today = today;
    this.linkageSecret = linkageSecret;
    this.recordKey = recordKey;
    this.threads = threads;
    this.tables = tables;
  }

  /// The encoding of an agency's roster.
  ///
  /// @param today the day of the run, where the collaborative is
  /// @param threads how many records are encoded at once
  public static RosterEncoding of(AgencyConfig config, LocalDate today, LinkageSecret linkageSecret, RecordKey recordKey, int threads) {
    return new RosterEncoding(new RosterCsv(config.roster(), today), today, linkageSecret, recordKey, threads, SuiteTables.PINNED);
  }

  /// The encoding of a roster that nobody wrote an `agency.toml` for: our names of columns, every row an open case.
  ///
  /// @param today the day of the run
  /// @param threads how many records are encoded at once
  public static RosterEncoding ofFile(Path roster, LocalDate today, LinkageSecret linkageSecret, RecordKey recordKey, int threads) {
    Defaults defaults = Defaults.open(LegalBasis.CHILD_PROTECTION);
    return new RosterEncoding(new RosterCsv(RosterSettings.of(roster, defaults), today), today, linkageSecret, recordKey, threads,
        SuiteTables.PINNED);
  }

  /// The same roster with other tables than the suite's: to measure what the tables are worth. No server would take such records.
  public RosterEncoding with(SuiteTables others) {
    return new RosterEncoding(source, today, linkageSecret, recordKey, threads, others);
  }

  /// The local ids of all rows that a court has sealed, also of a roster that [#encode] refuses.
  public List<String> sealedIds() {
    return source.sealedIds();
  }

  /// Reads, normalises and encodes everything.
  ///
  /// @param maxRejectedPercent how many rows of a hundred may be rejected before the whole roster is refused
  /// @return the encoded roster, or every problem of one that is refused; it is refused too if the dates of birth of many rows cannot be read: the export then
  ///         writes them in another form, and most matches would be lost without a word
  /// @throws java.io.UncheckedIOException if the disk fails
  public Parsed<EncodedRoster> encode(int maxRejectedPercent, Progress progress) {
    return source.read(maxRejectedPercent).flatMap(roster -> {
      try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
        List<Normalised> normalised = normalised(workers, roster.entries());
        return Parsed.of(unreadableDates(roster, normalised), () -> encode(workers, roster, normalised, progress));
      }
    });
  }

  private List<Normalised> normalised(ExecutorService workers, List<Entry> entries) {
    Normaliser normaliser = Normaliser.ofSuite(today);
    List<Normalised> alone = new ArrayList<>(entries.size());
    inChunks(workers, entries.size(), (from, to) -> entries.subList(from, to).stream().map(entry -> normaliser.normalise(entry.row())).toList(),
        alone::addAll);
    return Normaliser.withoutFacilities(alone);
  }

  private static List<Problem> unreadableDates(Roster roster, List<Normalised> normalised) {
    long filled = roster.entries().stream().filter(entry -> !entry.row().cell(Column.DATE_OF_BIRTH).isEmpty()).count();
    return WarningCount.of(roster.entries(), normalised).stream().filter(warning -> warning.isOf(Column.DATE_OF_BIRTH, Warning.IMPOSSIBLE_DATE))
        .filter(warning -> Limits.isTooMany(warning.count(), MAX_UNREADABLE_PERCENT, filled))
        .map(warning -> new Problem("roster, line " + warning.firstLines().getFirst() + ", " + warning.column(), warning.count() + " of " + filled
            + " dates cannot be read, more than " + MAX_UNREADABLE_PERCENT + " %", "write yyyy-MM-dd, yyyy-MM or yyyy, never 3/14/2009"))
        .toList();
  }

  /// Reads and normalises everything, and makes bodies by which all persons of all rosters can be compared: each person's [OpenBodies] by local id. They protect
  /// nothing; for populations that were made up to train the comparison on.
  ///
  /// @return the bodies, or every problem of a roster that is refused
  public Parsed<Map<String, List<Body>>> openBodies(int maxRejectedPercent) {
    return source.read(maxRejectedPercent).map(roster -> {
      List<Normalised> normalised = Normaliser.of(tables, today).normaliseRoster(roster.entries().stream().map(Entry::row).toList());
      OpenBodies bodies = new OpenBodies(recordKey, NameShares.of(tables));
      Map<String, List<Body>> byLocalId = new LinkedHashMap<>();
      for (int i = 0; i < normalised.size(); i++) {
        String localId = roster.entries().get(i).row().localId();
        byLocalId.put(localId, bodies.of(localId, normalised.get(i).person()));
      }
      return byLocalId;
    });
  }

  /// Reads and normalises everything, and says of each record by its local id what it has: for reports on rosters. Nothing that stands in a cell is among it.
  ///
  /// @return the facts, or every problem of a roster that is refused
  public Parsed<Map<String, RecordFacts>> facts(int maxRejectedPercent) {
    return source.read(maxRejectedPercent).map(roster -> {
      Normaliser normaliser = Normaliser.of(tables, today);
      List<Normalised> normalised = normaliser.normaliseRoster(roster.entries().stream().map(Entry::row).toList());
      Passes passes = Passes.of(linkageSecret.epoch().sizeClass(), tables);
      Map<String, RecordFacts> byLocalId = new LinkedHashMap<>();
      for (int i = 0; i < normalised.size(); i++) {
        Person person = normalised.get(i).person();
        Set<Integer> taken = passes.of(person).stream().map(PassInput::pass).collect(Collectors.toSet());
        String language = roster.entries().get(i).row().cell(Column.LANGUAGE);
        byLocalId.put(roster.entries().get(i).row().localId(), new RecordFacts(usable(person), taken, person.names().surnames().size() > 1, normaliser
            .isNicknameProne(person.names()), !language.isBlank() && !language.strip().equalsIgnoreCase("English")));
      }
      return byLocalId;
    });
  }

  private static Set<RecordFacts.Fact> usable(Person person) {
    Set<RecordFacts.Fact> usable = EnumSet.noneOf(RecordFacts.Fact.class);
    Map<RecordFacts.Fact, Boolean> has = Map.of(RecordFacts.Fact.GIVEN_NAME, person.names().wholeGivenName().isPresent(),
        RecordFacts.Fact.FAMILY_NAME, person.names().wholeSurname().isPresent(), RecordFacts.Fact.MIDDLE_NAME, person.names().middleInitial()
            .isPresent(), RecordFacts.Fact.YEAR_OF_BIRTH, person.birthDate().year().isPresent(), RecordFacts.Fact.MONTH_AND_DAY, person.birthDate()
                .monthDay().isPresent(), RecordFacts.Fact.ADDRESS, person.address().isPresent(), RecordFacts.Fact.PHONE, person.phone().isPresent(),
        RecordFacts.Fact.GUARDIAN, person.guardian().isPresent(), RecordFacts.Fact.SSN4, person.ssn4().isPresent(), RecordFacts.Fact.SCHOOL_ID, person
            .schoolId().isPresent());
    has.forEach((fact, present) -> {
      if (present) {
        usable.add(fact);
      }
    });
    return usable;
  }

  private EncodedRoster encode(ExecutorService workers, Roster roster, List<Normalised> ofAll, Progress progress) {
    List<Entry> open = new ArrayList<>();
    List<Normalised> normalised = new ArrayList<>();
    List<String> sealedIds = new ArrayList<>();
    for (int i = 0; i < ofAll.size(); i++) {
      Entry entry = roster.entries().get(i);
      if (entry.sealed()) {
        sealedIds.add(entry.row().localId());
      } else {
        open.add(entry);
        normalised.add(ofAll.get(i));
      }
    }
    long[] counts = new long[Suite.PASSES + 1];
    List<EncodedRoster.Entry> entries = new ArrayList<>(open.size());
    Passes passes = Passes.of(linkageSecret.epoch().sizeClass(), tables);
    List<Problem> notices = new ArrayList<>(roster.notices());
    List<List<PassInput>> all = new ArrayList<>(open.size());
    inChunks(workers, open.size(), (from, to) -> normalised.subList(from, to).stream().map(one -> passes.of(one.person())).toList(), all::addAll);
    CrowdedInputs crowded = CrowdedInputs.of(all, normalised.stream().map(one -> one.person().birthDate()).toList());
    notices.addAll(crowded.notices());
    all.replaceAll(crowded::leftOf);
    for (List<PassInput> of : all) {
      for (PassInput input : of) {
        counts[input.pass()]++;
      }
    }
    inChunks(workers, open.size(), (from, to) -> encode(open.subList(from, to), normalised.subList(from, to), all.subList(from, to), passes),
        chunk -> {
          entries.addAll(chunk);
          progress.encoded(entries.size(), open.size());
        });
    SortedMap<Integer, Long> inputs = new TreeMap<>();
    for (int pass = 1; pass <= Suite.PASSES; pass++) {
      inputs.put(pass, counts[pass]);
    }
    long used = inputs.values().stream().mapToLong(Long::longValue).sum();
    return new EncodedRoster(entries, sealedIds, roster.unconsentedIds(), roster.rejectedIds(), roster.rejectedRows(), roster.rejected(), notices,
        WarningCount.of(open, normalised), inputs, (long) entries.size() * Suite.ROWS - used);
  }

  private List<EncodedRoster.Entry> encode(List<Entry> entries, List<Normalised> normalised, List<List<PassInput>> inputs, Passes passes) {
    RecordEncoder encoder = new RecordEncoder(linkageSecret, recordKey, passes);
    List<EncodedRoster.Entry> encoded = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String localId = entry.row().localId();
      EncodedRecord record = encoder.encode(localId, normalised.get(i).person(), inputs.get(i));
      encoded.add(new EncodedRoster.Entry(localId, record, entry.asks(), entry.basis(), entry.consent(), entry.screenings()));
    }
    return encoded;
  }

  /// What becomes of a chunk of a roster.
  @FunctionalInterface
  private interface Step<T> {
    List<T> of(int from, int to);
  }

  /// Works chunks off at once and hands them on in their order.
  private static <T> void inChunks(ExecutorService workers, int size, Step<T> step, Consumer<List<T>> taken) {
    List<Future<List<T>>> chunks = new ArrayList<>();
    for (int from = 0; from < size; from += CHUNK) {
      int start = from;
      int end = Math.min(size, from + CHUNK);
      chunks.add(workers.submit(() -> step.of(start, end)));
    }
    chunks.forEach(chunk -> taken.accept(finished(chunk)));
  }

  private static <T> T finished(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while encoding", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a record could not be encoded", e.getCause());
    }
  }
}
