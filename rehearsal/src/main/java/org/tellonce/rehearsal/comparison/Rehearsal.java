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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.tellonce.server.comparison.Scoring;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// One folder of rosters, taken through encoder, encrypted index and decision as the agencies and the server would, in one process and a database that is deleted
/// afterwards.
final class Rehearsal {

  /// How many records are compared at once.
  private static final int PORTION = 16_384;

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
    /// Nobody.
    Progress NONE = (_, _, _) -> {
    };

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
  /// @param others with how many other people a record shares tags on average, by the probabilities of the candidates
  /// @param encoding how long reading and encoding took, in part at the same time as the rest
  /// @param comparing how long index, vectors and decision took
  record Outcome(List<Match> links, Map<RecordRef, String> localIds, SortedMap<Integer, Long> passes, Map<AgencyId,
      List<WarningCount>> warnings, List<Candidate> candidates, long withinAgencies, long betweenAgencies, double others, Duration encoding,
      Duration comparing) {}

  /// Runs it: while one roster is compared, the next is encoded. No more than two are held at a time, and everything is decided once, at the end.
  ///
  /// @return the outcome, or every problem of rosters that are refused
  Parsed<Outcome> run(RosterFolder folder, Progress progress) {
    Path server = temporary();
    try (Database database = Database.open(server.resolve("server.db"), Schema.MIGRATIONS)) {
      Linkage linkage = new Linkage(IndexKey.random(random), random, parameters);
      Taken taken = new Taken();
      try (ExecutorService encoder = Executors.newSingleThreadExecutor()) {
        database.writing(handle -> take(folder.rosters(), encoder, linkage.begin(handle), taken, progress));
      }
      if (!taken.problems.isEmpty()) {
        return new Parsed.Rejected<>(taken.problems);
      }
      var start = clock.instant();
      List<Match> links = database.read(linkage::matches);
      List<Candidate> candidates = database.read(linkage::candidates);
      taken.comparing = taken.comparing.plus(Duration.between(start, clock.instant()));
      long within = candidates.stream().filter(Candidate::isWithinOneAgency).count();
      return new Parsed.Valid<>(new Outcome(links, taken.localIds, taken.passes, taken.warnings, candidates, within, candidates.size() - within,
          others(candidates,
              taken.localIds.size()), taken.encoding, taken.comparing));
    } finally {
      delete(server);
    }
  }

  /// Each candidate that is not one person tells two records of another.
  private double others(List<Candidate> candidates, int records) {
    Scoring scoring = new Scoring(parameters);
    double others = candidates.stream().mapToDouble(candidate -> 2 * (1 - scoring.score(candidate.vector()).probability())).sum();
    return records == 0 ? 0 : others / records;
  }

  /// What is known of the rosters so far.
  private static final class Taken {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<RecordRef, String> localIds = new HashMap<>();
    private final SortedMap<Integer, Long> passes = new TreeMap<>();
    private final Map<AgencyId, List<WarningCount>> warnings = new TreeMap<>();
    private Duration encoding = Duration.ZERO;
    private Duration comparing = Duration.ZERO;
  }

  /// A roster after encoding.
  private record Encoded(AgencyRoster roster, Parsed<EncodedRoster> result, Duration time) {}

  private void take(List<AgencyRoster> rosters, ExecutorService encoder, Linkage.Session session, Taken taken, Progress progress) {
    Future<Encoded> next = encoder.submit(() -> encode(rosters.getFirst(), progress));
    for (int i = 0; i < rosters.size(); i++) {
      Encoded encoded = finished(next);
      if (i + 1 < rosters.size()) {
        AgencyRoster following = rosters.get(i + 1);
        next = encoder.submit(() -> encode(following, Progress.NONE));
      }
      var start = clock.instant();
      taken.encoding = taken.encoding.plus(encoded.time());
      take(encoded, session, taken, progress);
      taken.comparing = taken.comparing.plus(Duration.between(start, clock.instant()));
    }
    if (taken.problems.isEmpty()) {
      var start = clock.instant();
      progress.at("deciding", 0, taken.localIds.size());
      session.decide();
      taken.comparing = taken.comparing.plus(Duration.between(start, clock.instant()));
    }
  }

  private void take(Encoded encoded, Linkage.Session session, Taken taken, Progress progress) {
    AgencyId agency = encoded.roster().agency();
    switch (encoded.result()) {
      case Parsed.Rejected<EncodedRoster>(List<Problem> ofRoster) -> ofRoster.forEach(problem -> taken.problems.add(problem.in(encoded.roster().file()
          .toString())));
      case Parsed.Valid<EncodedRoster>(EncodedRoster roster) -> {
        taken.warnings.put(agency, roster.warnings());
        roster.inputs().forEach((pass, inputs) -> taken.passes.merge(pass, inputs, Long::sum));
        List<IndexStore.Change> changes = new ArrayList<>();
        for (EncodedRoster.Entry entry : roster.entries()) {
          RecordRef ref = new RecordRef(agency, entry.record().token());
          taken.localIds.put(ref, entry.localId());
          changes.add(new IndexStore.Change(ref, Set.of(), entry.record()));
        }
        for (int from = 0; from < changes.size() && taken.problems.isEmpty(); from += PORTION) {
          progress.at("comparing " + agency, from, changes.size());
          session.change(changes.subList(from, Math.min(changes.size(), from + PORTION)));
        }
        progress.at("comparing " + agency, changes.size(), changes.size());
      }
    }
  }

  private Encoded encode(AgencyRoster roster, Progress progress) {
    var start = clock.instant();
    RosterEncoding encoding = RosterEncoding.ofFile(roster.file(), today, RehearsalKeys.linkageSecret(parameters.sizeClass()), RehearsalKeys
        .recordKey(roster.agency()),
        threads);
    Parsed<EncodedRoster> result = encoding.encode(0, (done, total) -> progress.at("encoding " + roster.agency(), done, total));
    return new Encoded(roster, result, Duration.between(start, clock.instant()));
  }

  private static Encoded finished(Future<Encoded> encoded) {
    try {
      return encoded.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while encoding", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException("a roster could not be encoded", e.getCause());
    }
  }

  /// What each record of an outcome has, read from the rosters once more.
  ///
  /// @return the facts, or every problem of rosters that have changed meanwhile
  Parsed<Map<RecordRef, RecordFacts>> facts(RosterFolder folder, Outcome outcome) {
    List<Problem> problems = new ArrayList<>();
    Map<AgencyId, Map<String, RecordFacts>> byAgency = new HashMap<>();
    for (AgencyRoster roster : folder.rosters()) {
      RosterEncoding encoding = RosterEncoding.ofFile(roster.file(), today, RehearsalKeys.linkageSecret(parameters.sizeClass()), RehearsalKeys
          .recordKey(roster.agency()),
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
