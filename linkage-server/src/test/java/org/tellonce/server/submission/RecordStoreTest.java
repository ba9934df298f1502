package org.tellonce.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.server.Schema;
import org.tellonce.server.TestDatabase;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.Linkage;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// The records in the file, also those from before they were numbered.
class RecordStoreTest {
  private static final AgencyId SCHOOL = new AgencyId("school");
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  private static final int MONTHS = 24;
  private static final EpochRows ROWS = new EpochRows(Set.of(), Digest.of(new byte[0]));

  @TempDir
  private Path folder;

  private final Random random = new Random(1);
  private final IndexKey key = IndexKey.random(new SecureRandom());
  private final RecordStore records = new RecordStore(key, new SecureRandom());
  private final EpochIndex epoch = new EpochIndex(1, 0, key, new Linkage(key, new SecureRandom(), Parameters.shipped(SizeClass.UP_TO_50_000)));
  private final StoredRecord live = record();
  private final StoredRecord retired = record().retired();
  @RegisterExtension
  private final TestDatabase opened = new TestDatabase(() -> folder);

  private StoredRecord record() {
    var encoded = TestRecords.alone(TestRecords.token(random), random);
    return StoredRecord.of(new RecordRef(SCHOOL, encoded.token()), asking(encoded, screening(YearMonth.of(2026, 3))), TODAY, MONTHS);
  }

  @Test
  void recordsFromBeforeTheyWereNumbered_areThere_liveOrRetired_andCanBeReplaced() {
    Path older = folder.resolve("older.db");
    try (Database before = Database.open(older, Schema.MIGRATIONS.subList(0, 7))) {
      before.writing(handle -> {
        int school = new AgencyNumbers(handle).of(SCHOOL);
        for (StoredRecord record : List.of(live, retired)) {
          SealedRecord row = records.sealing().seal(school, record, MONTHS);
          handle.execute("INSERT INTO record (agency, token, last_month, expires_on, pointer, index_keys) VALUES (?, ?, ?, ?, ?, ?)", row.agency,
              row.token, row.lastMonth, row.expiresOn, row.pointer, new RowsSealing(key, new SecureRandom()).seal(school, row.token, ROWS));
        }
      });
    }
    opened.reopen(older);

    requireHeld(live, retired);
    assertThat(opened.get().<Optional<EpochRows>>read(handle -> {
      try (RecordStore.Open open = records.open(handle)) {
        return open.rows(live.ref(), epoch);
      }
    })).contains(ROWS);
    write(open -> put(open, live.retired()));
    requireHeld(null, retired, live.retired());
    write(open -> put(open, live));
    requireHeld(live, retired);
    write(open -> open.remove(open.row(retired.ref()).orElseThrow()));
    requireHeld(live);
  }

  @Test
  void stateInTheIndex_isAnotherForEachRecord_andForLiveAndRetired() {
    write(open -> {
      open.add(live, ROWS, epoch, MONTHS);
      open.add(retired, ROWS, epoch, MONTHS);
    });
    TreeSet<ByteBuffer> states = new TreeSet<>(states());
    write(open -> put(open, live.retired()));
    states.addAll(states());

    assertThat(states).hasSize(3);
  }

  @Test
  void stateThatIsNotTheRecordsOwn_isDamage_andNoSilentRetirement() {
    write(open -> {
      open.add(live, ROWS, epoch, MONTHS);
      open.add(retired, ROWS, epoch, MONTHS);
    });
    byte[] ofAnother = opened.get().read(handle -> handle.createQuery("SELECT state_0 FROM record WHERE token = ?").bind(0, retired.ref().token()
        .toBytes())
        .mapTo(byte[].class).one());
    for (byte[] wrong : List.of(ofAnother, new byte[16], records.sealing().seal(1, live.retired(), MONTHS).state)) {
      opened.get().writing(handle -> handle.execute("UPDATE record SET state_0 = ? WHERE token = ?", wrong, live.ref().token().toBytes()));
      assertThatThrownBy(() -> write(open -> open.find(live.ref()))).isInstanceOf(DamagedValueException.class);
    }
    opened.get().writing(handle -> handle.execute("UPDATE record SET state_0 = ? WHERE token = ?", ofAnother, live.ref().token().toBytes()));
    assertThatThrownBy(() -> write(open -> open.liveSet(SCHOOL, epoch))).isInstanceOf(DamagedValueException.class);
  }

  private static void put(RecordStore.Open open, StoredRecord record) {
    open.replace(open.row(record.ref()).orElseThrow(), record, Map.of(0, record.live()), MONTHS);
  }

  private List<ByteBuffer> states() {
    return opened.get().read(handle -> handle.createQuery("SELECT state_0 FROM record").map((row, _) -> ByteBuffer.wrap(row.getBytes(1))).list());
  }

  private void write(Consumer<RecordStore.Open> work) {
    opened.get().writing(handle -> {
      try (RecordStore.Open open = records.open(handle)) {
        work.accept(open);
      }
    });
  }

  private void requireHeld(@Nullable StoredRecord liveOne, StoredRecord... retiredOnes) {
    opened.get().<Object>read(handle -> {
      try (RecordStore.Open open = records.open(handle)) {
        var liveTokens = new TreeSet<>(liveOne == null ? List.of() : List.of(liveOne.ref().token()));
        var retiredTokens = new TreeSet<>(Arrays.stream(retiredOnes).map(record -> record.ref().token()).toList());
        assertThat(open.held(SCHOOL)).isEqualTo(new HeldRecords(liveTokens, retiredTokens));
        assertThat(open.liveSet(SCHOOL, epoch)).isEqualTo(LiveSet.of(liveTokens));
        for (StoredRecord record : retiredOnes) {
          assertThat(open.find(record.ref())).contains(record);
        }
        if (liveOne != null) {
          assertThat(open.find(liveOne.ref())).contains(liveOne);
        }
        return open;
      }
    });
  }
}
