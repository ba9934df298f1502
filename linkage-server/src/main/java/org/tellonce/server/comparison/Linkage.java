package org.tellonce.server.comparison;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.ReadAhead;

/// Keeps index, candidates and matches of all agencies in one epoch in step: after each set of changes they are what they would be if everything had been compared and decided
/// at once, but only the candidates of changed records are compared, and only their neighbourhood is decided.
///
/// Changes belong to the database's writer; the others read in any transaction.
///
/// @see "comparison.md; architecture.md, Comparison is a pure function"
public final class Linkage {
  private final IndexStore index;
  private final CandidateStore candidates;
  private final MatchStore matches;
  private final Parameters parameters;
  private final Decision decision;
  private final int place;
  private final NeverLinks neverLinks;
  private final AlikeRecords alike;
  private final Scoring scoring;
  private final Changes changes;
  private final BiConsumer<Handle, List<MatchChange>> told;

  /// In the first place for epochs; nobody is told of its matches.
  ///
  /// @param key the epoch's index key, never another one for the same epoch
  /// @param parameters the file that the rules name
  public Linkage(IndexKey key, SecureRandom random, Parameters parameters) {
    this(key, random, parameters, 0, new NeverLinks(key, random), new AlikeRecords(key, random, AlikeListener.NONE), new Changes(), (_, _) -> {
    });
  }

  /// @param place which of the two places for epochs
  /// @param neverLinks those of all epochs
  /// @param alike those of all epochs
  /// @param changes where changes are counted
  /// @param told of changed matches, in the transaction in which they change
  Linkage(IndexKey key, SecureRandom random, Parameters parameters, int place, NeverLinks neverLinks, AlikeRecords alike, Changes changes,
      BiConsumer<Handle, List<MatchChange>> told) {
    this.index = new IndexStore(key, random, place);
    this.candidates = new CandidateStore(key, random, place);
    this.matches = new MatchStore(key, random, place);
    this.parameters = parameters;
    this.decision = new Decision(parameters);
    this.place = place;
    this.neverLinks = neverLinks;
    this.alike = alike;
    this.scoring = new Scoring(parameters);
    this.changes = changes;
    this.told = told;
  }

  /// How much a set of changes took.
  ///
  /// @param compared candidates whose agreement vector was computed
  /// @param decided records whose matches were decided anew
  public record Work(long compared, long decided) {}

  /// Applies changes of records of any agency.
  ///
  /// @param changes at most one for each record
  /// @throws IllegalStateException if the index lacks a row that a change names: the database is damaged
  public Work apply(Handle handle, List<Change> changes) {
    var session = begin(handle, ReadAhead.NONE);
    for (int from = 0; from < changes.size(); from += IndexStore.BATCH) {
      session.change(changes.subList(from, Math.min(changes.size(), from + IndexStore.BATCH)));
    }
    return session.decide();
  }

  /// Begins a set of changes that comes in portions: each record in one portion at most.
  public Session begin(Handle handle, ReadAhead readAhead) {
    return new Session(handle, readAhead);
  }

  /// Decides everything anew if the matches in the database were decided by another parameter file; to be called at start.
  ///
  /// @return whether it had to
  public boolean refresh(Handle handle) {
    Optional<String> by = handle.createQuery("SELECT parameters FROM decision WHERE place = :place").bind("place", place).mapTo(String.class)
        .findOne();
    if (by.isPresent() && by.get().equals(parameters.digest())) {
      return false;
    }
    changes.mark(handle);
    List<Candidate> all = candidates.all(handle);
    List<Match> decided = decision.matches(all, neverLinks.all(handle));
    matches.clear(handle);
    matches.replace(handle, new AgencyNumbers(handle), Set.of(), decided);
    lookAlike(handle, all);
    handle.execute("INSERT INTO decision (place, parameters) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET parameters = excluded.parameters",
        place, parameters.digest());
    return true;
  }

  /// Decides anew which records of one agency look alike.
  private void lookAlike(Handle handle, List<Candidate> all) {
    Map<RecordRef, List<RecordRef>> next = new HashMap<>();
    all.stream().filter(candidate -> candidate.isWithinOneAgency() && Alike.isAlike(candidate.vector(), scoring)).forEach(candidate -> {
      next.computeIfAbsent(candidate.a(), _ -> new ArrayList<>()).add(candidate.b());
      next.computeIfAbsent(candidate.b(), _ -> new ArrayList<>()).add(candidate.a());
    });
    Set<RecordRef> records = new HashSet<>(next.keySet());
    records.addAll(alike.all(handle));
    alike.decide(handle, place, records, Set.of(), record -> next.getOrDefault(record, List.of()));
  }

  /// The records of its agency that hang together with one because they look like one person, itself first.
  ///
  /// @see "flags.md, Guards"
  Set<RecordRef> alike(Handle handle, RecordRef record) {
    try (CandidateStore.Open open = candidates.open(handle, new AgencyNumbers(handle))) {
      return Alike.together(record, other -> open.withinAgency(other, vector -> Alike.isAlike(vector, scoring)));
    }
  }

  /// Forgets every row, candidate and match: none of them can be read any more.
  public void forget(Handle handle) {
    changes.mark(handle);
    index.clear(handle);
    candidates.clear(handle);
    matches.clear(handle);
    alike.clear(handle, place);
    handle.execute("DELETE FROM decision WHERE place = ?", place);
  }

  /// All matches, in ascending order.
  public List<Match> matches(Handle handle) {
    return matches.all(handle);
  }

  /// The matches of each of these records; records without any are left out.
  public Map<RecordRef, List<Match>> matchesOf(Handle handle, Collection<RecordRef> records) {
    return matches.of(handle, records);
  }

  /// The matches that a record would have if it came now, in ascending order; nothing is written. Of a record that is known, its rows as they are given here count.
  ///
  /// @param agency who asks
  public List<Match> lookUp(Handle handle, AgencyId agency, EncodedRecord encoded) {
    return withCandidates(handle, agency, encoded, (record, candidatesOf) -> decision.matchesOf(Set.of(record), candidatesOf, neverLinks.in(handle)));
  }

  /// As [#lookUp], but only what the record's own candidates say: no third record carries a match over.
  ///
  /// @see "flags.md, Look-up"
  public List<Match> lookUpDirectly(Handle handle, AgencyId agency, EncodedRecord encoded) {
    return withCandidates(handle, agency, encoded, (record, candidatesOf) -> decision.directMatchesOf(record, candidatesOf, neverLinks.in(handle)));
  }

  /// Decides with the candidates that a record would have.
  private List<Match> withCandidates(Handle handle, AgencyId agency, EncodedRecord encoded,
      BiFunction<RecordRef, Function<RecordRef, Collection<Candidate>>, List<Match>> decide) {
    var record = new RecordRef(agency, encoded.token());
    Map<RecordRef, Candidate> own = new HashMap<>();
    pairs(index.meeting(handle, record, encoded), Set.of(record)).forEach((pair, rows) -> {
      var candidate = new Candidate(pair.a, pair.b, AgreementVector.of(rows));
      own.put(candidate.partnerOf(record), candidate);
    });
    try (CandidateStore.Open open = candidates.open(handle, new AgencyNumbers(handle))) {
      return decide.apply(record, other -> other.equals(record) ? own.values() : with(own.get(other), record, open.of(other)));
    }
  }

  /// A known record's candidates as they would be: the one with the new record in place of any it has with it now.
  private static List<Candidate> with(@Nullable Candidate own, RecordRef record, Collection<Candidate> known) {
    return Stream.concat(Stream.ofNullable(own), known.stream().filter(candidate -> !candidate.a().equals(record) && !candidate.b().equals(record)))
        .toList();
  }

  /// All candidates, each once.
  public List<Candidate> candidates(Handle handle) {
    return candidates.all(handle);
  }

  /// A set of changes, taken in in portions and decided at the end.
  public final class Session {
    private final Handle handle;
    private final ReadAhead readAhead;
    private final IndexStore.Session rows;
    private final Set<RecordRef> touched = new HashSet<>();
    private final Set<RecordRef> renewed = new HashSet<>();
    private long compared;

    private Session(Handle handle, ReadAhead readAhead) {
      this.handle = handle;
      this.readAhead = readAhead;
      changes.mark(handle);
      this.rows = index.begin(handle, readAhead);
    }

    /// Takes in a portion, of about [IndexStore#BATCH] records at most: index rows and candidates.
    public void change(List<Change> portion) {
      Set<RecordRef> changed = new HashSet<>();
      portion.forEach(change -> changed.add(change.record()));
      Map<Pair, List<SharedRow>> pairs = pairs(rows.change(portion), changed);
      List<Map.Entry<Pair, List<SharedRow>>> entries = List.copyOf(pairs.entrySet());
      var agencies = new AgencyNumbers(handle);
      Set<RecordRef> met = pairs.keySet().stream().flatMap(pair -> Stream.of(pair.a, pair.b)).collect(Collectors.toSet());
      candidates.readAhead(readAhead, agencies, met);
      matches.readAhead(readAhead, agencies, met);
      List<AgreementVector> vectors = entries.parallelStream().map(entry -> AgreementVector.of(entry.getValue())).toList();
      try (CandidateStore.Open open = candidates.open(handle, agencies)) {
        for (Change change : portion) {
          if (!change.before().isEmpty()) {
            touched.add(change.record());
            renewed.add(change.record());
            touched.addAll(open.remove(change.record()));
          }
        }
        for (int i = 0; i < vectors.size(); i++) {
          Pair pair = entries.get(i).getKey();
          open.put(pair.a, pair.b, vectors.get(i));
          touched.add(pair.a);
          touched.add(pair.b);
        }
        open.flush();
      }
      compared += vectors.size();
    }

    /// Decides what the portions reach.
    public Work decide() {
      rows.finish();
      return new Work(compared, Linkage.this.decide(handle, touched, renewed));
    }
  }

  /// Decides anew what two records reach that are kept apart from now on.
  void separate(Handle handle, RecordRef a, RecordRef b) {
    changes.mark(handle);
    decide(handle, Set.of(a, b), Set.of());
  }

  /// Decides what touched records reach.
  ///
  /// @param renewed those whose rows were others before
  /// @return how many records that are
  private int decide(Handle handle, Set<RecordRef> touched, Set<RecordRef> renewed) {
    var agencies = new AgencyNumbers(handle);
    try (CandidateStore.Open open = candidates.open(handle, agencies)) {
      SortedSet<RecordRef> reach = Decision.reach(touched, open::of);
      List<MatchChange> changes = matches.replace(handle, agencies, reach, decision.matchesOf(reach, open::of, neverLinks.in(handle)));
      if (!changes.isEmpty()) {
        told.accept(handle, changes);
      }
      alike.decide(handle, place, touched, renewed, record -> open.withinAgency(record, vector -> Alike.isAlike(vector, scoring)));
      return reach.size();
    }
  }

  /// Two records, the smaller first.
  private record Pair(RecordRef a, RecordRef b) {}

  /// For each pair with a changed record, its two rows under each shared tag.
  private static Map<Pair, List<SharedRow>> pairs(List<List<IndexedRow>> underTags, Set<RecordRef> changed) {
    Map<Pair, List<SharedRow>> pairs = new LinkedHashMap<>();
    Map<RecordRef, RecordRef> same = new HashMap<>();
    for (List<IndexedRow> rows : underTags) {
      List<RecordRef> refs = new ArrayList<>(rows.size());
      for (IndexedRow row : rows) {
        var ref = new RecordRef(row.agency(), row.record());
        refs.add(same.computeIfAbsent(ref, r -> r));
      }
      for (int i = 0; i < rows.size(); i++) {
        for (int j = i + 1; j < rows.size(); j++) {
          if (changed.contains(refs.get(i)) || changed.contains(refs.get(j))) {
            boolean ordered = refs.get(i).compareTo(refs.get(j)) < 0;
            var pair = ordered ? new Pair(refs.get(i), refs.get(j)) : new Pair(refs.get(j), refs.get(i));
            pairs.computeIfAbsent(pair, _ -> new ArrayList<>(4))
                .add(ordered ? new SharedRow(rows.get(i), rows.get(j)) : new SharedRow(rows.get(j), rows.get(i)));
          }
        }
      }
    }
    return pairs;
  }
}
