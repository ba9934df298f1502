package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// Submissions shuffled and cut anew, with replacements and removals on the way, give the candidates and matches of everything compared and decided at once.
class LinkagePropertyTest {
  private static final List<AgencyId> AGENCIES = List.of(new AgencyId("child_welfare"), new AgencyId("juvenile_justice"), new AgencyId("school"));
  @TempDir
  private Path folder;

  /// Few tags make everyone everyone's neighbour; with many, most of the matches stay as they are while others change.
  @ParameterizedTest
  @CsvSource({"1, 250", "2, 400", "3, 600", "4, 6000", "5, 9000"})
  void anyOrderAndCut_givesWhatDecidingAllAtOnceGives(long seed, int tags) {
    var random = new Random(seed);
    Map<RecordRef, EncodedRecord> wanted = records(random, 40 + random.nextInt(60), tags);
    List<Candidate> candidates = compareAll(wanted);
    Parameters parameters = cutting(candidates, random);
    List<Match> matches = new Decision(parameters).matches(candidates);

    for (int history = 0; history < 2; history++) {
      var linkage = new Linkage(IndexKey.random(new SecureRandom()), new SecureRandom(), parameters);
      try (Database database = Database.open(folder.resolve("server-" + history + ".db"), Schema.MIGRATIONS)) {
        Map<RecordRef, EncodedRecord> now = new HashMap<>();
        for (List<Change> portion : history(random, wanted, tags)) {
          database.writing(handle -> linkage.apply(handle, current(portion, now)));
          portion.forEach(change -> now.compute(change.record(), (_, _) -> change.now()));
          List<Match> expected = new Decision(parameters).matches(compareAll(now));
          assertThat(database.read(linkage::matches)).isEqualTo(expected);
          requireSameLookUps(database, linkage, parameters, now, random, tags);
        }
        assertThat(now).isEqualTo(wanted);
        assertThat(database.read(linkage::candidates)).containsExactlyInAnyOrderElementsOf(candidates);
        assertThat(database.read(linkage::matches)).isEqualTo(matches);
        Map<RecordRef, List<Match>> byRecord = database.read(handle -> linkage.matchesOf(handle, wanted.keySet()));
        wanted.keySet().forEach(record -> assertThat(byRecord.getOrDefault(record, List.of())).containsExactlyInAnyOrderElementsOf(
            matches.stream().filter(match -> match.a().equals(record) || match.b().equals(record)).toList()));
      }
    }
  }

  /// What a look-up answers for a known record in another form, and for one that nobody knows, is what it would match if it came.
  private static void requireSameLookUps(Database database, Linkage linkage, Parameters parameters, Map<RecordRef, EncodedRecord> now, Random random,
      int tags) {
    List<RecordRef> asked = new ArrayList<>(now.keySet().stream().sorted().limit(2).toList());
    asked.add(new RecordRef(AGENCIES.get(random.nextInt(3)), TestRecords.token(random)));
    for (RecordRef record : asked) {
      EncodedRecord encoded = TestRecords.drawn(record.token(), random, tags);
      Map<RecordRef, EncodedRecord> then = new HashMap<>(now);
      then.put(record, encoded);
      List<Match> answer = database.read(handle -> linkage.lookUp(handle, record.agency(), encoded));
      assertThat(answer).isEqualTo(new Decision(parameters).matches(compareAll(then))
          .stream().filter(match -> match.a().equals(record) || match.b().equals(record)).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void otherParameters_decideAnewOnce(long seed) {
    var random = new Random(seed);
    Map<RecordRef, EncodedRecord> wanted = records(random, 60, 300);
    IndexKey key = IndexKey.random(new SecureRandom());
    Parameters first = TestParameters.random(random);
    Parameters second = cutting(compareAll(wanted), random);
    try (Database database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS)) {
      var linkage = new Linkage(key, new SecureRandom(), first);
      assertThat(database.write(linkage::refresh)).isTrue();
      database.writing(handle -> linkage.apply(handle,
          wanted.entrySet().stream().map(entry -> new Change(entry.getKey(), Set.of(), entry.getValue())).toList()));
      var later = new Linkage(key, new SecureRandom(), second);
      assertThat(database.write(later::refresh)).isTrue();
      assertThat(database.write(later::refresh)).isFalse();

      assertThat(database.read(later::matches)).isNotEmpty().isEqualTo(new Decision(second).matches(compareAll(wanted)));
    }
  }

  /// A parameter file by which these candidates make likely and possible matches, some of them over a third record.
  private static Parameters cutting(List<Candidate> candidates, Random random) {
    Set<Set<RecordRef>> direct = candidates.stream().map(candidate -> Set.of(candidate.a(), candidate.b())).collect(Collectors.toSet());
    while (true) {
      Parameters parameters = TestParameters.random(random);
      List<Match> matches = new Decision(parameters).matches(candidates);
      if (matches.stream().map(Match::grade).distinct().count() == 2
          && matches.stream().anyMatch(match -> !direct.contains(Set.of(match.a(), match.b())))) {
        return parameters;
      }
    }
  }

  /// A way to the wanted records: portions of records that come in an earlier form first, of others that go again, all shuffled.
  private static List<List<Change>> history(Random random, Map<RecordRef, EncodedRecord> wanted, int tags) {
    List<Change> early = new ArrayList<>();
    List<Change> late = new ArrayList<>();
    wanted.forEach((record, encoded) -> {
      if (random.nextInt(3) == 0) {
        early.add(new Change(record, Set.of(), TestRecords.drawn(record.token(), random, tags)));
        if (random.nextInt(4) == 0) {
          late.add(new Change(record, Set.of(), null));
        }
      }
      (random.nextBoolean() ? early : late).add(new Change(record, Set.of(), encoded));
    });
    records(random, 15, tags).forEach((record, encoded) -> {
      early.add(new Change(record, Set.of(), encoded));
      late.add(new Change(record, Set.of(), null));
    });
    List<List<Change>> portions = new ArrayList<>();
    Map<RecordRef, EncodedRecord> ends = new HashMap<>();
    for (List<Change> half : List.of(early, late)) {
      Collections.shuffle(half, random);
      for (int from = 0; from < half.size();) {
        int to = Math.min(half.size(), from + 1 + random.nextInt(30));
        Map<RecordRef, Change> portion = new TreeMap<>();
        half.subList(from, to).forEach(change -> portion.put(change.record(), change));
        portion.forEach((record, change) -> ends.compute(record, (_, _) -> change.now()));
        portions.add(List.copyOf(portion.values()));
        from = to;
      }
    }
    portions.add(wanted.entrySet().stream().filter(entry -> !entry.getValue().equals(ends.get(entry.getKey())))
        .map(entry -> new Change(entry.getKey(), Set.of(), entry.getValue())).toList());
    return portions;
  }

  /// The portion with the tags that its records have now, without removals of what is not there.
  private static List<Change> current(List<Change> portion, Map<RecordRef, EncodedRecord> now) {
    return portion.stream().map(change -> new Change(change.record(), tags(now.get(change.record())), change.now()))
        .filter(change -> change.now() != null || !change.before().isEmpty()).toList();
  }

  private static Set<Tag> tags(@Nullable EncodedRecord record) {
    return record == null ? Set.of() : record.rows().stream().map(EncodedRow::tag).collect(Collectors.toSet());
  }

  private static Map<RecordRef, EncodedRecord> records(Random random, int count, int tags) {
    Map<RecordRef, EncodedRecord> records = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      var record = new RecordRef(AGENCIES.get(random.nextInt(3)), TestRecords.token(random));
      EncodedRecord encoded = TestRecords.drawn(record.token(), random, tags);
      records.put(record, encoded);
    }
    return records;
  }

  /// Every pair of records that shares a tag, compared without any index.
  static List<Candidate> compareAll(Map<RecordRef, EncodedRecord> records) {
    List<RecordRef> refs = List.copyOf(new TreeMap<>(records).keySet());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < refs.size(); i++) {
      for (int j = i + 1; j < refs.size(); j++) {
        List<SharedRow> shared = new ArrayList<>();
        for (EncodedRow a : records.get(refs.get(i)).rows()) {
          for (EncodedRow b : records.get(refs.get(j)).rows()) {
            if (a.tag().equals(b.tag())) {
              shared.add(new SharedRow(new IndexedRow(refs.get(i).token(), refs.get(i).agency(), a.share(), a.body()),
                  new IndexedRow(refs.get(j).token(), refs.get(j).agency(), b.share(), b.body())));
            }
          }
        }
        if (!shared.isEmpty()) {
          candidates.add(new Candidate(refs.get(i), refs.get(j), AgreementVector.of(shared)));
        }
      }
    }
    return candidates;
  }
}
