package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.TODAY;
import static org.tellonce.server.TestServer.USER;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.server.TestServer;

class AsksTest {
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);

  @TempDir
  private Path folder;
  private TestServer server;
  private Asks asks;
  private int most;

  @BeforeEach
  void open() {
    server = new TestServer(folder.resolve("server.db"));
    asks = new Asks(server.key, new SecureRandom());
    most = server.rules.limits().asksPerUserDay();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private boolean count(LocalDate day) {
    return server.database.write(handle -> asks.count(handle, CHILD_WELFARE, USER, day, server.rules.limits()));
  }

  private boolean isLeft(LocalDate day) {
    return server.database.read(handle -> asks.isLeft(handle, CHILD_WELFARE, USER, day, server.rules.limits()));
  }

  @Test
  void lateQuestionOfYesterday_givesNoBudgetBack() {
    for (int i = 0; i < most; i++) {
      assertThat(count(TODAY)).isTrue();
    }

    assertThat(isLeft(YESTERDAY)).isFalse();
    assertThat(count(YESTERDAY)).isFalse();
    assertThat(isLeft(TODAY)).isFalse();
    assertThat(count(TODAY)).isFalse();
  }

  @Test
  void lateQuestionOfYesterday_countsToday() {
    for (int i = 0; i < most - 1; i++) {
      count(TODAY);
    }

    assertThat(count(YESTERDAY)).isTrue();
    assertThat(count(TODAY)).isFalse();
  }

  @Test
  void nextDay_hasABudgetOfItsOwn() {
    for (int i = 0; i < most; i++) {
      count(YESTERDAY);
    }

    assertThat(count(YESTERDAY)).isFalse();
    assertThat(isLeft(TODAY)).isTrue();
    assertThat(count(TODAY)).isTrue();
  }
}
