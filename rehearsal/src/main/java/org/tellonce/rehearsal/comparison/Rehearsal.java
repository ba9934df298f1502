package org.tellonce.rehearsal.comparison;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.agency.encoding.EncodedRoster;
import org.tellonce.agency.encoding.RecordFacts;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.agency.encoding.WarningCount;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.rehearsal.comparison.RosterFolder.AgencyRoster;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.Scoring;
import org.tellonce.server.comparison.TagJoin;

/// One folder of rosters, taken through encoder, comparison and decision as the agencies and the server would, in one process and in memory: only the encrypted index
/// between them is left out, and with the same records it finds the same candidates.
final class Rehearsal {

  private final InstantSource clock;
  private final Parameters parameters;
  private final LocalDate today;
  private final int threads;

  /// @param today the day of the run
  /// @param threads how many records are encoded at once
  Rehearsal(InstantSource clock, Parameters parameters, LocalDate today, int threads) {
    this.clock = clock;
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
  /// @param leftOut rows that take no part
  /// @param warnings what each agency's normaliser could not use
  /// @param candidates all of them
  /// @param withinAgencies candidates of two records of one agency
  /// @param betweenAgencies candidates of two agencies
  /// @param others with how many other people a record shares tags on average, by the probabilities of the candidates
  /// @param encoding how long reading and encoding took
  /// @param comparing how long vectors and decision took
  record Outcome(List<Match> links, Map<RecordRef, String> localIds, SortedMap<Integer, Long> passes, LeftOut leftOut, Map<AgencyId,
      List<WarningCount>> warnings, List<Candidate> candidates, long withinAgencies, long betweenAgencies, double others, Duration encoding,
      Duration comparing) {}

  /// How many rows take no part.
  ///
  /// @param unconsented their legal basis is a consent that is missing or over
  /// @param sealed by a court
  /// @param rejected unreadable
  record LeftOut(long unconsented, long sealed, long rejected) {
    private LeftOut plus(EncodedRoster roster) {
      return new LeftOut(unconsented + roster.unconsentedIds().size(), sealed + roster.sealedIds().size(), rejected + roster.rejectedRows());
    }
  }

  /// Runs it: all rosters are encoded, then compared, then decided.
  ///
  /// @return the outcome, or every problem of rosters that are refused
  Parsed<Outcome> run(RosterFolder folder, Progress progress) {
    var start = clock.instant();
    Taken taken = new Taken();
    folder.rosters().forEach(roster -> take(roster, taken, progress));
    if (!taken.problems.isEmpty()) {
      return new Parsed.Rejected<>(taken.problems);
    }
    var encoded = clock.instant();
    int records = taken.localIds.size();
    progress.at("comparing", 0, records);
    List<Candidate> candidates = TagJoin.candidates(taken.entries);
    progress.at("deciding", 0, records);
    List<Match> links = new Decision(parameters).matches(candidates);
    long within = candidates.stream().filter(Candidate::isWithinOneAgency).count();
    return new Parsed.Valid<>(new Outcome(links, taken.localIds, taken.passes, taken.leftOut, taken.warnings, candidates, within, candidates.size()
        - within,
        others(candidates, records), Duration.between(start, encoded), Duration.between(encoded, clock.instant())));
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
    private LeftOut leftOut = new LeftOut(0, 0, 0);
    private final List<TagJoin.Entry> entries = new ArrayList<>();
  }

  private void take(AgencyRoster roster, Taken taken, Progress progress) {
    AgencyId agency = roster.agency();
    RosterEncoding encoding = RosterEncoding.ofFile(roster.file(), today, RehearsalKeys.linkageSecret(parameters.sizeClass()), RehearsalKeys
        .recordKey(agency), threads);
    switch (encoding.encode(Limits.DEFAULT.maxRejectedPercent(), (done, total) -> progress.at("encoding " + agency, done, total))) {
      case Parsed.Rejected<EncodedRoster>(List<Problem> ofRoster) -> ofRoster.forEach(problem -> taken.problems.add(problem.in(roster.file()
          .toString())));
      case Parsed.Valid<EncodedRoster>(EncodedRoster encoded) -> {
        taken.warnings.put(agency, encoded.warnings());
        taken.leftOut = taken.leftOut.plus(encoded);
        encoded.inputs().forEach((pass, inputs) -> taken.passes.merge(pass, inputs, Long::sum));
        for (EncodedRoster.Entry entry : encoded.entries()) {
          RecordRef ref = new RecordRef(agency, entry.record().token());
          taken.localIds.put(ref, entry.localId());
          taken.entries.add(new TagJoin.Entry(ref, entry.record().rows()));
        }
      }
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
      switch (encoding.facts(Limits.DEFAULT.maxRejectedPercent())) {
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
}
