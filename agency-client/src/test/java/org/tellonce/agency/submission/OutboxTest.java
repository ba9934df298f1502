package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.submission.TestRecords.plan;
import static org.tellonce.agency.submission.TestRecords.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.agency.TestCustodians;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;

class OutboxTest {
  private static final NightPlan PLAN = plan(roster(3), Ledger.EMPTY);

  @TempDir
  private Path state;

  private Path folder;
  private Outbox outbox;

  @BeforeEach
  void name() {
    folder = state.resolve("outbox");
    outbox = new Outbox(folder);
  }

  private static Outbox.ManifestMaker manifest(NightPlan plan) {
    return parts -> new Manifest(TestCustodians.CHILD_WELFARE, Suite.NAME, SizeClass.UP_TO_50_000, 1, 3, TestCustodians.tables(),
        parts.stream().mapToInt(PartDigest::lines).sum(), 0, parts, plan.full(), LiveSet.of(plan.live()), Optional.empty());
  }

  @Test
  void written_isPending_andForItsOwnerOnly() throws IOException {
    Outbox.Pending written = outbox.write(PLAN, manifest(PLAN));

    assertThat(outbox.pending()).contains(written);
    assertThat(written.part(1)).isEqualTo(SubmissionPart.bytes(PLAN.lines()));
    assertThat(written.next()).isEqualTo(PLAN.next().after(1, written.manifest().id()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3).allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(
          "rw-------"));
    }
    assertThat(state).isDirectoryNotContaining(path -> !path.equals(folder));
  }

  @Test
  void samePlan_isTheSameSubmission() {
    Manifest first = outbox.write(PLAN, manifest(PLAN)).manifest();

    assertThat(outbox.write(PLAN, manifest(PLAN)).manifest().id()).isEqualTo(first.id());
  }

  @Test
  void moreThanAThousandLines_areCutIntoParts() {
    List<SubmissionLine> lines = IntStream.range(0, 2_001).<SubmissionLine>mapToObj(i -> new GoneRecord(new RecordToken(1, i))).toList();
    NightPlan plan = new NightPlan(1, lines, false, PLAN.next(), PLAN.counts());

    Outbox.Pending pending = outbox.write(plan, manifest(plan));

    assertThat(pending.manifest().parts()).extracting(PartDigest::lines).containsExactly(1_000, 1_000, 1);
    for (int number = 1; number <= 3; number++) {
      assertThat(Digest.of(pending.part(number))).isEqualTo(pending.manifest().parts().get(number - 1).sha256());
    }
  }

  @Test
  void nothing_isNotPending() {
    assertThat(outbox.pending()).isEmpty();
    outbox.discard();
    assertThat(outbox.pending()).isEmpty();
  }

  /// A kill while it is written: everything is there but the name.
  @Test
  void unfinishedFolder_isIgnored_andReplaced() throws IOException {
    outbox.write(PLAN, manifest(PLAN));
    Path unfinished = state.resolve("outbox.unfinished");
    Files.move(folder, unfinished);
    Files.delete(unfinished.resolve("ledger"));

    assertThat(outbox.pending()).isEmpty();
    Outbox.Pending written = outbox.write(PLAN, manifest(PLAN));
    assertThat(outbox.pending()).contains(written);
    assertThat(unfinished).doesNotExist();
  }

  /// A kill while it is thrown away: the name is gone first.
  @Test
  void halfDiscarded_isNotPending() throws IOException {
    outbox.write(PLAN, manifest(PLAN));
    outbox.discard();
    assertThat(state).isEmptyDirectory();

    Files.createDirectory(state.resolve("outbox.unfinished"));
    Files.writeString(state.resolve("outbox.unfinished/part-1.ndjson"), "");
    assertThat(outbox.pending()).isEmpty();
    outbox.discard();
    assertThat(state).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "part-1.ndjson", "ledger"})
  void damagedOrMissingFile_isDiscarded(String name) throws IOException {
    for (boolean missing : new boolean[] {false, true}) {
      outbox.write(PLAN, manifest(PLAN));
      byte[] content = Files.readAllBytes(folder.resolve(name));
      Files.delete(folder.resolve(name));
      if (!missing) {
        Files.write(folder.resolve(name), java.util.Arrays.copyOf(content, content.length / 2));
      }

      assertThat(outbox.pending()).as("%s missing: %s", name, missing).isEmpty();
      assertThat(state).isEmptyDirectory();
    }
  }
}
