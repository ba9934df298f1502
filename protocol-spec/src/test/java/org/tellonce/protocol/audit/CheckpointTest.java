package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;

class CheckpointTest {
  private static final VectorFile VECTORS = VectorFile.of("audit/checkpoints.json");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final TestKeys LOG_KEYS = TestKeys.of(1);
  private static final TestKeys WITNESS_KEYS = TestKeys.of(2);
  private static final VerifierKey LOG = VerifierKey.log("tellonce/county", LOG_KEYS.publicKey());
  private static final VerifierKey WITNESS = VerifierKey.witness("child_welfare", WITNESS_KEYS.publicKey());
  private static final Checkpoint CHECKPOINT = new Checkpoint("tellonce/county", 1, TestLog.entry(0).leafHash());

  @TestFactory
  Stream<DynamicTest> texts_sayWhatTheySay() {
    return VECTORS.list("checkpoints").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      Checkpoint checkpoint = Checkpoint.parse(of.get("text").asText()).orThrow();
      assertThat(checkpoint).isEqualTo(new Checkpoint(of.get("origin").asText(), of.get("size").asLong(), new Digest(of.get("root").asText()), of.get(
          "extensions").valueStream().map(JsonNode::asText).toList()));
      assertThat(checkpoint.text()).isEqualTo(of.get("text").asText());
    }));
  }

  @TestFactory
  Stream<DynamicTest> otherTexts_areRefused() {
    return VECTORS.list("refused").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> assertThat(Checkpoint.parse(of.get(
        "text").asText())).isInstanceOf(Parsed.Rejected.class)));
  }

  @TestFactory
  Stream<DynamicTest> publishedCheckpoints_haveTheirSignatures() {
    return VECTORS.list("signed").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      byte[] bytes = of.get("note").asText().getBytes(UTF_8);
      SignedCheckpoint signed = SignedCheckpoint.parse(bytes).orThrow();
      assertThat(signed.toBytes()).isEqualTo(bytes);
      assertThat(signed.isSignedBy(VerifierKey.parse(of.get("log").asText()).orThrow())).isEqualTo(of.get("log_good").asBoolean());
      for (JsonNode witness : of.get("witnesses")) {
        assertThat(signed.cosigned(VerifierKey.parse(witness.get("key").asText()).orThrow())).contains(Instant.parse(witness.get("time").asText()));
      }
    }));
  }

  private static SignedCheckpoint signed() {
    return SignedCheckpoint.sign(CHECKPOINT, LOG, LOG_KEYS.signer());
  }

  @Test
  void signedAndCosigned_comesBackFromItsBytes() {
    SignedCheckpoint cosigned = signed().cosign(WITNESS, NOW, WITNESS_KEYS.signer());
    assertThat(SignedCheckpoint.parse(cosigned.toBytes())).isEqualTo(new Parsed.Valid<>(cosigned));
    assertThat(cosigned.isSignedBy(LOG)).isTrue();
    assertThat(cosigned.cosigned(WITNESS)).contains(NOW);
    assertThat(signed().cosigned(WITNESS)).isEmpty();
    NoteSignature line = cosigned.signatureOf(WITNESS).orElseThrow();
    assertThat(NoteSignature.parse(line.toString())).isEqualTo(new Parsed.Valid<>(line));
    assertThat(NoteSignature.parse(line + "\n")).isInstanceOf(Parsed.Rejected.class);
    assertThat(signed().with(line)).contains(cosigned);
  }

  @Test
  void laterCosignature_takesThePlaceOfTheEarlier() {
    SignedCheckpoint twice = signed().cosign(WITNESS, NOW, WITNESS_KEYS.signer()).cosign(WITNESS, NOW.plusSeconds(60), WITNESS_KEYS.signer());
    assertThat(twice.signatures()).hasSize(2);
    assertThat(twice.cosigned(WITNESS)).contains(NOW.plusSeconds(60));
  }

  @Test
  void signatureOfOneCheckpoint_isNoneOfAnother() {
    SignedCheckpoint cosigned = signed().cosign(WITNESS, NOW, WITNESS_KEYS.signer());
    for (Checkpoint other : List.of(new Checkpoint("tellonce/county", 2, CHECKPOINT.root()), new Checkpoint("tellonce/other", 1, CHECKPOINT.root()),
        new Checkpoint("tellonce/county", 1, TestLog.entry(1).leafHash()), new Checkpoint("tellonce/county", 1, CHECKPOINT.root(), List.of(
            "more")))) {
      SignedCheckpoint moved = new SignedCheckpoint(other, cosigned.signatures());
      assertThat(moved.isSignedBy(LOG)).isFalse();
      assertThat(moved.cosigned(WITNESS)).isEmpty();
    }
  }

  @Test
  void keyOfTheOtherKind_countsForNothing() {
    SignedCheckpoint cosigned = signed().cosign(WITNESS, NOW, WITNESS_KEYS.signer());
    assertThat(cosigned.isSignedBy(VerifierKey.witness("tellonce/county", LOG_KEYS.publicKey()))).isFalse();
    assertThat(cosigned.cosigned(VerifierKey.log("child_welfare", WITNESS_KEYS.publicKey()))).isEmpty();
    assertThat(cosigned.cosigned(LOG)).isEmpty();
    assertThat(cosigned.isSignedBy(VerifierKey.log("child_welfare", LOG_KEYS.publicKey()))).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> SignedCheckpoint.sign(CHECKPOINT, WITNESS, WITNESS_KEYS.signer()));
    assertThatIllegalArgumentException().isThrownBy(() -> signed().cosign(LOG, NOW, LOG_KEYS.signer()));
  }

  @Test
  void signerWithAnotherKey_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SignedCheckpoint.sign(CHECKPOINT, LOG, WITNESS_KEYS.signer()));
    assertThatIllegalArgumentException().isThrownBy(() -> signed().cosign(WITNESS, NOW, LOG_KEYS.signer()));
    assertThatIllegalArgumentException().isThrownBy(() -> SignedCheckpoint.sign(CHECKPOINT, VerifierKey.log("tellonce/other", LOG_KEYS.publicKey()),
        LOG_KEYS.signer()));
  }

  @Test
  void badCosignatureBesideAGoodOne_spoilsTheWitness_notTheLog() {
    NoteSignature bad = Cosignature.sign(CHECKPOINT.text(), WITNESS, NOW, LOG_KEYS.signer());
    SignedCheckpoint good = signed().cosign(WITNESS, NOW, WITNESS_KEYS.signer());
    SignedCheckpoint both = new SignedCheckpoint(CHECKPOINT, Stream.concat(good.signatures().stream(), Stream.of(bad)).toList());
    assertThat(both.cosigned(WITNESS)).isEmpty();
    assertThat(both.isSignedBy(LOG)).isTrue();
  }

  @Test
  void cosignatureOfAnImpossibleTime_isNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> signed().cosign(WITNESS, Instant.MAX, WITNESS_KEYS.signer()));
    assertThatIllegalArgumentException().isThrownBy(() -> signed().cosign(WITNESS, Instant.ofEpochSecond(-1), WITNESS_KEYS.signer()));
    byte[] late = new byte[72];
    late[0] = 0x7f;
    assertThat(Cosignature.of(NoteSignature.of(WITNESS, late))).isEmpty();
    assertThat(Cosignature.of(NoteSignature.of(WITNESS, new byte[71]))).isEmpty();
    assertThat(Cosignature.of(NoteSignature.of(WITNESS, new byte[72]))).isPresent();
  }

  @Test
  void impossibleCheckpoint_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("", 1, CHECKPOINT.root()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a\nb", 1, CHECKPOINT.root()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", -1, CHECKPOINT.root()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", 0, CHECKPOINT.root()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", 1, CHECKPOINT.root(), List.of("")));
    assertThatIllegalArgumentException().isThrownBy(() -> new SignedCheckpoint(CHECKPOINT, List.of()));
    assertThat(Checkpoint.parse("a\n1\n" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + "x\n".repeat(97))).isInstanceOf(Parsed.Valid.class);
    assertThat(Checkpoint.parse("a\n1\n" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + "x\n".repeat(98))).isInstanceOf(Parsed.Rejected.class);
  }
}
