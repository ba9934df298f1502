package org.tellonce.server.comparison;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.Schema;
import org.tellonce.server.TestDatabase;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// How the index's runs come, are taken together, and go.
class IndexRunsTest {
  private static final AgencyId SCHOOL = new AgencyId("school");

  @TempDir
  private Path folder;

  private final IndexKey key = IndexKey.random(new SecureRandom());
  private final Random random = new Random(1);
  private final Map<RecordRef, EncodedRecord> plain = new HashMap<>();
  private IndexStore index = new IndexStore(key, new SecureRandom());
  @RegisterExtension
  private final TestDatabase opened = new TestDatabase(() -> folder);

  @Test
  void eachSetOfChanges_isOneRun_untilTheSmallestAreTakenTogether() {
    for (int set = 0; set < IndexRuns.MOST - 1; set++) {
      apply(come(1));
    }
    assertThat(runs()).hasSize(IndexRuns.MOST - 1);

    apply(come(2));
    assertThat(runs()).containsExactly(2L * Suite.ROWS, (IndexRuns.MOST - 1L) * Suite.ROWS);
    requireAllFound();
  }

  @Test
  void largeRun_isLeftWhereItIs() {
    apply(come(60));
    for (int set = 0; set < 60; set++) {
      apply(come(1));
    }

    assertThat(runs()).hasSizeLessThan(IndexRuns.MOST).contains(60L * Suite.ROWS);
    requireAllFound();
  }

  @Test
  void runsTakenTogether_countWhatIsThere_notWhatEverWas() {
    for (int set = 0; set < 4 * IndexRuns.MOST; set++) {
      apply(come(2));
      apply(List.of(go(), go()));
    }
    apply(come(1));

    assertThat(entries()).isEqualTo(Suite.ROWS);
    assertThat(runs().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(2L * IndexRuns.MOST * Suite.ROWS);
    requireAllFound();
  }

  @Test
  void removedRecords_areNowhere_whicheverRunTheyStoodIn() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int set = 0; set < 40; set++) {
      apply(come(3));
      TestIndex.entries(database()).values().forEach(sealed -> seen.add(new String(sealed, ISO_8859_1)));
      apply(List.of(go()));
    }
    index = new IndexStore(key, new SecureRandom());
    requireAllFound();

    apply(plain.entrySet().stream().map(entry -> new Change(entry.getKey(), tags(entry.getValue()), null)).toList());
    assertThat(entries()).isZero();
    database().checkpoint();
    String file = Files.readString(folder.resolve("server.db"), ISO_8859_1) + Files.readString(folder.resolve("server.db-wal"), ISO_8859_1);
    assertThat(seen).hasSize(40 * 3 * Suite.ROWS).noneMatch(sealed -> file.contains(sealed.substring(sealed.length() - 24)));
  }

  @Test
  void changesThatAreUndone_leaveNoRun_andTheNextOnesAreFound() {
    apply(come(2));
    List<Change> undone = come(3);
    assertThatThrownBy(() -> database().writing(handle -> {
      index.apply(handle, undone);
      throw new IllegalStateException("undone");
    })).hasMessage("undone");
    undone.forEach(change -> plain.remove(change.record()));
    assertThat(runs()).hasSize(1);

    apply(come(4));
    assertThat(runs()).hasSize(2);
    requireAllFound();
  }

  @Test
  void mergeThatIsUndone_losesNothing() {
    for (int set = 0; set < IndexRuns.MOST - 1; set++) {
      apply(come(1));
    }
    List<Change> undone = come(1);
    assertThatThrownBy(() -> database().writing(handle -> {
      index.apply(handle, undone);
      throw new IllegalStateException("undone");
    })).hasMessage("undone");
    undone.forEach(change -> plain.remove(change.record()));

    assertThat(runs()).hasSize(IndexRuns.MOST - 1);
    requireAllFound();
  }

  @Test
  void runsFromBeforeThereWereBlocks_areNotTakenOver_andTheIndexGoesOnEmpty() {
    Path older = folder.resolve("older.db");
    try (Database before = Database.open(older, Schema.MIGRATIONS.subList(0, 6))) {
      before.writing(handle -> {
        handle.execute("INSERT INTO index_run_0 (k, sealed) VALUES (?, ?)", 7, new byte[] {Place.MARKED});
        handle.execute("INSERT INTO index_run (run, id, entries) VALUES (0, 1, 1)");
      });
    }
    opened.reopen(older);

    assertThat(runs()).isEmpty();
    assertThat(entries()).isZero();
    apply(come(10));
    apply(List.of(go()));
    requireAllFound();
  }

  private List<Change> come(int records) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      var record = new RecordRef(SCHOOL, TestRecords.token(random));
      EncodedRecord encoded = TestRecords.alone(record.token(), random);
      plain.put(record, encoded);
      changes.add(new Change(record, Set.of(), encoded));
    }
    return changes;
  }

  private Change go() {
    RecordRef record = plain.keySet().stream().sorted().skip(random.nextInt(plain.size())).findFirst().orElseThrow();
    return new Change(record, tags(java.util.Objects.requireNonNull(plain.remove(record))), null);
  }

  private void apply(List<Change> changes) {
    database().writing(handle -> index.apply(handle, changes));
  }

  private List<Long> runs() {
    return database().read(handle -> handle.createQuery("SELECT entries FROM index_run ORDER BY entries").mapTo(Long.class).list());
  }

  private long entries() {
    return TestIndex.entries(database()).size();
  }

  private void requireAllFound() {
    plain.forEach((record, encoded) -> encoded.rows().forEach(row -> {
      List<IndexedRow> found = database().read(handle -> index.find(handle, row.tag()));
      assertThat(found).contains(new IndexedRow(record.token(), record.agency(), row.share(), row.body()));
    }));
  }

  private static Set<Tag> tags(EncodedRecord record) {
    return record.rows().stream().map(EncodedRow::tag).collect(Collectors.toSet());
  }

  private Database database() {
    return opened.get();
  }
}
