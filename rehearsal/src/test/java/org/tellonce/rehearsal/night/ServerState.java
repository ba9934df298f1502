package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.comparison.AlikeListener;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.MatchListener;
import org.tellonce.server.comparison.NeverLinks;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.flags.FeedInTest;
import org.tellonce.server.flags.FlagStore;
import org.tellonce.server.flags.Flags;
import org.tellonce.server.flags.ShieldStore;
import org.tellonce.server.flags.Waiting;
import org.tellonce.server.submission.EpochRows;
import org.tellonce.server.submission.NewRowStore;
import org.tellonce.server.submission.NewRows;
import org.tellonce.server.submission.RecordStore;
import org.tellonce.server.submission.StoredRecord;
import org.tellonce.server.submission.SubmissionStore;
import org.tellonce.server.submission.TombstonesInTest;

/// All that a server knows, read with its index key from a copy of its database: what must be the same after whatever went wrong on the way.
///
/// @param records by agency and token
/// @param rows what each record is in each open epoch, by epoch
/// @param matches with their grades
/// @param flags of each agency today
/// @param feed what is flagged in each agency's stored feed, which changes when it is asked for
/// @param tombstones of each agency
/// @param openings as the log has them, oldest first
record ServerState(SortedMap<RecordRef, StoredRecord> records, SortedMap<RecordRef, SortedMap<Long, EpochRows>> rows, List<Candidate> candidates,
    List<Match> matches,
    SortedMap<AgencyId, SortedSet<RecordToken>> flags, SortedMap<AgencyId, SortedSet<RecordToken>> feed, SortedMap<AgencyId, SortedSet<
        RecordToken>> tombstones, List<LoggedEvent> openings,
    Map<String, Long> counts) {

  private static final List<String> TABLES = List.of("candidate", "match", "record", "tombstone", "flag_change");

  /// What the server of a folder holds. It may be running, but must not be writing.
  static ServerState of(Path folder, InstantSource clock) {
    Path copy = copy(folder);
    IndexKey key = IndexKey.load(folder.resolve("index.key")).orThrow();
    Rules rules = rules(folder);
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    try (Handle handle = Jdbi.create("jdbc:sqlite:" + copy).open()) {
      var random = TestCollaborative.RANDOM;
      var records = new RecordStore(key, random);
      var alike = new AlikeRecords(key, random, AlikeListener.NONE);
      var waiting = new Waiting(alike, new NewRows(new NewRowStore(key, random), NewRows.Listener.NONE));
      var epochs = new OpenEpochs(new EpochKeys(folder, random), random, Parameters.shipped(rules.sizeClass()), new NeverLinks(key,
          random), alike, MatchListener.NONE);
      var flags = new Flags(null, records, new SubmissionStore(key, random), epochs, new FlagStore(key, random), new ShieldStore(key,
          random), waiting, clock);
      SortedMap<RecordRef, StoredRecord> all = new TreeMap<>();
      SortedMap<RecordRef, SortedMap<Long, EpochRows>> rows = new TreeMap<>();
      SortedMap<AgencyId, SortedSet<RecordToken>> flagged = new TreeMap<>();
      SortedMap<AgencyId, SortedSet<RecordToken>> feed = new TreeMap<>();
      SortedMap<AgencyId, SortedSet<RecordToken>> tombstones = new TreeMap<>();
      try (RecordStore.Open open = records.open(handle)) {
        for (Member member : rules.members()) {
          open.forEach(member.agency(), record -> all.put(record.ref(), record));
          flagged.put(member.agency(), flags.current(handle, member.agency(), rules, today));
          feed.put(member.agency(), FeedInTest.flagged(handle, key, member.agency()));
          tombstones.put(member.agency(), TombstonesInTest.of(handle, key, member.agency()));
        }
      }
      List<Candidate> candidates = new ArrayList<>();
      for (EpochIndex epoch : epochs.of(handle)) {
        candidates.addAll(epoch.linkage().candidates(handle));
        try (RecordStore.Open open = records.open(handle)) {
          all.keySet().forEach(ref -> open.rows(ref, epoch).ifPresent(held -> rows.computeIfAbsent(ref, _ -> new TreeMap<>()).put(epoch.number(),
              held)));
        }
      }
      Map<String, Long> counts = new TreeMap<>();
      counts.put("index", handle.createQuery("SELECT coalesce(sum(entries), 0) FROM index_block").mapTo(Long.class).one());
      TABLES.forEach(table -> counts.put(table, handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one()));
      return new ServerState(all, rows, candidates.stream().sorted(Comparator.comparing(Candidate::a).thenComparing(Candidate::b)).toList(),
          epochs.matches(handle), flagged,
          feed, tombstones, new LogStore(key, random).all(handle).stream().filter(logged -> logged.event() instanceof OpeningEvent).toList(), counts);
    } finally {
      Snapshot.delete(copy.getParent());
    }
  }

  private static Path copy(Path folder) {
    try {
      Path to = Files.createTempDirectory(folder.getParent(), "state-");
      for (String name : List.of("server.db", "server.db-wal")) {
        if (Files.exists(folder.resolve(name))) {
          Files.copy(folder.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return to.resolve("server.db");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rules rules(Path folder) {
    try {
      return SignedRules.parse(Files.readAllBytes(folder.resolve("collaborative.json"))).orThrow().rules();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The tokens of an agency's live records.
  Set<RecordToken> live(AgencyId agency) {
    Set<RecordToken> live = new TreeSet<>();
    records.values().stream().filter(StoredRecord::live).filter(record -> record.ref().agency().equals(agency)).forEach(record -> live.add(record
        .ref()
        .token()));
    return live;
  }

  SortedSet<RecordToken> tombstones(AgencyId agency) {
    return tombstones.get(agency);
  }

  /// The pairs that are one person, most likely.
  Set<Set<RecordRef>> likely() {
    Set<Set<RecordRef>> likely = new HashSet<>();
    matches.stream().filter(match -> match.grade() == org.tellonce.server.comparison.Grade.LIKELY).forEach(match -> likely.add(Set.of(match.a(), match
        .b())));
    return likely;
  }

  /// Everything that two servers must agree on, a line each, fillers apart: they depend on how many submissions there were.
  SortedSet<String> withoutFillers(Map<AgencyId, Set<RecordToken>> fillers) {
    SortedSet<String> lines = new TreeSet<>();
    records.forEach((ref, record) -> {
      if (!isFiller(ref, fillers)) {
        lines.add("record " + name(ref) + (record.live() ? " live" : " retired") + (record.asks() ? " asks " : " ") + record.screenings() + " "
            + rowsOf(ref));
      }
    });
    candidates.forEach(candidate -> {
      if (!isFiller(candidate.a(), fillers) && !isFiller(candidate.b(), fillers)) {
        lines.add("candidate " + name(candidate.a()) + " " + name(candidate.b()) + " " + candidate.vector());
      }
    });
    matches.forEach(match -> lines.add("match " + name(match.a()) + " " + name(match.b()) + " " + match.grade() + " " + match.probability()));
    flags.forEach((agency, tokens) -> tokens.forEach(token -> lines.add("flag " + name(new RecordRef(agency, token)))));
    tombstones.forEach((agency, tokens) -> tokens.forEach(token -> lines.add("tombstone " + name(new RecordRef(agency, token)))));
    Map<String, Integer> accounts = new TreeMap<>();
    openings.stream().map(logged -> (OpeningEvent) logged.event()).forEach(opening -> accounts.merge(opening.agency() + " " + opening.opening()
        .caseCommitment() + " " + opening.shown().isPresent(), 1, Integer::sum));
    accounts.forEach((account, times) -> lines.add("opening " + account + ", times " + times));
    return lines;
  }

  private SortedMap<Long, String> rowsOf(RecordRef ref) {
    SortedMap<Long, String> lines = new TreeMap<>();
    rows.getOrDefault(ref, new TreeMap<>()).forEach((epoch, held) -> lines.put(epoch, new TreeSet<>(held.tags().stream().map(Object::toString)
        .toList())
        + " " + held.rows()));
    return lines;
  }

  private static String name(RecordRef ref) {
    return ref.agency() + "/" + ref.token();
  }

  private static boolean isFiller(RecordRef ref, Map<AgencyId, Set<RecordToken>> fillers) {
    return fillers.getOrDefault(ref.agency(), Set.of()).contains(ref.token());
  }

  /// What holds in every state: nothing is derived from a record that is not there, and no withdrawn record is.
  void checkInvariants() {
    candidates.forEach(candidate -> assertThat(records).containsKeys(candidate.a(), candidate.b()));
    matches.forEach(match -> assertThat(records).containsKeys(match.a(), match.b()));
    flags.forEach((agency, tokens) -> tokens.forEach(token -> assertThat(records).containsKey(new RecordRef(agency, token))));
    tombstones.forEach((agency, tokens) -> tokens.forEach(token -> assertThat(records).doesNotContainKey(new RecordRef(agency, token))));
    assertThat(counts.get("record")).isEqualTo(records.size());
    records.values().forEach(record -> assertThat(record.live() || !record.asks()).isTrue());
    assertThat(counts.get("index")).as("rows of the indexes").isEqualTo(rows.values().stream().flatMap(ofEpochs -> ofEpochs.values().stream())
        .mapToLong(
            held -> held.tags().size()).sum());
  }
}
