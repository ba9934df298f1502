package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRow;

/// What is joined is what comparing every record with every other finds.
class TagJoinTest {
  private static final List<AgencyId> AGENCIES = List.of(new AgencyId("one"), new AgencyId("two"), new AgencyId("three"));

  @Property(tries = 40)
  void candidates_areAllPairsThatShareATag(@ForAll long seed, @ForAll @IntRange(min = 0, max = 30) int records, @ForAll @IntRange(min = 20,
      max = 2_000) int tags) {
    List<TagJoin.Entry> entries = entries(new Random(seed), records, tags);

    assertThat(TagJoin.candidates(entries)).containsExactlyElementsOf(allWithAll(entries));
  }

  @Test
  void recordsThatShareNothing_areNoCandidates_norIsARecordOfFewRows() {
    Random random = new Random(3);
    List<TagJoin.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      var token = TestRecords.token(random);
      entries.add(new TagJoin.Entry(new RecordRef(AGENCIES.getFirst(), token), TestRecords.alone(token, random).rows().subList(0, i % 3)));
    }
    assertThat(TagJoin.candidates(entries)).isEmpty();
  }

  @Test
  void moreRowsThanARecordHas_areRefused() {
    var token = TestRecords.token(new Random(4));
    EncodedRow row = TestRecords.alone(token, new Random(5)).rows().getFirst();
    assertThatIllegalArgumentException().isThrownBy(() -> new TagJoin.Entry(new RecordRef(AGENCIES.getFirst(), token), Collections.nCopies(17, row)));
  }

  private static List<TagJoin.Entry> entries(Random random, int records, int tags) {
    List<TagJoin.Entry> entries = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      var token = TestRecords.token(random);
      entries.add(new TagJoin.Entry(new RecordRef(AGENCIES.get(i % AGENCIES.size()), token), TestRecords.drawn(token, random, tags).rows()));
    }
    return entries;
  }

  private static List<Candidate> allWithAll(List<TagJoin.Entry> entries) {
    List<TagJoin.Entry> ordered = entries.stream().sorted((one, other) -> one.record().compareTo(other.record())).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = i + 1; j < ordered.size(); j++) {
        List<SharedRow> shared = shared(ordered.get(i), ordered.get(j));
        if (!shared.isEmpty()) {
          candidates.add(new Candidate(ordered.get(i).record(), ordered.get(j).record(), AgreementVector.of(shared)));
        }
      }
    }
    return candidates;
  }

  private static List<SharedRow> shared(TagJoin.Entry a, TagJoin.Entry b) {
    List<SharedRow> shared = new ArrayList<>();
    for (EncodedRow ofA : a.rows()) {
      b.rows().stream().filter(ofB -> ofB.tag().equals(ofA.tag())).forEach(ofB -> shared.add(new SharedRow(indexed(a, ofA), indexed(b, ofB))));
    }
    return shared;
  }

  private static IndexedRow indexed(TagJoin.Entry of, EncodedRow row) {
    return new IndexedRow(of.record().token(), of.record().agency(), row.share(), row.body());
  }
}
