package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.transport.FakeLog;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;

class LogCopyTest {
  @TempDir
  private Path folder;
  private final FakeLog log = new FakeLog();
  private LogCopy copy;
  private SignedCheckpoint old;

  @BeforeEach
  void threeLeaves() {
    copy = new LogCopy(folder);
    add(3);
    old = log.checkpoint();
    copy.keep(old, log.leaves, 0, log.events, 0);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      log.add(new EpochEvent(TestCustodians.NOW, 1 + log.leaves.size(), true));
    }
  }

  private void assertHolds(SignedCheckpoint checkpoint, int size) {
    assertThat(copy.checkpoint()).contains(checkpoint);
    assertThat(copy.leaves(size)).isEqualTo(log.leaves.subList(0, size));
    assertThat(copy.events(size)).isEqualTo(new LogCopy.Events(log.events.subList(0, size), List.of()));
  }

  @Test
  void keptNights_areReadBack_andNobodyElseReadsThem() throws IOException {
    assertHolds(old, 3);
    add(2);
    copy.keep(log.checkpoint(), log.leaves, 3, log.events, 3);
    assertHolds(log.checkpoint(), 5);
    for (String name : List.of("checkpoint", "leaves", "events")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).as(name).isEqualTo("rw-------");
    }
    assertThat(new LogCopy(folder.resolve("elsewhere")).checkpoint()).isEmpty();
    assertThat(new LogCopy(folder.resolve("elsewhere")).leaves(0)).isEmpty();
  }

  @Test
  void nightCutOffAnywhereBeforeItsCheckpoint_leavesTheOldState_andTheNextGoesOn() throws IOException {
    byte[] leaves = Files.readAllBytes(folder.resolve("leaves"));
    byte[] events = Files.readAllBytes(folder.resolve("events"));
    byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
    add(2);
    copy.keep(log.checkpoint(), log.leaves, 3, log.events, 3);
    byte[] newLeaves = Files.readAllBytes(folder.resolve("leaves"));
    byte[] newEvents = Files.readAllBytes(folder.resolve("events"));
    int[][] cuts = {{leaves.length, events.length}, {leaves.length + 11, events.length}, {newLeaves.length, events.length}, {newLeaves.length,
        events.length + 40}, {newLeaves.length, newEvents.length}};

    for (int[] cut : cuts) {
      Files.write(folder.resolve("leaves"), java.util.Arrays.copyOf(newLeaves, cut[0]));
      Files.write(folder.resolve("events"), java.util.Arrays.copyOf(newEvents, cut[1]));
      Files.write(folder.resolve("checkpoint"), checkpoint);
      assertHolds(old, 3);

      copy.keep(log.checkpoint(), log.leaves, 3, log.events, 3);
      assertHolds(log.checkpoint(), 5);
      assertThat(folder.resolve("leaves")).hasBinaryContent(newLeaves);
      assertThat(folder.resolve("events")).hasBinaryContent(newEvents);
    }
  }

  @Test
  void damagedEvents_areTold_andDoNotHideTheOthers() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("events"));
    Files.writeString(folder.resolve("events"), lines.get(0) + "\n" + lines.get(1).substring(9) + "\n" + lines.get(2) + "\n" + lines.get(0) + "\n");

    assertThat(copy.events(3)).isEqualTo(new LogCopy.Events(List.of(log.events.get(0), log.events.get(2)), List.of(2, 4)));
  }

  @Test
  void damagedCheckpoint_isNoFirstNight() throws IOException {
    Files.write(folder.resolve("checkpoint"), "x".getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);

    assertThatThrownBy(() -> copy.checkpoint()).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.LOG_CONTRADICTS);
      assertThat(stop.getMessage()).contains("checkpoint", "damaged", "restore state/log", "two custodians").doesNotContain("\n");
    });
  }

  @Test
  void missingLeaves_areFewer() throws IOException {
    Files.write(folder.resolve("leaves"), new byte[40]);
    assertThat(copy.leaves(3)).hasSize(1);
  }
}
