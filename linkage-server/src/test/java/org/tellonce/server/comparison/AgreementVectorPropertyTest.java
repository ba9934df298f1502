package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tellonce.protocol.encoding.PassShare;

/// What holds of every pair of records.
class AgreementVectorPropertyTest {

  @Property(tries = 300)
  void vector_isTheSameBothWaysAndInAnyOrderOfTheTags(@ForAll long seed, @ForAll @IntRange(min = 1, max = 16) int shared) {
    var random = new Random(seed);
    List<SharedRow> rows = rows(random, shared);
    AgreementVector vector = AgreementVector.of(rows);
    assertThat(AgreementVector.of(rows.stream().map(SharedRow::exchanged).toList())).isEqualTo(vector);
    List<SharedRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    assertThat(AgreementVector.of(shuffled)).isEqualTo(vector);
  }

  @Property(tries = 300)
  void vector_comesBackFromItsBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 16) int shared) {
    AgreementVector vector = AgreementVector.of(rows(new Random(seed), shared));
    assertThat(vector.toBytes()).hasSize(AgreementVector.BYTES);
    assertThat(AgreementVector.parse(vector.toBytes()).orThrow()).isEqualTo(vector);
  }

  /// Rows of two records that have much in common.
  private static List<SharedRow> rows(Random random, int shared) {
    RecordRef a = TestBody.record("agency_a", random.nextLong());
    RecordRef b = TestBody.record("agency_b", random.nextLong());
    boolean alike = random.nextBoolean();
    List<SharedRow> rows = new ArrayList<>();
    for (int i = 0; i < shared; i++) {
      var body = TestRecords.body(random);
      var other = alike && random.nextInt(8) > 0 ? body : TestRecords.body(random);
      long slope = random.nextLong();
      int pass = random.nextInt(17);
      rows.add(new SharedRow(new IndexedRow(a.token(), a.agency(), PassShare.of(pass, slope, a.token()), body), new IndexedRow(b.token(), b.agency(),
          PassShare
              .of(pass, slope, b.token()), other)));
    }
    return rows;
  }
}
