package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.server.TestDatabase;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// The lists of both records of a match stay in step, also where only one of the two is decided anew.
class MatchStoreTest {
  private static final RecordRef A = TestBody.record("agency_a", 1);
  private static final RecordRef B = TestBody.record("agency_b", 1);
  private static final RecordRef C = TestBody.record("agency_c", 1);
  private static final Match AB = new Match(A, B, .8, Grade.LIKELY);
  private static final Match AC = new Match(A, C, .7, Grade.POSSIBLE);
  private static final Match BC = new Match(B, C, .6, Grade.POSSIBLE);

  @TempDir
  private Path folder;

  private final MatchStore store = new MatchStore(IndexKey.random(new SecureRandom()), new SecureRandom(), 1);
  @RegisterExtension
  private final TestDatabase opened = new TestDatabase(() -> folder);

  @Test
  void matches_standUnderBothRecords() {
    replace(Set.of(A, B, C), AB, BC);

    assertThat(all()).containsExactly(AB, BC);
    assertThat(of(A, B, C)).containsOnly(entry(A, List.of(AB)), entry(B, List.of(AB, BC)), entry(C, List.of(BC)));
  }

  @Test
  void matchesThatGo_leaveThePartnersListToo() {
    replace(Set.of(A, B, C), AB, AC, BC);

    replace(Set.of(A));

    assertThat(all()).containsExactly(BC);
    assertThat(of(A, B, C)).containsOnly(entry(B, List.of(BC)), entry(C, List.of(BC)));
  }

  @Test
  void matchThatComes_entersThePartnersListBesideItsOthers() {
    replace(Set.of(B, C), BC);

    replace(Set.of(A), AB);
    replace(Set.of(C), BC, AC);

    assertThat(all()).containsExactly(AB, AC, BC);
    assertThat(of(A, B, C)).containsOnly(entry(A, List.of(AB, AC)), entry(B, List.of(AB, BC)), entry(C, List.of(AC, BC)));
  }

  @Test
  void matchThatChanges_changesInBothLists() {
    Match surer = new Match(A, B, .9, Grade.LIKELY);
    replace(Set.of(A, B, C), AB, BC);

    replace(Set.of(A), surer);

    assertThat(of(A, B)).containsOnly(entry(A, List.of(surer)), entry(B, List.of(surer, BC)));
  }

  @Test
  void changes_tellEachPairOnce_andOnlyWhereSomethingChanged() {
    assertThat(replace(Set.of(A, B, C), AB, BC)).containsExactlyInAnyOrder(change(A, B, AB.grade()), change(B, C, Grade.POSSIBLE));
    assertThat(replace(Set.of(A, B, C), AB, BC)).isEmpty();
    assertThat(replace(Set.of(B), new Match(A, B, .95, AB.grade()), BC)).as("another probability, the same grade").isEmpty();

    Grade other = AB.grade() == Grade.LIKELY ? Grade.POSSIBLE : Grade.LIKELY;
    assertThat(replace(Set.of(B), new Match(A, B, .9, other), BC)).containsExactly(change(A, B, other));
    assertThat(replace(Set.of(C), AC)).containsExactlyInAnyOrder(change(A, C, Grade.POSSIBLE), new MatchChange(B, C, Optional.empty()));
    assertThat(replace(Set.of(A))).containsExactlyInAnyOrder(new MatchChange(A, B, Optional.empty()), new MatchChange(A, C, Optional.empty()));
  }

  private static MatchChange change(RecordRef a, RecordRef b, Grade grade) {
    return new MatchChange(a, b, Optional.of(grade));
  }

  private List<MatchChange> replace(Set<RecordRef> records, Match... matches) {
    return database().write(handle -> store.replace(handle, new AgencyNumbers(handle), records, List.of(matches)));
  }

  private List<Match> all() {
    return database().read(store::all);
  }

  private Map<RecordRef, List<Match>> of(RecordRef... records) {
    return database().read(handle -> store.of(handle, List.of(records)));
  }

  private Database database() {
    return opened.get();
  }
}
