package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.Segment;

class OpenBodiesTest {

  private final OpenBodies one = new OpenBodies(recordKey(1), NameShares.ofSuite());
  private final OpenBodies other = new OpenBodies(recordKey(2), NameShares.ofSuite());

  @Test
  void everyKey_givesABodyOfItsOwn() {
    assertThat(one.of("A1", Persons.robin())).hasSize(OpenBodies.KEYS).doesNotHaveDuplicates();
  }

  @Test
  void knownFacts_areTheSameInAllRosters() {
    assertThat(agree(Segment.GIVEN_NAME)).containsOnly(true);
    assertThat(agree(Segment.SURNAME_BIGRAMS)).containsOnly(true);
  }

  @Test
  void missingFacts_agreeWithNobodys() {
    assertThat(agree(Segment.HAS_YEAR)).contains(false);
  }

  /// Under each key, whether two rosters' bodies of a person of whom only the name is known agree in a segment.
  private List<Boolean> agree(Segment segment) {
    List<Body> bodies = one.of("A1", Persons.nameOnly("robin", "quillfeather"));
    List<Body> others = other.of("B7", Persons.nameOnly("robin", "quillfeather"));
    return IntStream.range(0, OpenBodies.KEYS).mapToObj(i -> bodies.get(i).agrees(segment, others.get(i), segment)).toList();
  }

  private static RecordKey recordKey(int number) {
    byte[] bytes = new byte[Secret.BYTES];
    bytes[0] = (byte) number;
    return new RecordKey(Secret.of(bytes));
  }
}
