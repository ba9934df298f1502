package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.Schema;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// What waits in two epochs.
class AlikeRecordsTest {
  private static final AgencyId AGENCY = new AgencyId("child_welfare");
  private static final List<RecordRef> SIX = IntStream.range(0, 6).mapToObj(i -> new RecordRef(AGENCY, new RecordToken(0, i))).toList();

  @TempDir
  private Path folder;
  private final List<List<RecordRef>> told = new ArrayList<>();
  private Database database;
  private AlikeRecords alike;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS);
    var random = new SecureRandom();
    alike = new AlikeRecords(IndexKey.random(random), random, (_, came, _) -> told.add(came));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void decide(int place, List<RecordRef> together, Set<RecordRef> renewed) {
    database.writing(handle -> alike.decide(handle, place, Set.copyOf(SIX), renewed, record -> together.contains(record) ? together : List.of()));
  }

  private List<RecordRef> confirmed() {
    return database.write(handle -> alike.confirm(handle, SIX));
  }

  private Set<RecordRef> waiting() {
    return database.read(handle -> {
      var waiting = alike.waiting(handle);
      return new TreeSet<>(SIX.stream().filter(waiting).toList());
    });
  }

  @Test
  void whatWaitsInOneEpoch_waits_andIsToldOnce() {
    decide(0, SIX, Set.of());
    decide(1, SIX, Set.of());
    assertThat(told).containsExactly(SIX);
    decide(0, List.of(), Set.of());
    assertThat(waiting()).as("in the other epoch they still hang together").containsExactlyElementsOf(SIX);
    decide(1, SIX.subList(0, 5), Set.of());
    assertThat(waiting()).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void whatIsConfirmed_waitsAgainInAnEpochThatOpensLater() {
    decide(0, SIX, Set.of());
    assertThat(confirmed()).isEqualTo(SIX);
    decide(0, SIX, Set.of());
    assertThat(waiting()).isEmpty();
    decide(1, SIX, Set.of());
    assertThat(waiting()).as("nobody can tell whether they are the same people").containsExactlyElementsOf(SIX);
    assertThat(confirmed()).isEqualTo(SIX);
    database.writing(handle -> alike.clear(handle, 0));
    decide(1, SIX, Set.of());
    assertThat(waiting()).isEmpty();
    decide(1, SIX, Set.of(SIX.getLast()));
    assertThat(waiting()).containsExactly(SIX.getLast());
    assertThat(told).containsExactly(SIX, SIX, List.of(SIX.getLast()));
  }

  @Test
  void whatNeverWaited_cannotBeConfirmedInAdvance() {
    assertThat(confirmed()).isEmpty();
    decide(0, SIX, Set.of());
    assertThat(waiting()).containsExactlyElementsOf(SIX);
    database.writing(handle -> alike.clear(handle, 0));
    assertThat(waiting()).isEmpty();
    Set<RecordRef> left = database.read(alike::all);
    assertThat(left).isEmpty();
  }
}
