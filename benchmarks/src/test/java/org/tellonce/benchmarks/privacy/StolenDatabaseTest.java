package org.tellonce.benchmarks.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.server.Schema;
import org.tellonce.server.database.Database;

class StolenDatabaseTest {
  private static final People PEOPLE = People.of(SomePeople.county(300, 2));

  @TempDir
  private Path folder;

  @Test
  void theRealDatabase_tellsCountsAndNothingElse() {
    StolenDatabase.Loot loot = new StolenKeys(PEOPLE, folder, new SecureRandom()).database();
    assertThat(loot.records()).isEqualTo(PEOPLE.records());
    assertThat(loot.agencies()).containsExactlyInAnyOrder("child_welfare", "juvenile_justice", "shelter_rhy");
    assertThat(loot.links()).isZero();
    assertThat(loot.remembered()).isZero();
    assertThat(loot.compressed()).isGreaterThan(0.99);
    assertThat(loot.order()).isLessThan(0.05);
  }

  @Test
  void aDatabaseThatHeldRowsInTheClear_wouldBeFoundOut() throws SQLException {
    List<EncodedRecord> records = new Encoder(folder, "collaborative").records(PEOPLE.rosters().getFirst());
    Path file = folder.resolve("clear.db");
    Database.open(file, Schema.MIGRATIONS).close();
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file); Statement begin = database.createStatement();
        PreparedStatement insert = database
            .prepareStatement("INSERT INTO index_run_1 (k, entries, sealed) VALUES (?, 1, ?)")) {
      begin.execute("BEGIN");
      int count = 0;
      for (EncodedRecord record : records) {
        for (EncodedRow row : record.rows()) {
          insert.setLong(1, ++count);
          insert.setBytes(2, java.nio.ByteBuffer.allocate(42).putLong(count).putShort((short) 32).put(row.tag().toBytes()).put(record.token()
              .toBytes()).array());
          insert.executeUpdate();
        }
      }
      begin.execute("COMMIT");
    }
    StolenDatabase.Loot loot = new StolenDatabase(file).search(records);
    Set<Long> tags = records.stream().flatMap(record -> record.rows().stream()).map(row -> row.tag().high()).collect(Collectors.toSet());
    assertThat(loot.remembered()).isEqualTo(tags.size() + records.size());
    assertThat(loot.order()).isGreaterThan(0.4);
    assertThat(loot.indexEntries()).isEqualTo((long) records.size() * Suite.ROWS);
  }
}
