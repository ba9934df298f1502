package org.tellonce.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;
import static org.tellonce.server.TestServer.screening;
import static org.tellonce.server.TestServer.silent;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.server.comparison.TestRecords;

/// A part as it came, and as it waits for its commit.
class StagedPartTest {
  private final Random random = new Random(1);
  private final List<SubmissionLine> lines = List.of(asking(record()), silent(record(), screening(YearMonth.of(2026, 3))), new GoneRecord(TestRecords
      .token(random)), asking(record(), screening(YearMonth.of(2025, 1)), consented(YearMonth.of(2026, 2), LocalDate.of(2026, 12, 31))));

  private EncodedRecord record() {
    return TestRecords.alone(TestRecords.token(random), random);
  }

  @Test
  void stagedLines_areReadBack() {
    assertThat(StagedPart.lines(StagedPart.bytes(lines))).isEqualTo(lines);
  }

  @Test
  void partInAnotherForm_isDamage() {
    assertThatThrownBy(() -> StagedPart.lines(SubmissionPart.bytes(lines))).isInstanceOf(IllegalStateException.class).hasMessageContaining("damaged");
  }

  @Test
  void largePart_isReadInPieces_asItIsReadWhole() {
    byte[] part = SubmissionPart.bytes(many(SubmissionPart.MAX_LINES));

    assertThat(PartReading.parse(part)).isInstanceOf(Parsed.Valid.class).isEqualTo(SubmissionPart.parse(part));
  }

  @Test
  void problemInALaterPiece_namesItsLine() {
    byte[] part = SubmissionPart.bytes(many(400));
    part[part.length - 20] = '?';

    assertThat(PartReading.parse(part)).isInstanceOfSatisfying(Parsed.Rejected.class, rejected -> assertThat(rejected.problems().toString()).contains(
        "line 400")).isEqualTo(SubmissionPart.parse(part));
  }

  @Test
  void partWithoutItsLastLineFeed_orTooLong_orEmpty_isRefusedAsItIsWhole() {
    byte[] part = SubmissionPart.bytes(many(300));
    byte[] tooMany = new byte[8 * part.length];
    for (int i = 0; i < 8; i++) {
      System.arraycopy(part, 0, tooMany, i * part.length, part.length);
    }
    for (byte[] bytes : List.of(Arrays.copyOf(part, part.length - 1), tooMany, new byte[0], new byte[SubmissionPart.MAX_BYTES + 1])) {
      assertThat(PartReading.parse(bytes)).isInstanceOf(Parsed.Rejected.class).isEqualTo(SubmissionPart.parse(bytes));
    }
  }

  private List<SubmissionLine> many(int count) {
    List<SubmissionLine> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(lines.get(i % lines.size()));
    }
    return many;
  }
}
