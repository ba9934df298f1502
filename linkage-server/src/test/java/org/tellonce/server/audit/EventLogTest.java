package org.tellonce.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.DepartureEvent;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.ExpiryEvent;
import org.tellonce.protocol.audit.LinkedWithdrawalEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.MatchesEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.MatchChange;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.TestRecords;

class EventLogTest {
  private static final Instant AT = Instant.parse("2026-11-24T20:00:00Z");

  @TempDir
  private Path folder;
  private final Random random = new Random(1);
  private TestLog log;

  @BeforeEach
  void open() {
    log = new TestLog(folder);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private RecordRef record(AgencyId agency) {
    return new RecordRef(agency, TestRecords.token(random));
  }

  private List<Long> readBy(AgencyId agency) {
    return log.database.read(handle -> log.store.events(handle, agency, 0, 1_000, 1_000)).stream().map(LoggedEvent::index).toList();
  }

  private List<LoggedEvent> of(RecordRef record) {
    return log.database.read(handle -> log.store.of(handle, record));
  }

  @Test
  void leaves_areTheCommitmentsOfEventAndSalt_numberedWithoutGaps() {
    log.append(2);
    log.append(3);

    List<LoggedEvent> all = log.all();
    assertThat(all).extracting(LoggedEvent::index).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(all).extracting(LoggedEvent::salt).doesNotHaveDuplicates();
    assertThat(all).extracting(LoggedEvent::event).contains(new EpochEvent(AT, 1, true), new EpochEvent(AT, 3, true));
    assertThat(log.leaves()).isEqualTo(all.stream().map(logged -> Commitment.to(logged.event().toBytes(), logged.salt())).toList());
    assertThat(log.leaves()).doesNotHaveDuplicates();
  }

  @Test
  void whatIsUndone_leavesNoLeaf_andItsNumberIsGivenAgain() {
    log.append(2);

    assertThatThrownBy(() -> log.database.writing(handle -> {
      log.events.append(handle, draft -> new EpochEvent(draft.at(), 7, true));
      throw new IllegalStateException("undone");
    })).hasMessage("undone");

    assertThat(log.size()).isEqualTo(2);
    log.append(1);
    assertThat(log.all()).extracting(LoggedEvent::index).containsExactly(0L, 1L, 2L);
  }

  @Test
  void agencyReadsItsOwnEvents_andPublicOnes_andNoOthers() {
    log.append(new EpochEvent(AT, 1, true));
    log.append(new ExpiryEvent(AT, SCHOOL, 1, 0));
    log.append(new ExpiryEvent(AT, PROBATION, 2, 0));
    log.append(new DepartureEvent(AT, SCHOOL, 3));
    log.append(new EpochEvent(AT, 2, true));

    assertThat(readBy(SCHOOL)).containsExactly(0L, 1L, 4L);
    assertThat(readBy(PROBATION)).containsExactly(0L, 2L, 4L);
    assertThat(readBy(CHILD_WELFARE)).as("one that nothing was put down of yet").containsExactly(0L, 4L);
    assertThat(log.all()).hasSize(5);
  }

  @Test
  void recordsEvents_areFound_untilTheyAreForgotten_andTheEventsStay() {
    RecordRef ours = record(SCHOOL);
    RecordRef theirs = record(PROBATION);
    log.database.writing(handle -> {
      log.events.append(handle, draft -> new LinkedWithdrawalEvent(draft.at(), SCHOOL, List.of(draft.name(ours))));
      log.events.append(handle, draft -> new LinkedWithdrawalEvent(draft.at(), PROBATION, List.of(draft.name(theirs))));
    });
    assertThat(of(ours)).extracting(LoggedEvent::index).containsExactly(0L);
    assertThat(of(theirs)).extracting(LoggedEvent::index).containsExactly(1L);
    assertThat(of(record(SCHOOL))).isEmpty();

    log.database.writing(handle -> log.store.forget(handle, List.of(ours)));

    assertThat(of(ours)).isEmpty();
    assertThat(of(theirs)).hasSize(1);
    LoggedEvent stays = log.all().getFirst();
    assertThat(stays.event()).isEqualTo(new LinkedWithdrawalEvent(AT, SCHOOL, List.of(RecordName.of(stays.salt(), SCHOOL, ours.token()))));
  }

  @Test
  void sameTokenOfAnotherAgency_isAnotherRecord() {
    RecordRef ours = record(SCHOOL);
    log.database.writing(handle -> log.events.append(handle, draft -> new LinkedWithdrawalEvent(draft.at(), SCHOOL, List.of(draft.name(ours)))));

    assertThat(of(new RecordRef(PROBATION, ours.token()))).isEmpty();
  }

  @Test
  void matches_areAThousandToALeaf_andNamePairs() {
    List<MatchChange> changes = LongStream.range(0, 2_001).mapToObj(i -> new MatchChange(record(PROBATION), record(SCHOOL), switch ((int) (i % 3)) {
      case 0 -> Optional.of(Grade.LIKELY);
      case 1 -> Optional.of(Grade.POSSIBLE);
      default -> Optional.<Grade>empty();
    })).toList();

    log.database.writing(handle -> log.events.matches(handle, 4, changes));
    log.database.writing(handle -> log.events.matches(handle, 4, List.of()));

    List<LoggedEvent> all = log.all();
    assertThat(all).extracting(logged -> ((MatchesEvent) logged.event()).changes().size()).containsExactly(1_000, 1_000, 1);
    for (int i : List.of(0, 1, 2, 1_000, 2_000)) {
      LoggedEvent logged = all.get(i / 1_000);
      MatchChange change = changes.get(i);
      var expected = new MatchesEvent.Change(RecordName.pair(logged.salt(), RecordName.of(logged.salt(), SCHOOL, change.b().token()), RecordName.of(
          logged.salt(), PROBATION, change.a().token())), List.of(MatchesEvent.Now.LIKELY, MatchesEvent.Now.POSSIBLE, MatchesEvent.Now.NONE).get(i
              % 3));
      assertThat(((MatchesEvent) logged.event()).changes().get(i % 1_000)).isEqualTo(expected);
    }
    assertThat(of(changes.getFirst().a())).as("a pair is not found by its records").isEmpty();
    assertThat(Stream.of(SCHOOL, PROBATION).map(this::readBy)).allMatch(List::isEmpty);
  }
}
