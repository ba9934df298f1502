package org.tellonce.protocol.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.encoding.RecordToken;

class RecordCodeTest {
  private static final VectorFile VECTORS = VectorFile.of("flags/codes.json");

  @TestFactory
  Stream<DynamicTest> codes_areThoseOfTheVectors() {
    return VECTORS.list("valid").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      RecordToken token = RecordToken.parse(of.get("token").asText()).orThrow();
      RecordCode code = RecordCode.of(of.get("item").asText(), token);
      assertThat(code).hasToString(of.get("code").asText());
      assertThat(code.isOf(token)).isTrue();
      assertThat(code.isOf(new RecordToken(token.high(), token.low() ^ 1))).isFalse();
      assertThat(RecordCode.parse(code.toString()).orThrow()).isEqualTo(code);
    }));
  }

  @TestFactory
  Stream<DynamicTest> codesAsPeopleWriteThem_areRead() {
    return VECTORS.list("written").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> assertThat(RecordCode.parse(of.get(
        "text").asText()).orThrow()).hasToString(of.get("code").asText())));
  }

  @TestFactory
  Stream<DynamicTest> otherTexts_areRefused() {
    return VECTORS.list("invalid").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> assertThat(RecordCode.parse(of.get(
        "text").asText())).isInstanceOf(Parsed.Rejected.class)));
  }

  @Test
  void newItems_areOfTheForm_andDiffer() {
    List<String> items = Stream.generate(() -> RecordCode.newItem(new SecureRandom())).limit(20).toList();
    assertThat(items).allMatch(item -> item.matches("[0-9A-HJKMNP-TV-Z]{5}")).doesNotHaveDuplicates();
    assertThatIllegalArgumentException().isThrownBy(() -> new RecordCode("7k3q9", "000000"));
  }

  @Test
  void chapter_hasTheCodeOfTheWorkedExample() throws IOException {
    assertThat(Files.readString(Path.of("spec/flags.md"))).contains("`" + VECTORS.list("valid").getFirst().get("code").asText() + "`");
  }
}
