package org.tellonce.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.MerkleTree;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.server.TestSignedRules;

class CheckpointsTest {
  @TempDir
  private Path folder;
  private TestLog log;

  @BeforeEach
  void open() {
    log = new TestLog(folder);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private List<SignedCheckpoint> all() {
    return log.database.read(log.checkpoints::all);
  }

  @Test
  void roots_areThoseOfTheTreeOverAllLeaves_howeverTheLogGrows() {
    for (int more : List.of(1, 254, 1, 1, 255, 300)) {
      log.append(more);
      log.makeCheckpoint();

      Checkpoint newest = log.newest().orElseThrow();
      assertThat(newest).isEqualTo(new Checkpoint(TestSignedRules.LOG.origin(), log.size(), TestLog.root(log.leaves())));
      TreeEdge stored = log.database.read(handle -> TreeEdge.of(newest.size(), log.checkpoints.tiles(handle)));
      assertThat(stored.root()).isEqualTo(newest.root());
    }
    assertThat(all()).extracting(signed -> signed.checkpoint().size()).containsExactly(1L, 255L, 256L, 257L, 512L, 812L);
    assertThat(all()).allMatch(signed -> signed.isSignedBy(VerifierKey.log(TestSignedRules.LOG.origin(), TestSignedRules.LOG.key())));
  }

  @Test
  void root_isThatOfTheTree_acrossTheBatches_andTheSecondLevelOfTiles() {
    log.appendBlind(65_530);
    log.makeCheckpoint();
    log.appendBlind(66_000);
    log.makeCheckpoint();

    assertThat(log.newest().orElseThrow().root()).isEqualTo(TestLog.root(log.leaves()));
    int ofTheSecond = log.database.read(handle -> handle.createQuery("SELECT count(*) FROM log_tile WHERE level = 2").mapTo(Integer.class).one());
    assertThat(ofTheSecond).isOne();
  }

  @Test
  void logWithoutLeaves_hasACheckpoint_andWithoutNewOnesTheSame() {
    log.makeCheckpoint();
    assertThat(log.newest()).contains(new Checkpoint(TestSignedRules.LOG.origin(), 0, MerkleTree.EMPTY_ROOT));
    log.append(3);
    log.makeCheckpoint();
    List<SignedCheckpoint> made = all();
    assertThat(made).hasSize(2);

    log.now = log.now.plusSeconds(3_600);
    log.makeCheckpoint();

    assertThat(all()).isEqualTo(made);
  }

  @Test
  void leavesBelowTheNewestCheckpoint_areNotSignedOver() {
    log.append(3);
    log.makeCheckpoint();
    log.tamper("DELETE FROM log_leaf WHERE number = 2");

    assertThatThrownBy(log::makeCheckpoint).hasMessageContaining("2 leaves", "3");
    assertThat(all()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-24T12:34:56Z, 60, 2026-11-24T13:00:00Z", "2026-11-24T13:00:00Z, 60, 2026-11-24T14:00:00Z",
      "2026-11-24T23:00:00.001Z, 60, 2026-11-25T00:00:00Z", "2026-11-24T12:34:56Z, 15, 2026-11-24T12:45:00Z",
      "2026-11-24T12:34:56Z, 1440, 2026-11-25T00:00:00Z", "2026-11-24T00:00:00Z, 1440, 2026-11-25T00:00:00Z"})
  void next_isAtFixedTimes_whateverHappened(Instant after, int minutes, Instant next) {
    assertThat(Checkpoints.next(after, Duration.ofMinutes(minutes))).isEqualTo(next);
  }
}
