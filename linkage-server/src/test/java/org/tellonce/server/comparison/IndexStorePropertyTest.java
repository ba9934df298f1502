package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// The index against a plain map, through batches of records that come, change and go, also when the places of different tags meet all the time.
class IndexStorePropertyTest {
  private static final List<AgencyId> AGENCIES = List.of(new AgencyId("child_welfare"), new AgencyId("school"));

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"1, -1, 60", "2, -1, 2000", "3, 8191, 60", "4, 16383, 300", "5, 4095, 30"})
  void everyTag_hasTheRowsOfAPlainMap(long seed, long labelMask, int tags) throws IOException {
    var random = new Random(seed);
    IndexKey key = IndexKey.random(new SecureRandom());
    Map<RecordRef, EncodedRecord> plain = new HashMap<>();
    try (Database database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS)) {
      var index = new IndexStore(key, new SecureRandom(), 0, labelMask);
      for (int batch = 0; batch < 30; batch++) {
        Map<RecordRef, Change> changes = new HashMap<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
          Change change = change(random, plain, tags);
          changes.putIfAbsent(change.record(), change);
        }
        List<List<IndexedRow>> met = database.write(handle -> index.apply(handle, List.copyOf(changes.values())));
        changes.forEach((record, change) -> {
          if (change.now() == null) {
            plain.remove(record);
          } else {
            plain.put(record, change.now());
          }
        });
        Set<Tag> came = changes.values().stream().filter(change -> change.now() != null).flatMap(change -> change.now().rows().stream())
            .map(EncodedRow::tag).collect(Collectors.toSet());
        Map<Tag, Set<IndexedRow>> expected = rows(plain);
        assertThat(met.stream().map(HashSet::new)).containsExactlyInAnyOrderElementsOf(
            came.stream().map(expected::get).filter(rows -> rows.size() > 1).map(HashSet::new).toList());
        var restarted = batch % 5 == 0 ? new IndexStore(key, new SecureRandom(), 0, labelMask) : index;
        for (int t = 0; t < tags; t++) {
          var tag = new Tag(0, t);
          List<IndexedRow> found = database.write(handle -> restarted.find(handle, tag));
          assertThat(found).as("tag %s after batch %s", t, batch).containsExactlyInAnyOrderElementsOf(expected.getOrDefault(tag, Set.of()));
        }
      }
      database.writing(handle -> index.apply(handle,
          plain.entrySet().stream().map(entry -> new Change(entry.getKey(), tags(entry.getValue()), null)).toList()));
      assertThat(TestIndex.entries(database).values()).allMatch(left -> left.length == 1 && left[0] == Place.MARKED);
    }
    assertThat(Files.size(folder.resolve("server.db"))).isPositive();
  }

  private static Change change(Random random, Map<RecordRef, EncodedRecord> plain, int tags) {
    if (!plain.isEmpty() && random.nextInt(3) > 0) {
      RecordRef record = new ArrayList<>(plain.keySet()).get(random.nextInt(plain.size()));
      EncodedRecord now = random.nextBoolean() ? null : TestRecords.drawn(record.token(), random, tags);
      return new Change(record, tags(plain.get(record)), now);
    }
    var record = new RecordRef(AGENCIES.get(random.nextInt(2)), TestRecords.token(random));
    return new Change(record, Set.of(), TestRecords.drawn(record.token(), random, tags));
  }

  private static Set<Tag> tags(EncodedRecord record) {
    return record.rows().stream().map(EncodedRow::tag).collect(Collectors.toSet());
  }

  private static Map<Tag, Set<IndexedRow>> rows(Map<RecordRef, EncodedRecord> plain) {
    Map<Tag, Set<IndexedRow>> rows = new HashMap<>();
    plain.forEach((record, encoded) -> encoded.rows().forEach(row -> rows.computeIfAbsent(row.tag(), _ -> new HashSet<>())
        .add(new IndexedRow(record.token(), record.agency(), row.share(), row.body()))));
    return rows;
  }
}
