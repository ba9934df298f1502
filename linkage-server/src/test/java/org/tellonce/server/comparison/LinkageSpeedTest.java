package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// A small night on a large index is small work.
class LinkageSpeedTest {
  private static final int KNOWN = Integer.getInteger("tellonce.known", 10_000);

  @TempDir
  private Path folder;

  @Test
  void tenChangedRows_recomputeFewerThanOneInAHundredCandidates() {
    var random = new Random(1);
    List<Change> first = new ArrayList<>();
    List<EncodedRecord> people = new ArrayList<>();
    for (int i = 0; i < KNOWN; i++) {
      var record = new RecordRef(new AgencyId("agency_" + i % 3), TestRecords.token(random));
      EncodedRecord encoded = i % 3 > 0 && random.nextBoolean() ? sharing(record.token(), people.get(random.nextInt(people.size())), random)
          : TestRecords.alone(record.token(), random);
      people.add(encoded);
      first.add(new Change(record, Set.of(), encoded));
    }
    var linkage = new Linkage(IndexKey.random(new SecureRandom()), new SecureRandom(), TestParameters.random(random));
    try (Database database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS)) {
      long start = System.nanoTime();
      Linkage.Work load = database.write(handle -> linkage.apply(handle, first));
      long loaded = System.nanoTime();
      List<Change> night = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Change before = first.get(random.nextInt(KNOWN));
        EncodedRecord now = sharing(before.record().token(), people.get(random.nextInt(KNOWN)), random);
        night.add(new Change(before.record(), tags(before.now()), now));
      }
      Linkage.Work small = database.write(handle -> linkage.apply(handle, night));
      long done = System.nanoTime();

      System.out.println("first load of " + KNOWN + " records: " + (loaded - start) / 1_000_000 + " ms, " + load.compared() + " candidates compared");
      System.out.println("night of 10 changed rows: " + (done - loaded) / 1_000_000 + " ms, " + small.compared() + " candidates compared, "
          + small.decided() + " records decided");
      assertThat(load.compared()).isGreaterThan(KNOWN / 4);
      assertThat(small.compared()).isPositive().isLessThan(load.compared() / 100);
    }
  }

  private static Set<Tag> tags(EncodedRecord record) {
    return record.rows().stream().map(EncodedRow::tag).collect(Collectors.toSet());
  }

  /// A record that shares some tags with another.
  private static EncodedRecord sharing(RecordToken token, EncodedRecord other, Random random) {
    List<EncodedRow> rows = new ArrayList<>(TestRecords.alone(token, random).rows());
    for (int i = random.nextInt(8); i >= 0; i--) {
      rows.set(i, new EncodedRow(other.rows().get(i).tag(), rows.get(i).share(), rows.get(i).body()));
    }
    return TestRecords.record(token, rows);
  }
}
