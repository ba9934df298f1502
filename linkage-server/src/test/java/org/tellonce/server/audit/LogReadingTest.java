package org.tellonce.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.LinkedWithdrawalEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.NoteSignature;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.server.TestRules;

class LogReadingTest {
  private static final Instant NIGHT = Instant.parse("2026-11-25T03:00:00Z");

  @TempDir
  private Path folder;
  private TestLog log;
  private LogReading reading;
  private final TestWitness school = TestWitness.of(SCHOOL);
  private final TestWitness probation = TestWitness.of(PROBATION);
  private final Rules rules = probation.in(school.in(TestRules.rules()));

  @BeforeEach
  void open() {
    log = new TestLog(folder);
    reading = new LogReading(log.database, log.store);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private SignedCheckpoint newest() {
    return ((LogOutcome.Newest) reading.newest()).checkpoint();
  }

  private EventPage page(long from) {
    return ((LogOutcome.Events) reading.events(SCHOOL, from)).page();
  }

  @Test
  void beforeTheFirstCheckpoint_nothingIsTold() {
    log.append(3);

    assertThat(reading.newest()).isEqualTo(new LogOutcome.NoCheckpoint());
    assertThat(reading.leaves(0)).isEqualTo(new LogOutcome.NoCheckpoint());
    assertThat(reading.events(SCHOOL, 0)).isEqualTo(new LogOutcome.NoCheckpoint());
  }

  @Test
  void nothingBeyondTheNewestCheckpoint_isTold() {
    log.append(3);
    log.makeCheckpoint();
    log.append(2);

    assertThat(newest().checkpoint().size()).isEqualTo(3);
    assertThat(reading.leaves(0)).isEqualTo(new LogOutcome.Leaves(log.leaves().subList(0, 3)));
    assertThat(reading.leaves(2)).isEqualTo(new LogOutcome.Leaves(log.leaves().subList(2, 3)));
    assertThat(reading.leaves(3)).isEqualTo(new LogOutcome.Leaves(List.of()));
    assertThat(reading.leaves(4)).isEqualTo(new LogOutcome.Beyond(3));
    assertThat(page(0)).isEqualTo(new EventPage(log.all().subList(0, 3), 3, false));
    assertThat(page(3)).isEqualTo(new EventPage(List.of(), 3, false));
    assertThat(reading.events(SCHOOL, 4)).isEqualTo(new LogOutcome.Beyond(3));

    log.makeCheckpoint();
    assertThat(reading.leaves(3)).isEqualTo(new LogOutcome.Leaves(log.leaves().subList(3, 5)));
    assertThat(page(3).events()).extracting(LoggedEvent::index).containsExactly(3L, 4L);
  }

  @Test
  void leaves_comeInPortions() {
    log.appendBlind(65_600);
    log.makeCheckpoint();

    assertThat(reading.leaves(10)).isInstanceOfSatisfying(LogOutcome.Leaves.class, leaves -> assertThat(leaves.leaves()).isEqualTo(log.leaves()
        .subList(10, 65_546)));
    assertThat(reading.leaves(65_546)).isInstanceOfSatisfying(LogOutcome.Leaves.class, leaves -> assertThat(leaves.leaves()).hasSize(54));
  }

  @Test
  void events_comeInPages_eachOnce() {
    log.append(2_500);
    log.makeCheckpoint();

    List<LoggedEvent> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    EventPage page = page(0);
    while (true) {
      read.addAll(page.events());
      sizes.add(page.events().size());
      if (!page.more()) {
        break;
      }
      page = page(page.next());
    }

    assertThat(sizes).containsExactly(1_000, 1_000, 500);
    assertThat(read).isEqualTo(log.all());
    assertThat(page.next()).isEqualTo(2_500);
  }

  @Test
  void pageOfTheLargestEvents_isNoLongerThanTheCallAllows() {
    List<Digest> names = java.util.stream.IntStream.range(0, LinkedWithdrawalEvent.MAX_NAMES).mapToObj(i -> Digest.of(new byte[] {(byte) i, (byte) (i
        >> 8)})).toList();
    for (int i = 0; i < 150; i++) {
      log.append(new LinkedWithdrawalEvent(NIGHT, SCHOOL, names));
    }
    log.makeCheckpoint();

    EventPage first = page(0);
    EventPage second = page(first.next());
    assertThat(EventPage.parse(first.toBytes()).orThrow()).isEqualTo(first);
    assertThat(first.more()).isTrue();
    assertThat(second.more()).isFalse();
    assertThat(first.events().size() + second.events().size()).isEqualTo(150);
  }

  @Test
  void cosignature_isKept_andServedBelowTheCheckpoint_inPlaceOfAnEarlierOne() {
    log.append(3);
    log.makeCheckpoint();
    SignedCheckpoint alone = newest();

    assertThat(reading.cosign(SCHOOL, new Witnessing(3, school.line(alone, NIGHT)), rules)).isEqualTo(new LogOutcome.Cosigned(3));
    assertThat(reading.cosign(PROBATION, new Witnessing(3, probation.line(alone, NIGHT)), rules)).isEqualTo(new LogOutcome.Cosigned(3));
    assertThat(reading.cosign(SCHOOL, new Witnessing(3, school.line(alone, NIGHT.plusSeconds(60))), rules)).isEqualTo(new LogOutcome.Cosigned(3));

    SignedCheckpoint served = newest();
    assertThat(served.signatures()).hasSize(3).startsWith(alone.signatures().getFirst());
    assertThat(served.cosigned(school.verifier())).contains(NIGHT.plusSeconds(60));
    assertThat(served.cosigned(probation.verifier())).contains(NIGHT);
  }

  @Test
  void cosignatureOfAnotherSize_orByAnotherKey_orOfAnotherAgency_isRefused() {
    log.append(3);
    log.makeCheckpoint();
    SignedCheckpoint older = newest();
    NoteSignature line = school.line(older, NIGHT);

    assertThat(reading.cosign(SCHOOL, new Witnessing(2, line), rules)).isEqualTo(new LogOutcome.OtherSize(3));
    assertThat(reading.cosign(PROBATION, new Witnessing(3, line), rules)).as("of another agency").isEqualTo(new LogOutcome.NotTheWitness());
    assertThat(reading.cosign(SCHOOL, new Witnessing(3, TestWitness.of(SCHOOL).line(older, NIGHT)), rules)).as("by another key").isEqualTo(
        new LogOutcome.NotTheWitness());
    assertThat(reading.cosign(SCHOOL, new Witnessing(3, older.signatures().getFirst()), rules)).as("the log's own signature").isEqualTo(
        new LogOutcome.NotTheWitness());
    assertThat(reading.cosign(SCHOOL, new Witnessing(3, altered(line)), rules)).as("altered").isEqualTo(new LogOutcome.NotTheWitness());

    log.append(1);
    log.makeCheckpoint();
    assertThat(reading.cosign(SCHOOL, new Witnessing(3, line), rules)).isEqualTo(new LogOutcome.OtherSize(4));
    assertThat(reading.cosign(SCHOOL, new Witnessing(4, line), rules)).as("of an earlier checkpoint").isEqualTo(new LogOutcome.NotTheWitness());
    assertThat(newest().signatures()).hasSize(1);
    List<SignedCheckpoint> all = log.database.read(log.checkpoints::all);
    assertThat(all).hasSize(2).allMatch(checkpoint -> checkpoint.signatures().size() == 1);
  }

  private static NoteSignature altered(NoteSignature line) {
    byte[] bytes = java.util.Base64.getDecoder().decode(line.base64());
    bytes[bytes.length - 1] ^= 1;
    return new NoteSignature(line.name(), java.util.Base64.getEncoder().encodeToString(bytes));
  }
}
