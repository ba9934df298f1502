package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");
  private static final Digest COMMIT = digest(1);
  private static final Digest OPENING = digest(2);
  private static final Digest BODY = digest(3);

  private static final List<String> LINES = List.of(Journal.sinceLine(NOW), Journal.certificateLine(digest(7)), Journal.rulesLine(3,
      new Journal.SeenRules(digest(8), NOW)), Journal.askedLine("COMMIT", COMMIT, NOW, digest(9).hex()), Journal.answeredLine(COMMIT,
          new Journal.Answer(BODY, NOW.plusSeconds(2))), Journal.askedLine("OPENINGS", OPENING, NOW.plusSeconds(9), "-"));

  private static Digest digest(int of) {
    return Digest.of(new byte[] {(byte) of});
  }

  @Test
  void lines_areReadBack() {
    Journal journal = Journal.of(LINES, NOW.plusSeconds(100));

    assertThat(journal.since()).isEqualTo(NOW);
    assertThat(journal.calls().values()).containsExactly(new Journal.Call("COMMIT", COMMIT, NOW, digest(9).hex(), Optional.of(new Journal.Answer(BODY,
        NOW.plusSeconds(2)))), new Journal.Call("OPENINGS", OPENING, NOW.plusSeconds(9), "-", Optional.empty()));
    assertThat(journal.rules()).containsOnlyKeys(3L);
    assertThat(journal.certificates()).containsExactly(digest(7));
    assertThat(journal.lines()).isEqualTo(LINES);
    assertThat(Journal.of(List.of(), NOW)).isEqualTo(Journal.beginning(NOW));
  }

  @Test
  void linesThatAreNoneOfOurs_arePassedOver() {
    List<String> lines = new ArrayList<>(LINES);
    lines.addAll(List.of("", "since", "since now", "since 1234567890123", "asked COMMIT " + COMMIT + " 12", "asked COMMIT " + COMMIT + " 12 - -",
        "asked COMMIT zz 12 -", "answered " + digest(44) + " " + BODY + " 12", "rules 3 " + digest(45) + " 99", "rules -3 " + digest(45) + " 99",
        "certificate " + digest(46).hex().toUpperCase(java.util.Locale.ROOT), "certificate " + digest(46) + " ", " certificate " + digest(46),
        "asked COMMIT " + COMMIT + " 12 ../../x", "\u0000", "certificate " + digest(46).hex().substring(1)));

    assertThat(Journal.of(lines, NOW).lines()).isEqualTo(LINES);
  }

  @Test
  void whatTheLogHasShown_isForgotten_andWhatWasNeverAnsweredAfterAWhile() {
    Journal journal = Journal.of(LINES, NOW);

    assertThat(journal.without(Set.of(COMMIT), NOW).calls()).containsOnlyKeys(OPENING);
    assertThat(journal.without(Set.of(), NOW.plus(Duration.ofDays(60))).calls()).containsOnlyKeys(COMMIT, OPENING);
    Journal later = journal.without(Set.of(), NOW.plus(Duration.ofDays(61)));
    assertThat(later.calls()).as("an answered call is owed for ever").containsOnlyKeys(COMMIT);
    assertThat(later.since()).isEqualTo(NOW);
    assertThat(later.rules()).isEqualTo(journal.rules());
    assertThat(later.certificates()).isEqualTo(journal.certificates());
  }
}
