package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.person.Person;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.keys.Epoch;

class RecordEncoderTest {

  private static final Passes PASSES = Passes.of(SizeClass.UP_TO_50_000);

  private final RecordEncoder one = encoder(1, 10, 1);
  private final RecordEncoder other = encoder(1, 11, 1);

  @Test
  void samePerson_givesTheSameBytes() {
    assertThat(one.encode("A1", Persons.robin())).isEqualTo(encoder(1, 10, 1).encode("A1", Persons.robin()));
  }

  @Test
  void everyBody_hasConstantWeight() {
    for (Person person : List.of(Persons.robin(), Persons.nobody(), Persons.nameOnly("al", "umbergastumbergastumbergast"))) {
      assertThat(one.encode("A1", person).rows()).allMatch(row -> row.body().hasConstantWeight());
    }
    assertThat(one.filler("filler 1", "filler 1").rows()).hasSize(16).allMatch(row -> row.body().hasConstantWeight());
  }

  @Test
  void twoAgencies_shareTagsBodiesAndPassesOfOnePerson() {
    Map<Tag, EncodedRow> rows = byTag(one.encode("A1", Persons.robin()));
    EncodedRecord record = other.encode("B7", Persons.robin());
    Set<Integer> passes = new HashSet<>();

    for (EncodedRow row : record.rows()) {
      EncodedRow match = rows.get(row.tag());
      assertThat(match).isNotNull();
      assertThat(match.body().agrees(Segment.GIVEN_NAME, row.body(), Segment.GIVEN_NAME)).isTrue();
      assertThat(match.body().overlap(Segment.SURNAME_BIGRAMS, row.body(), Segment.SURNAME_BIGRAMS)).isEqualTo(16);
      PassShare.pass(match.share(), one.encode("A1", Persons.robin()).token(), row.share(), record.token()).ifPresent(passes::add);
    }
    assertThat(passes).as("no middle initial, so none of pass 16").containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17);
  }

  @Test
  void missingSegments_differBetweenAgenciesUnderOneTag() {
    Map<Tag, EncodedRow> rows = byTag(one.encode("A1", Persons.nameOnly("robin", "quillfeather")));
    List<Boolean> equal = new ArrayList<>();

    for (EncodedRow row : other.encode("B7", Persons.nameOnly("robin", "quillfeather")).rows()) {
      if (rows.containsKey(row.tag())) {
        equal.add(rows.get(row.tag()).body().agrees(Segment.HAS_YEAR, row.body(), Segment.HAS_YEAR));
      }
    }
    assertThat(equal).containsExactly(false, false, false);
  }

  @Test
  void otherEpochOrSecret_sharesNoTag() {
    Set<Tag> tags = byTag(one.encode("A1", Persons.robin())).keySet();

    assertThat(byTag(encoder(2, 10, 1).encode("A1", Persons.robin())).keySet()).doesNotContainAnyElementsOf(tags);
    assertThat(byTag(encoder(1, 10, 2).encode("A1", Persons.robin())).keySet()).doesNotContainAnyElementsOf(tags);
  }

  @Test
  void equalDayAndMonth_areNotEqualSegments() {
    Person person = Persons.named(Persons.names("robin", "quillfeather"), Persons.born(2010, 5, 5));

    assertThat(one.encode("A1", person).rows()).noneMatch(row -> row.body().agrees(Segment.MONTH, row.body(), Segment.DAY));
  }

  private static Map<Tag, EncodedRow> byTag(EncodedRecord record) {
    Map<Tag, EncodedRow> rows = new HashMap<>();
    record.rows().forEach(row -> rows.put(row.tag(), row));
    return rows;
  }

  private static RecordEncoder encoder(int linkageSecret, int recordKey, int epoch) {
    return new RecordEncoder(new LinkageSecret(new Epoch(epoch, SizeClass.UP_TO_50_000), secret(linkageSecret)), new RecordKey(secret(recordKey)),
        PASSES);
  }

  private static Secret secret(int number) {
    byte[] bytes = new byte[Secret.BYTES];
    bytes[0] = (byte) number;
    return Secret.of(bytes);
  }
}
