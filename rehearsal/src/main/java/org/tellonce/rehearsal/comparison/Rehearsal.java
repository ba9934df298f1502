package org.tellonce.rehearsal.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RecordFacts;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.agency.encoding.WarningCount;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.rehearsal.comparison.RosterFolder.AgencyRoster;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.IndexStore;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// One folder of rosters, taken through encoder, encrypted index and decision as the agencies and the server would, in one process and a database that is deleted
/// afterwards.
final class Rehearsal {

  private final InstantSource clock;
  private final SecureRandom random;
  private final Parameters parameters;
  private final LocalDate today;
  private final int threads;

  /// @param today the day of the run
  /// @param threads how many records are encoded at once
  Rehearsal(InstantSource clock, SecureRandom random, Parameters parameters, LocalDate today, int threads) {
    this.clock = clock;
    this.random = random;
    this.parameters = parameters;
    this.today = today;
    this.threads = threads;
  }

  /// Who wants to know how far it is.
  interface Progress {
    /// @param step what is being done, for people to read
    /// @param done of the step's `total`
    void at(String step, long done, long total);
  }

  /// What came of it.
  ///
  /// @param links the matches, in ascending order of their records
  /// @param localIds whose record each is
  /// @param passes how many inputs each pass has in all rosters
  /// @param warnings what each agency's normaliser could not use
  /// @param candidates all of them
  /// @param withinAgencies candidates of two records of one agency
  /// @param betweenAgencies candidates of two agencies
  /// @param encoding how long reading and encoding took
  /// @param comparing how long index, vectors and decision took
  record Outcome(List<Match> links, Map<RecordRef, String> localIds, SortedMap<Integer, Long> passes, Map<AgencyId,
      List<WarningCount>> warnings, List<Candidate> candidates, long withinAgencies, long betweenAgencies, Duration encoding, Duration comparing) {}

  /// Runs it.
  ///
  /// @return the outcome, or every problem of rosters that are refused
  Parsed<Outcome> run(RosterFolder folder, Progress progress) {
    List<Problem> problems = new ArrayList<>();
    Map<RecordRef, String> localIds = new HashMap<>();
    SortedMap<Integer, Long> passes = new TreeMap<>();
    Map<AgencyId, List<WarningCount>> warnings = new TreeMap<>();
    List<List<IndexStore.Change>> changes = new ArrayList<>();
    var start = clock.instant();
    for (AgencyRoster roster : folder.rosters()) {
      RosterEncoding encoding = RosterEncoding.ofFile(roster.file(), today, RehearsalKeys.linkageSecret(), RehearsalKeys.recordKey(roster.agency()),
          threads);
      switch (encoding.encode(0, (done, total) -> progress.at("encoding " + roster.agency(), done, total))) {
        case Parsed.Rejected<EncodedRoster>(List<Problem> ofRoster) -> ofRoster.forEach(problem -> problems.add(problem.in(roster.file()
            .toString())));
        case Parsed.Valid<EncodedRoster>(EncodedRoster encoded) -> {
          warnings.put(roster.agency(), encoded.warnings());
          encoded.inputs().forEach((pass, inputs) -> passes.merge(pass, inputs, Long::sum));
          List<IndexStore.Change> ofAgency = new ArrayList<>();
          for (EncodedRoster.Entry entry : encoded.entries()) {
            RecordRef ref = new RecordRef(roster.agency(), entry.record().token());
            localIds.put(ref, entry.localId());
            ofAgency.add(new IndexStore.Change(ref, Set.of(), entry.record()));
          }
          changes.add(ofAgency);
        }
      }
    }
    var encoded = clock.instant();
    if (!problems.isEmpty()) {
      return new Parsed.Rejected<>(problems);
    }
    List<Match> links;
    List<Candidate> candidates;
    Path server = temporary();
    try (Database database = Database.open(server.resolve("server.db"), Schema.MIGRATIONS)) {
      Linkage linkage = new Linkage(IndexKey.random(random), random, parameters);
      long done = 0;
      for (List<IndexStore.Change> ofAgency : changes) {
        progress.at("comparing", done, localIds.size());
        database.writing(handle -> linkage.apply(handle, ofAgency));
        done += ofAgency.size();
      }
      progress.at("comparing", done, localIds.size());
      links = database.read(linkage::matches);
      candidates = database.read(linkage::candidates);
    } finally {
      delete(server);
    }
    var compared = clock.instant();
    long within = candidates.stream().filter(Candidate::isWithinOneAgency).count();
    return new Parsed.Valid<>(new Outcome(links, localIds, passes, warnings, candidates, within, candidates.size() - within, Duration.between(start,
        encoded), Duration
            .between(encoded, compared)));
  }

  /// What each record of an outcome has, read from the rosters once more.
  ///
  /// @return the facts, or every problem of rosters that have changed meanwhile
  Parsed<Map<RecordRef, RecordFacts>> facts(RosterFolder folder, Outcome outcome) {
    List<Problem> problems = new ArrayList<>();
    Map<AgencyId, Map<String, RecordFacts>> byAgency = new HashMap<>();
    for (AgencyRoster roster : folder.rosters()) {
      RosterEncoding encoding = RosterEncoding.ofFile(roster.file(), today, RehearsalKeys.linkageSecret(), RehearsalKeys.recordKey(roster.agency()),
          threads);
      switch (encoding.facts(0)) {
        case Parsed.Rejected<Map<String, RecordFacts>>(List<Problem> ofRoster) -> ofRoster.forEach(problem -> problems.add(problem.in(roster.file()
            .toString())));
        case Parsed.Valid<Map<String, RecordFacts>>(Map<String, RecordFacts> facts) -> byAgency.put(roster.agency(), facts);
      }
    }
    Map<RecordRef, RecordFacts> facts = new HashMap<>();
    outcome.localIds().forEach((record, localId) -> {
      RecordFacts of = byAgency.getOrDefault(record.agency(), Map.of()).get(localId);
      if (of != null) {
        facts.put(record, of);
      }
    });
    if (problems.isEmpty() && facts.size() < outcome.localIds().size()) {
      problems.add(new Problem("rosters", "changed while they were linked", "run it once more"));
    }
    return Parsed.of(problems, () -> facts);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("tellonce-rehearsal-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
          Files.delete(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
          Files.delete(visited);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
