package org.tellonce.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.submission.SubmissionLine;

class MadeUpRecordsTest {
  private static final int KNOWN = 2_000;

  private final MadeUpRecords made = new MadeUpRecords(1, YearMonth.of(2026, 11));

  @Test
  void records_areTheSameAgain_andPassTheDoor() {
    for (int number = 0; number < 100; number++) {
      assertThat(SubmissionLine.parse(made.known(number).toBytes()).orThrow()).isEqualTo(made.known(number));
    }
  }

  @Test
  void sixOfTwenty_shareFourTagsWithOneOther_andTheRestNone() {
    Map<Tag, Integer> tags = tags();

    assertThat(tags).hasSize(KNOWN * 16 - KNOWN / 20 * 3 * 4);
    assertThat(tags.values()).allMatch(count -> count <= 2);
    assertThat(tags.values().stream().filter(count -> count == 2)).hasSize(KNOWN / 20 * 3 * 4);
  }

  @Test
  void lateRecords_shareFourTagsOrNone_asOftenAsTheyShould() {
    Set<Tag> known = tags().keySet();
    int sharing = 0;
    for (int number = 0; number < 1_000; number++) {
      EncodedRecord late = made.late(Long.MAX_VALUE / 2 + number, KNOWN, 0.3).record();
      long shared = late.rows().stream().map(EncodedRow::tag).filter(known::contains).count();
      assertThat(shared).isIn(0L, 4L);
      sharing += shared > 0 ? 1 : 0;
    }
    assertThat(sharing).isBetween(240, 360);
  }

  @Test
  void recordsOfOnePerson_haveTheSameRowsUnderOtherTokens() {
    EncodedRecord one = made.ofPerson(1, 7);
    EncodedRecord other = made.screened(2, 7).record();

    assertThat(one.token()).isNotEqualTo(other.token());
    assertThat(one.rows()).extracting(EncodedRow::tag).containsExactlyElementsOf(other.rows().stream().map(EncodedRow::tag).toList());
    assertThat(one.rows()).extracting(EncodedRow::body).containsExactlyElementsOf(other.rows().stream().map(EncodedRow::body).toList());
    assertThat(made.ofPerson(1, 8).rows()).extracting(EncodedRow::tag).doesNotContainAnyElementsOf(one.rows().stream().map(EncodedRow::tag).toList());
  }

  private Map<Tag, Integer> tags() {
    Map<Tag, Integer> tags = new HashMap<>();
    Set<Object> tokens = new HashSet<>();
    for (int number = 0; number < KNOWN; number++) {
      assertThat(tokens.add(made.known(number).token())).isTrue();
      made.known(number).record().rows().forEach(row -> tags.merge(row.tag(), 1, Integer::sum));
    }
    return tags;
  }
}
