package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.Schema;

class DatabaseTest {
  @TempDir
  private Path folder;

  private Path file() {
    return folder.resolve("server.db");
  }

  private static long agencies(Database database) {
    return database.read(handle -> handle.createQuery("SELECT count(*) FROM agency").mapTo(Long.class).one());
  }

  @Test
  void files_areTheOwnersOnly_andDurable() throws IOException {
    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      database.writing(handle -> new AgencyNumbers(handle).of(new AgencyId("school")));
      for (String name : List.of("server.db", "server.db-wal", "server.db-shm")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).as(name).isEqualTo("rw-------");
      }
      for (String[] pragma : new String[][] {{"journal_mode", "wal"}, {"synchronous", "2"}, {"secure_delete", "1"}, {"foreign_keys", "1"}}) {
        assertThat(database.<String>write(handle -> handle.createQuery("PRAGMA " + pragma[0]).mapTo(String.class).one())).as(pragma[0]).isEqualTo(
            pragma[1]);
      }
    }
    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      assertThat(agencies(database)).isEqualTo(1);
    }
  }

  @Test
  void writeThatThrows_leavesNothing() {
    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      assertThatThrownBy(() -> database.writing(handle -> {
        new AgencyNumbers(handle).of(new AgencyId("school"));
        throw new IllegalStateException("halfway");
      })).isInstanceOf(IllegalStateException.class).hasMessage("halfway");
      assertThat(agencies(database)).isZero();
    }
  }

  @Test
  void writesTogether_ofManyCallers_areAllThere_butForThoseThatThrew() throws InterruptedException {
    try (Database database = Database.open(file(), Schema.MIGRATIONS); var callers = Executors.newFixedThreadPool(150)) {
      List<Future<Integer>> done = callers.invokeAll(IntStream.range(0, 150).<Callable<Integer>>mapToObj(i -> () -> database.writeTogether(handle -> {
        int number = new AgencyNumbers(handle).of(new AgencyId("agency_" + i));
        if (i % 3 == 0) {
          throw new IllegalStateException("halfway");
        }
        return number;
      })).toList());

      assertThat(done.stream().filter(one -> one.state() == Future.State.SUCCESS).map(Future::resultNow)).hasSize(100).doesNotHaveDuplicates();
      assertThat(done.stream().filter(one -> one.state() == Future.State.FAILED).map(one -> one.exceptionNow().getMessage())).hasSize(50)
          .containsOnly(
              "halfway");
      assertThat(agencies(database)).isEqualTo(100);
    }
  }

  @Test
  void failingStatement_doesNotQuoteItsValues() {
    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      assertThatThrownBy(() -> database.writing(handle -> {
        handle.execute("INSERT INTO agency (number, id) VALUES (?, ?)", 1, "Quillon");
        handle.createUpdate("INSERT INTO agency (number, id) VALUES (:n, :id)").bind("n", 2).bind("id", "Quillon").execute();
      })).isInstanceOf(UnableToExecuteStatementException.class).satisfies(thrown -> {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
          assertThat(cause.toString()).doesNotContain("Quillon");
        }
      });
    }
  }

  @Test
  void secondServer_isToldThatOneRuns() {
    try (Database first = Database.open(file(), Schema.MIGRATIONS)) {
      assertThat(agencies(first)).isZero();
      assertThatThrownBy(() -> Database.open(file(), Schema.MIGRATIONS)).isInstanceOfSatisfying(Stop.class,
          stop -> assertThat(stop.code()).isEqualTo(ExitCode.ALREADY_RUNNING));
    }
  }

  @Test
  void newerSchema_isRefused() {
    Database.open(file(), Schema.MIGRATIONS).close();

    assertThatThrownBy(() -> Database.open(file(), Schema.MIGRATIONS.subList(0, 2))).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.DATA_REFUSED);
      assertThat(stop.line()).contains("schema is number " + Schema.MIGRATIONS.size(), "knows up to 2");
    });
  }

  @Test
  void laterSteps_areDoneOnce() {
    Database.open(file(), Schema.MIGRATIONS.subList(0, 1)).close();
    Database.open(file(), Schema.MIGRATIONS).close();
    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      assertThat(database.<Integer>read(handle -> handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one())).isEqualTo(Schema.MIGRATIONS
          .size());
    }
  }

  @Test
  void fileThatOthersCanRead_isNarrowed_andTold() throws IOException {
    Database.open(file(), Schema.MIGRATIONS).close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      assertThat(database.narrowed()).containsExactly(file());
      database.writing(handle -> new AgencyNumbers(handle).of(new AgencyId("school")));
      for (String name : List.of("server.db", "server.db-wal", "server.db-shm")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).as(name).isEqualTo("rw-------");
      }
    }
    try (Database database = Database.open(file(), Schema.MIGRATIONS)) {
      assertThat(database.narrowed()).isEmpty();
    }
  }

  @Test
  void otherFile_isRefusedInOneLine() throws IOException {
    Files.writeString(file(), "this is no database, and long enough to be looked at ".repeat(100));

    assertThatThrownBy(() -> Database.open(file(), Schema.MIGRATIONS)).isInstanceOfSatisfying(Stop.class,
        stop -> assertThat(stop.code()).isEqualTo(ExitCode.DATA_REFUSED));
  }

  @Test
  void indexKey_isReadBack_andRefusedWhenOthersCanReadIt_orDamaged() throws IOException {
    Path keyFile = folder.resolve("index.key");
    IndexKey key = IndexKey.random(new SecureRandom());
    key.save(keyFile);

    assertThat(IndexKey.load(keyFile).orThrow().derive("x")).isEqualTo(key.derive("x")).isNotEqualTo(key.derive("y"));
    assertThat(key).hasToString("[redacted]");
    assertThatThrownBy(() -> IndexKey.random(new SecureRandom()).save(keyFile)).isInstanceOf(java.io.UncheckedIOException.class);
    String text = Files.readString(keyFile);
    Files.writeString(keyFile, text.replace(text.substring(19, 23), text.startsWith("AAAA", 19) ? "BBBB" : "AAAA"));
    assertThat(IndexKey.load(keyFile)).isInstanceOfSatisfying(Parsed.Rejected.class, r -> assertThat(r.problems().toString()).contains("check"));
    Files.writeString(keyFile, text);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(IndexKey.load(keyFile)).isInstanceOfSatisfying(Parsed.Rejected.class, r -> assertThat(r.problems().toString()).contains("group"));
    assertThat(IndexKey.load(folder.resolve("none"))).isInstanceOfSatisfying(Parsed.Rejected.class, r -> assertThat(r.problems()
        .toString()).contains("restore it from your copy").doesNotContain("init"));
  }

  @Test
  void sealedValue_opensInItsPlaceOnly() {
    var sealing = new Sealing(IndexKey.random(new SecureRandom()), "test", new SecureRandom());
    byte[] sealed = sealing.seal(new byte[] {1}, new byte[] {7, 8});

    assertThat(sealing.open(new byte[] {1}, sealed)).containsExactly(7, 8);
    assertThat(sealed).hasSize(2 + Sealing.OVERHEAD);
    assertThatThrownBy(() -> sealing.open(new byte[] {2}, sealed)).isInstanceOf(DamagedValueException.class).hasMessageContaining("test");
    assertThatThrownBy(() -> sealing.open(new byte[] {1}, new byte[3])).isInstanceOf(IllegalStateException.class);
  }
}
