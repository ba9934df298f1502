package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.TODAY;
import static org.tellonce.server.TestServer.USER;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.DamagedValueException;

class LookUpStoreTest {
  @TempDir
  private Path folder;
  private final SecureRandom random = new SecureRandom();
  private TestServer server;
  private LookUp asked;

  @BeforeEach
  void open() {
    server = new TestServer(folder.resolve("server.db"));
    var chance = new Random(1);
    EncodedRecord record = TestRecords.alone(TestRecords.token(chance), chance);
    asked = new LookUp(record.token(), List.of(new LookUp.Encoding(1, record)), TestServer.request(), Optional.empty());
  }

  @AfterEach
  void close() {
    server.close();
  }

  /// As after a restart: it remembers nothing.
  private LookUpStore store() {
    return new LookUpStore(server.key, random);
  }

  private void put(LookUpStore store) {
    server.database.writing(handle -> store.put(handle, CHILD_WELFARE, asked, AnswerId.random(random), server.now(), TODAY));
  }

  private List<Set<EpochTag>> recent(LookUpStore store) {
    return server.database.write(handle -> store.recent(handle, CHILD_WELFARE, USER, server.now(), Probes.WINDOW, TODAY));
  }

  private void damage() {
    server.database.writing(handle -> handle.execute("UPDATE lookup SET sealed = zeroblob(length(sealed))"));
  }

  @Test
  void writer_remembersWhatItOpened() {
    put(store());
    LookUpStore store = store();
    List<Set<EpochTag>> tags = List.of(LookUpStore.tags(asked.encodings()));
    assertThat(recent(store)).isEqualTo(tags);

    damage();

    assertThat(recent(store)).isEqualTo(tags);
  }

  @Test
  void reader_remembersNothing_forItMaySeeWhatIsForgotten() {
    put(store());
    LookUpStore store = store();
    server.database.<Boolean>read(handle -> {
      store.readAhead(handle, CHILD_WELFARE, USER, TODAY);
      return true;
    });

    damage();

    assertThatThrownBy(() -> recent(store)).isInstanceOf(DamagedValueException.class);
  }
}
