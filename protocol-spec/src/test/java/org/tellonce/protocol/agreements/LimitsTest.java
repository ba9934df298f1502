package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({"0, 2, 0, false", "0, 0, 10, false", "20, 2, 1000, false", "21, 2, 1000, true", "3, 2, 12, false", "4, 2, 16, true", "3, 2, 11, true",
      "1, 2, 4, false", "1, 2, 3, true", "1, 0, 1, true", "2000000000, 5, 2000000000, true"})
  void percent_countsFromTheFourthRow_orFromAQuarterOfAll(long some, int percent, long all, boolean tooMany) {
    assertThat(Limits.isTooMany(some, percent, all)).isEqualTo(tooMany);
  }
}
