package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.encoding.Tag;

class ProbesTest {
  private static EpochTag tag(int number) {
    return new EpochTag(1, new Tag(0, number));
  }

  /// Each shares a tag with the next.
  private static List<Set<EpochTag>> chain(int length) {
    return IntStream.range(0, length).mapToObj(i -> Set.of(tag(i), tag(i + 1))).toList();
  }

  @Test
  void twelfthThatHangsTogether_isAProbe() {
    assertThat(Probes.isProbe(Set.of(tag(0)), chain(10))).isFalse();
    assertThat(Probes.isProbe(Set.of(tag(0)), chain(11))).isTrue();
    assertThat(Probes.isProbe(Set.of(tag(11)), chain(11))).as("from the other end").isTrue();
    assertThat(Probes.isProbe(Set.of(tag(0)), chain(11).reversed())).as("in any order").isTrue();
  }

  @Test
  void lookUpsOfOtherPeople_areNoProbe() {
    assertThat(Probes.isProbe(Set.of(tag(100)), chain(30))).isFalse();
    List<Set<EpochTag>> broken = new ArrayList<>(chain(20));
    broken.remove(5);
    assertThat(Probes.isProbe(Set.of(tag(0)), broken)).isFalse();
  }

  @Test
  void tagOfAnotherEpoch_meansNothing() {
    assertThat(Probes.isProbe(Set.of(new EpochTag(2, new Tag(0, 0))), chain(11))).isFalse();
  }
}
