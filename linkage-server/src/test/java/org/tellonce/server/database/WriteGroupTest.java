package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteGroupTest {
  @TempDir
  private Path folder;
  private final WriteGroup group = new WriteGroup();
  private Jdbi jdbi;
  private Handle writer;

  @BeforeEach
  void open() {
    jdbi = Jdbi.create("jdbc:sqlite:" + folder.resolve("group.db"));
    writer = jdbi.open();
    writer.execute("PRAGMA journal_mode = WAL");
    writer.execute("CREATE TABLE line (n INTEGER PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private Future<Integer> adding(int number) {
    return group.add(handle -> handle.execute("INSERT INTO line (n) VALUES (?)", number));
  }

  private List<Integer> lines() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT n FROM line ORDER BY n").mapTo(Integer.class).list());
  }

  @Test
  void whatWaits_isOneTransaction() {
    var commits = new AtomicInteger();
    Future<Integer> first = adding(1);
    Future<Integer> seen = group.add(handle -> {
      handle.afterCommit(commits::incrementAndGet);
      assertThat(lines()).as("outside").isEmpty();
      return handle.createQuery("SELECT count(*) FROM line").mapTo(Integer.class).one();
    });
    Future<Integer> last = adding(2);
    assertThat(last.isDone()).isFalse();
    group.run(writer);

    assertThat(seen.resultNow()).as("it sees what those before it did").isEqualTo(1);
    assertThat(List.of(first.resultNow(), last.resultNow())).containsExactly(1, 1);
    assertThat(commits).hasValue(1);
    assertThat(lines()).containsExactly(1, 2);
  }

  @Test
  void oneThatThrows_leavesNothing_andTakesNothingFromTheOthers() {
    Future<Integer> before = adding(1);
    Future<Integer> thrown = group.add(handle -> {
      handle.execute("INSERT INTO line (n) VALUES (2)");
      throw new IllegalStateException("halfway");
    });
    Future<Integer> refused = adding(1);
    Future<Integer> after = adding(3);
    group.run(writer);

    assertThat(before.resultNow()).isEqualTo(1);
    assertThat(thrown.exceptionNow()).hasMessage("halfway");
    assertThat(refused.state()).as("a constraint of the database").isEqualTo(Future.State.FAILED);
    assertThat(after.resultNow()).isEqualTo(1);
    assertThat(lines()).containsExactly(1, 3);
  }

  @Test
  void whereTheTransactionFails_nobodyIsToldThatItWasWritten() {
    Future<Integer> one = adding(1);
    Future<Integer> ending = group.add(handle -> handle.execute("ROLLBACK"));
    Future<Integer> other = adding(2);
    group.run(writer);

    assertThat(List.of(one, ending, other)).allSatisfy(future -> assertThat(future.state()).isEqualTo(Future.State.FAILED));
    assertThat(lines()).isEmpty();
  }

  @Test
  void moreThanOneGroup_isDoneInTurns() {
    Future<Integer> last = adding(0);
    for (int i = 1; i < 150; i++) {
      last = adding(i);
    }
    group.run(writer);
    assertThat(last.isDone()).as("others may write between").isFalse();
    group.run(writer);
    group.run(writer);
    assertThat(last.isDone()).isTrue();
    assertThat(lines()).hasSize(150);
    group.run(writer);
  }
}
