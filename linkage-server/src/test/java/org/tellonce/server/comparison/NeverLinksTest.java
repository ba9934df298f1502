package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.EpochKeys;
import org.tellonce.server.database.IndexKey;

/// What was once corrected stays so: in both epochs of an overlap, under a new secret, after a change of parameters, and until a record is withdrawn.
class NeverLinksTest {
  private static final List<AgencyId> AGENCIES = List.of(new AgencyId("child_welfare"), new AgencyId("juvenile_justice"), new AgencyId("school"));
  private final SecureRandom secure = new SecureRandom();
  private final IndexKey key = IndexKey.random(secure);
  private final List<MatchChange> told = new ArrayList<>();
  @TempDir
  private Path folder;
  private Database database;
  private NeverLinks neverLinks;
  private OpenEpochs epochs;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS);
    neverLinks = new NeverLinks(key, secure);
    epochs = epochs(TestParameters.everyCandidateLikely());
    database.writing(handle -> epochs.open(handle, 1));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private OpenEpochs epochs(Parameters parameters) {
    return new OpenEpochs(new EpochKeys(folder, secure), secure, parameters, neverLinks, new AlikeRecords(key, secure, AlikeListener.NONE), (_, _,
        changes) -> told.addAll(changes));
  }

  private void submit(long epoch, Map<RecordRef, EncodedRecord> records) {
    database.writing(handle -> epochs.find(handle, epoch).orElseThrow().linkage().apply(handle,
        records.entrySet().stream().map(entry -> new Change(entry.getKey(), Set.of(), entry.getValue())).toList()));
  }

  private static Map<RecordRef, EncodedRecord> people(Random random, int count, int tags) {
    Map<RecordRef, EncodedRecord> records = new HashMap<>();
    for (int i = 0; i < count; i++) {
      EncodedRecord drawn = TestRecords.drawn(TestRecords.token(random), random, tags);
      records.put(new RecordRef(AGENCIES.get(i % AGENCIES.size()), drawn.token()), drawn);
    }
    return records;
  }

  /// The same records under a secret of which nothing is known.
  private static Map<RecordRef, EncodedRecord> encodedAnew(Map<RecordRef, EncodedRecord> records, Random random, int tags) {
    Map<RecordRef, EncodedRecord> anew = new HashMap<>();
    records.keySet().forEach(ref -> anew.put(ref, TestRecords.drawn(ref.token(), random, tags)));
    return anew;
  }

  private static boolean isOf(Match match, RecordRef one, RecordRef other) {
    return Set.of(match.a(), match.b()).equals(Set.of(one, other));
  }

  @Test
  void separatedPair_isGoneAtOnce_andItsChangeIsTold() {
    submit(1, people(new Random(1), 12, 30));
    Match match = database.read(epochs::matches).getFirst();
    told.clear();

    database.writing(handle -> epochs.separate(handle, match.b(), match.a()));

    assertThat(database.read(epochs::matches)).isNotEmpty().noneMatch(left -> isOf(left, match.a(), match.b()));
    assertThat(told).anyMatch(change -> change.a().equals(match.a()) && change.b().equals(match.b()) && change.grade().isEmpty());
  }

  @Test
  void newEpoch_keepsThemApart() {
    var random = new Random(2);
    Map<RecordRef, EncodedRecord> records = people(random, 12, 30);
    submit(1, records);
    Match match = database.read(epochs::matches).getFirst();
    database.writing(handle -> epochs.separate(handle, match.a(), match.b()));

    database.writing(handle -> epochs.open(handle, 2));
    Map<RecordRef, EncodedRecord> anew = encodedAnew(records, random, 20);
    submit(2, anew);
    database.writing(handle -> epochs.close(handle, 1));

    assertThat(new Decision(TestParameters.everyCandidateLikely()).matches(database.read(handle -> epochs.find(handle, 2).orElseThrow().linkage()
        .candidates(handle)))).as("without the correction they would be linked again").anyMatch(again -> isOf(again, match.a(), match.b()));
    assertThat(database.read(epochs::matches)).isNotEmpty().noneMatch(left -> isOf(left, match.a(), match.b()));
  }

  @Test
  void otherParameters_keepThemApart() {
    submit(1, people(new Random(3), 12, 30));
    Match match = database.read(epochs::matches).getFirst();
    database.writing(handle -> epochs.separate(handle, match.a(), match.b()));

    var later = epochs(TestVectors.parameters(0.001, 0.0001, 0.001));
    database.writing(later::check);

    assertThat(database.read(later::matches)).isNotEmpty().noneMatch(left -> isOf(left, match.a(), match.b()));
  }

  @Test
  void lookUp_knowsIt() {
    Map<RecordRef, EncodedRecord> records = people(new Random(4), 12, 30);
    submit(1, records);
    Match match = database.read(epochs::matches).getFirst();
    EncodedRecord asked = records.get(match.a());

    database.writing(handle -> epochs.separate(handle, match.a(), match.b()));

    List<Match> answer = database.read(handle -> epochs.find(handle, 1).orElseThrow().linkage().lookUp(handle, match.a().agency(), asked));
    assertThat(answer).noneMatch(left -> isOf(left, match.a(), match.b()));
  }

  @Test
  void withdrawnRecord_leavesNothingBehind() {
    submit(1, people(new Random(5), 12, 30));
    List<Match> matches = database.read(epochs::matches);
    matches.stream().limit(4).forEach(match -> database.writing(handle -> epochs.separate(handle, match.a(), match.b())));
    Set<RecordRef> all = new HashSet<>();
    matches.forEach(match -> all.addAll(Set.of(match.a(), match.b())));

    database.writing(handle -> neverLinks.forget(handle, all));

    assertThat(database.<Long>read(handle -> handle.createQuery("SELECT count(*) FROM never_link").mapTo(Long.class).one())).isZero();
  }

  @Test
  void oneRecord_isNoPair() {
    RecordRef record = TestBody.record("school", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> database.writing(handle -> epochs.separate(handle, record, record)));
  }

  @Test
  void file_doesNotShowWhoIsKeptApart() throws IOException {
    submit(1, people(new Random(6), 12, 30));
    Match match = database.read(epochs::matches).getFirst();
    database.writing(handle -> epochs.separate(handle, match.a(), match.b()));
    database.checkpoint();

    byte[] file = Files.readAllBytes(folder.resolve("server.db"));
    assertThat(new String(file, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain(new String(match.a().token().toBytes(),
        java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /// Whatever was separated, and when: the matches are those of everything decided at once without these pairs.
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void anyOrder_givesWhatDecidingAllAtOnceGives(long seed) {
    var random = new Random(seed);
    Parameters parameters = TestParameters.random(random);
    epochs = epochs(parameters);
    Set<Set<RecordRef>> apart = new HashSet<>();
    for (int step = 0; step < 6; step++) {
      submit(1, people(random, 15, 250));
      List<Match> now = database.read(epochs::matches);
      if (!now.isEmpty()) {
        Match match = now.get(random.nextInt(now.size()));
        apart.add(Set.of(match.a(), match.b()));
        database.writing(handle -> epochs.separate(handle, match.a(), match.b()));
      }
    }
    List<Candidate> candidates = database.read(handle -> epochs.find(handle, 1).orElseThrow().linkage().candidates(handle));
    NeverLinked known = record -> {
      Set<RecordRef> others = new HashSet<>();
      apart.stream().filter(pair -> pair.contains(record)).forEach(others::addAll);
      others.remove(record);
      return others;
    };
    assertThat(apart).isNotEmpty();
    assertThat(database.read(epochs::matches)).isEqualTo(new Decision(parameters).matches(candidates, known));
  }
}
