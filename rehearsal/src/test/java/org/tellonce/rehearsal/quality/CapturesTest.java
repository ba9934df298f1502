package org.tellonce.rehearsal.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.encoding.PassBasis;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;

/// Made-up captures whose unseen pairs are known.
class CapturesTest {

  private static final SortedMap<Integer, PassBasis> THREE = new TreeMap<>(Map.of(1, PassBasis.BIRTH, 2, PassBasis.NAME, 3, PassBasis.CONTACT));

  /// As many pairs as there are, caught by each basis with its share, independently.
  private static Captures independent(double pairs, double birth, double name, double contact) {
    Captures captures = new Captures(THREE);
    for (int passes = 1; passes < 8; passes++) {
      double share = ((passes & 1) == 0 ? 1 - birth : birth) * ((passes & 2) == 0 ? 1 - name : name) * ((passes & 4) == 0 ? 1 - contact : contact);
      captures.add(Vectors.ofPasses(passes), pairs * share);
    }
    return captures;
  }

  @Test
  void independentBases_tellHowManyNoneCaught() {
    assertThat(independent(10_000, 0.8, 0.6, 0.5).unseen()).isCloseTo(400, within(0.01));
    assertThat(independent(500, 0.95, 0.9, 0.3).unseen()).isCloseTo(500 * 0.05 * 0.1 * 0.7, within(0.001));
    assertThat(independent(10_000, 0.8, 0.6, 0.5).seen()).isCloseTo(9_600, within(0.001));
  }

  @Test
  void basisThatCaughtAll_leavesNoneUnseen() {
    assertThat(independent(1_000, 1, 0.6, 0.5).unseen()).isZero();
  }

  @Test
  void pairsThatNoTwoBasesCaught_tellNothing() {
    Captures captures = new Captures(THREE);
    captures.add(Vectors.ofPasses(1), 50);
    captures.add(Vectors.ofPasses(2), 50);

    assertThat(captures.unseen()).isZero();
    assertThat(new Captures(THREE).unseen()).isZero();
  }

  @Test
  void eachPass_hasABasisAndWords() {
    for (SizeClass sizeClass : SizeClass.values()) {
      assertThat(Passes.bases(sizeClass)).hasSizeLessThanOrEqualTo(Suite.PASSES).containsValues(PassBasis.values());
      assertThat(Passes.words(sizeClass).keySet()).isEqualTo(Passes.bases(sizeClass).keySet());
    }
    SortedMap<Integer, PassBasis> bases = Passes.bases(SizeClass.UP_TO_50_000);
    SortedMap<Integer, String> words = Passes.words(SizeClass.UP_TO_50_000);
    words.forEach((pass, text) -> {
      boolean contact = text.matches(".*(house|street|zip|phone|guardian|ssn4|school).*");
      assertThat(bases.get(pass)).isEqualTo(contact ? PassBasis.CONTACT : text.contains("month day") ? PassBasis.BIRTH : PassBasis.NAME);
    });
  }
}
