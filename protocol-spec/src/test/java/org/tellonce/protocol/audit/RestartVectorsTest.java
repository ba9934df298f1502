package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.Custodian;

/// Restarts and their signatures, held to the published vectors.
class RestartVectorsTest {
  private static final String FILE = "audit/restarts.json";

  @TestFactory
  Stream<DynamicTest> restarts_haveTheirDigests_andAreBelievedOfTwoPinnedCustodians() {
    return VectorFile.tests(FILE, SignedRestart::parse, (signed, of) -> {
      assertThat(signed.restart().digest()).hasToString(of.get("digest").asText());
      List<Custodian> pinned = new ArrayList<>();
      of.get("pinned").forEach(custodian -> pinned.add(Custodian.JSON.parse(custodian).orThrow()));
      if (of.get("signers").isNull()) {
        assertThat(signed.verify(pinned)).isInstanceOf(Parsed.Rejected.class);
      } else {
        assertThat(signed.verify(pinned).orThrow()).containsExactlyElementsOf(StreamSupport.stream(of.get("signers").spliterator(), false).map(
            com.fasterxml.jackson.databind.JsonNode::asText).toList());
      }
    });
  }

  private static SignedRestart signed() {
    return SignedRestart.parse(VectorFile.of(FILE).json().get("base").toString().getBytes(UTF_8)).orThrow();
  }

  @Test
  void answer_holdsUpToSixty_andTheLargestFit() {
    assertThat(Restarts.parse("{\"restarts\":[]}".getBytes(UTF_8)).orThrow()).isEqualTo(new Restarts(List.of()));
    var most = new Restarts(Collections.nCopies(Restarts.MOST, signed()));
    assertThat(Restarts.parse(most.toBytes()).orThrow()).isEqualTo(most);
    assertThat(Restarts.MOST * SignedRestart.MAX_BYTES).isLessThan(Restarts.MAX_BYTES);
    assertThatIllegalArgumentException().isThrownBy(() -> new Restarts(Collections.nCopies(Restarts.MOST + 1, signed())));
    assertThat(Restarts.parse("{\"restarts\":[],\"more\":1}".getBytes(UTF_8))).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void restart_keepsNoMoreThanWasLost_andSaysHowMuchIsGivenUp() {
    Restart restart = signed().restart();
    assertThat(restart.givenUp()).isEqualTo(5);
    assertThatIllegalArgumentException().isThrownBy(() -> new Restart(restart.origin(), 8, restart.root(), 7, restart.on(), "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Restart(restart.origin(), -1, restart.root(), 7, restart.on(), "x"));
    assertThat(new Restart(restart.origin(), 0, MerkleTree.EMPTY_ROOT, 0, LocalDate.EPOCH, "x").digest()).isNotEqualTo(Digest.of(new byte[0]));
    assertThat(Restart.flawOfReason("The disk failed")).isEmpty();
    assertThat(Restart.flawOfReason("=1")).isPresent();
  }
}
