package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.transport.Route;

class JournalFileTest {
  private static final Instant NOW = TestCustodians.NOW;
  private static final Rules RULES = new TestCustodians().rules();
  private static final int CALLS = 40;

  @TempDir
  private Path folder;
  private Path path;
  private JournalFile file;

  @BeforeEach
  void file() {
    path = folder.resolve("journal");
    file = new JournalFile(path, () -> NOW);
  }

  private static Digest digest(int of) {
    return Digest.of(new byte[] {(byte) of, (byte) (of >> 8)});
  }

  private void ask(int request) {
    file.asked(Route.OPENINGS, "/v1/openings", digest(request), NOW);
  }

  @Test
  void callsWithARequestInTheLog_areKept_withTheirAnswers() throws IOException {
    file.asked(Route.COMMIT, Route.COMMIT.path("a1b2"), digest(1), NOW);
    file.asked(Route.FLAGS, "/v1/flags?after=0", digest(2), NOW);
    file.asked(Route.WITHDRAW, Route.WITHDRAW.path(), digest(3), NOW);
    file.answered(digest(1), digest(4), NOW);
    file.answered(digest(2), digest(4), NOW);

    assertThat(file.read().calls()).containsOnlyKeys(digest(1), digest(3));
    assertThat(file.read().calls().get(digest(1)).subject()).isEqualTo("a1b2");
    assertThat(file.read().calls().get(digest(1)).answer()).contains(new Journal.Answer(digest(4), NOW));
    assertThat(file.read().calls().get(digest(3)).answer()).isEmpty();
    assertThat(Files.readString(path)).doesNotContain(digest(2).hex());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
  }

  @Test
  void journal_beginsOnce_andSeesRulesAndCertificatesOnce() throws IOException {
    file.seen(RULES, digest(5));
    new JournalFile(path, () -> NOW.plusSeconds(60)).seen(RULES, digest(5));
    file.seen(RULES, digest(6));

    Journal journal = new JournalFile(path, () -> NOW.plusSeconds(99)).read();
    assertThat(journal.since()).isEqualTo(NOW);
    assertThat(journal.rules()).containsOnlyKeys(RULES.number());
    assertThat(journal.certificates()).containsExactlyInAnyOrder(digest(5), digest(6));
    assertThat(Files.readAllLines(path)).hasSize(4);
  }

  @Test
  void lineCutOffInItsMiddle_givesWayToTheNext() throws IOException {
    ask(1);
    Files.writeString(path, "asked OPENINGS 12ab", StandardOpenOption.APPEND);
    ask(2);

    assertThat(file.read().calls()).containsOnlyKeys(digest(1), digest(2));
    assertThat(Files.readAllLines(path)).hasSize(3);
  }

  @Test
  void foreignBytes_areLeft_andLoseNothing() throws IOException {
    ask(1);
    Files.write(path, "x\r\ny\rz \u00e9\n".getBytes(ISO_8859_1), StandardOpenOption.APPEND);
    byte[] before = Files.readAllBytes(path);
    ask(2);

    assertThat(Files.readAllBytes(path)).startsWith(before);
    assertThat(file.read().calls()).containsOnlyKeys(digest(1), digest(2));
  }

  @Test
  void whatTheLogShowed_isForgotten() throws IOException {
    file.seen(RULES, digest(5));
    ask(1);
    ask(2);
    file.answered(digest(2), digest(4), NOW);
    Journal before = file.read();
    new JournalFile(path, () -> NOW.plusSeconds(60)).forget(Set.of(digest(1)));

    assertThat(file.read()).isEqualTo(before.without(Set.of(digest(1)), NOW));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
  }

  @Test
  void writersAtOnce_loseNothing() throws Exception {
    List<Future<?>> written = new ArrayList<>();
    try (ExecutorService writers = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < CALLS; i++) {
        int request = i;
        written.add(writers.submit(() -> ask(request)));
      }
      written.add(writers.submit(() -> file.forget(Set.of(digest(10_000)))));
      for (Future<?> future : written) {
        future.get();
      }
    }
    assertThat(file.read().calls()).hasSize(CALLS);
  }
}
