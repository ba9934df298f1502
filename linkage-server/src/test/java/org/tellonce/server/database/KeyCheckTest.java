package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.server.Schema;
import org.tellonce.server.database.KeyCheck.Witness;

class KeyCheckTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Witness NO_ROW = _ -> false;
  private static final Witness OPENS = _ -> true;
  private static final Witness DOES_NOT_OPEN = _ -> {
    throw new DamagedValueException("witness", new IllegalStateException());
  };

  @TempDir
  private Path folder;
  private final IndexKey key = IndexKey.random(RANDOM);
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void pass(IndexKey with, Witness... witnesses) {
    database.writing(new KeyCheck(with, RANDOM, List.of(witnesses))::pass);
  }

  private void assertRefused(IndexKey with, Witness... witnesses) {
    assertThatThrownBy(() -> pass(with, witnesses)).as(Arrays.toString(witnesses)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).isEqualTo("index.key is not that of this database: restore it from your copy");
    });
  }

  @Test
  void newDatabase_isHeldToItsFirstKey() {
    pass(key, NO_ROW);
    pass(key, NO_ROW);

    assertRefused(IndexKey.random(RANDOM), NO_ROW);
    assertRefused(IndexKey.random(RANDOM), OPENS);
    pass(key, DOES_NOT_OPEN);
  }

  @Test
  void databaseWithoutACheckValue_isGivenOne_onlyIfARowOpens() {
    assertRefused(key, NO_ROW, DOES_NOT_OPEN);
    assertThat(database.<Integer>read(handle -> handle.createQuery("SELECT count(*) FROM key_check").mapTo(Integer.class).one())).isZero();

    pass(key, DOES_NOT_OPEN, OPENS);
    assertRefused(IndexKey.random(RANDOM), OPENS);
  }
}
