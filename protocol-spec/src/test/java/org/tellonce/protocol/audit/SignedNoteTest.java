package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;

class SignedNoteTest {
  private static final VectorFile VECTORS = VectorFile.of("audit/notes.json");
  private static final String NOTE = VECTORS.list("notes").getFirst().get("note").asText();

  @TestFactory
  Stream<DynamicTest> notes_areSignedByTheirKeysOnly() {
    return VECTORS.list("notes").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      byte[] bytes = of.get("note").asText().getBytes(UTF_8);
      SignedNote note = SignedNote.parse(bytes).orThrow();
      assertThat(note.toBytes()).isEqualTo(bytes);
      assertThat(of.get("signed_by").valueStream().map(SignedNoteTest::key)).allMatch(note::isSignedBy);
      assertThat(of.get("not_signed_by").valueStream().map(SignedNoteTest::key)).noneMatch(note::isSignedBy);
    }));
  }

  private static VerifierKey key(JsonNode text) {
    return VerifierKey.parse(text.asText()).orThrow();
  }

  @TestFactory
  Stream<DynamicTest> bytesThatAreNoNote_areRefused() {
    return VECTORS.list("refused").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> assertThat(SignedNote.parse(HexFormat
        .of()
        .parseHex(of.get("hex").asText()))).isInstanceOf(Parsed.Rejected.class)));
  }

  @Test
  void keys_areReadAndWrittenAlike() {
    for (JsonNode of : VECTORS.json().get("keys").get("valid")) {
      VerifierKey key = key(of.get("key"));
      assertThat(key).hasToString(of.get("key").asText());
      assertThat(key.kind()).hasToString(of.get("kind").asText());
    }
    for (JsonNode of : VECTORS.json().get("keys").get("refused")) {
      assertThat(VerifierKey.parse(of.get("key").asText())).as(of.get("key").asText()).isInstanceOf(Parsed.Rejected.class);
    }
  }

  @Test
  void partOfAKey_orAnotherCharacterInIt_isRefused() {
    String key = VECTORS.json().get("keys").get("valid").get(1).get("key").asText();
    for (int from = 0; from < key.length(); from++) {
      for (int to = from; to <= key.length(); to++) {
        if (to - from < key.length()) {
          assertThat(VerifierKey.parse(key.substring(from, to))).isInstanceOf(Parsed.Rejected.class);
        }
      }
      String other = key.substring(0, from) + (char) (key.charAt(from) + 1) + key.substring(from + 1);
      assertThat(VerifierKey.parse(other)).as(other).isInstanceOf(Parsed.Rejected.class);
    }
  }

  @Test
  void sameKeyOfLogAndWitness_hasTwoIds() {
    String raw = TestKeys.of(1).publicKey();
    assertThat(VerifierKey.log("x", raw).id()).isNotEqualTo(VerifierKey.witness("x", raw).id());
    assertThat(VerifierKey.parse(VerifierKey.witness("x", raw).toString())).isEqualTo(new Parsed.Valid<>(VerifierKey.witness("x", raw)));
  }

  @Test
  void badNameOrKey_makesNoVerifierKey() {
    String raw = TestKeys.of(1).publicKey();
    for (String name : List.of("", "a b", "a+b", "a\tb", "a\u00a0b", "a\u2028b", "a\u0085b", "\ud800", "x".repeat(257))) {
      assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.log(name, raw));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.log("x", raw.substring(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.log("x", raw + "="));
  }

  @Test
  void largestNote_isRead_aLargerOneIsNot() {
    String line = NOTE.substring(NOTE.indexOf('—'));
    String text = "x".repeat(SignedNote.MAX_BYTES - line.getBytes(UTF_8).length - 2) + "\n\n";
    assertThat(SignedNote.parse((text + line).getBytes(UTF_8))).isInstanceOf(Parsed.Valid.class);
    assertThat(SignedNote.parse(("x" + text + line).getBytes(UTF_8))).isInstanceOf(Parsed.Rejected.class);
    assertThat(SignedNote.parse(("x\n\n" + line.repeat(100)).getBytes(UTF_8))).isInstanceOf(Parsed.Valid.class);
    assertThatIllegalArgumentException().isThrownBy(() -> new SignedNote("x\n", Collections.nCopies(101, NoteSignature.parse(line.strip())
        .orThrow())));
    assertThatIllegalArgumentException().isThrownBy(() -> new SignedNote("x", SignedNote.parse(NOTE.getBytes(UTF_8)).orThrow().signatures()));
  }

  @Property(tries = 2_000)
  void damagedNote_isRefusedOrNotSigned_andNeverBreaksTheReader(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = NOTE.getBytes(UTF_8);
    VerifierKey key = key(VECTORS.list("notes").getFirst().get("signed_by").get(0));
    for (int i = 0; i <= random.nextInt(3); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
    boolean isSame = new String(bytes, UTF_8).equals(NOTE);
    switch (SignedNote.parse(bytes)) {
      case Parsed.Valid<SignedNote>(SignedNote note) -> {
        assertThat(note.toBytes()).isEqualTo(bytes);
        assertThat(note.isSignedBy(key)).isEqualTo(isSame);
      }
      case Parsed.Rejected<SignedNote> _ -> assertThat(isSame).isFalse();
    }
  }
}
