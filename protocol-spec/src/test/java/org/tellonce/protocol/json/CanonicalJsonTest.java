package org.tellonce.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

class CanonicalJsonTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static List<Problem> problems(byte[] bytes, int max) {
    return ((Parsed.Rejected<JsonNode>) CanonicalJson.parse(bytes, max)).problems();
  }

  @Test
  void longerThanAllowed_isRefusedUnread() {
    assertThat(problems("{{{{".getBytes(UTF_8), 3)).containsExactly(new Problem("", "longer than 3 bytes"));
    assertThat(CanonicalJson.parse("[1]".getBytes(UTF_8), 3)).isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void otherEncodings_areRefused() {
    assertThat(problems(new byte[] {'"', (byte) 0xC3, '"'}, 10)).containsExactly(new Problem("", "not UTF-8"));
    assertThat(CanonicalJson.parse("{}".getBytes(UTF_16BE), 10)).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void problem_namesThePlace_andQuotesNothing() {
    assertThat(problems("{\n\"Quillon\": Quillon}".getBytes(UTF_8), 100)).singleElement().satisfies(p -> {
      assertThat(p.where()).startsWith("line 2, column ");
      assertThat(p.toString()).doesNotContain("Quillon");
    });
    assertThat(problems("{\"Quillon\":1,\"Quillon\":2}".getBytes(UTF_8), 100)).singleElement().satisfies(p -> {
      assertThat(p.rule()).isEqualTo("a key stands twice in one object");
      assertThat(p.toString()).doesNotContain("Quillon");
    });
  }

  @Test
  void valueWithoutCanonicalForm_isNotWritten() {
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(JSON.numberNode(0.5)));
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(JSON.numberNode(1L << 53)));
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(JSON.textNode("\uD800")));
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(JSON.objectNode().put("\uDC00", 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes(JSON.binaryNode(new byte[1])));
  }

  @Property(tries = 500)
  void whatIsWritten_isReadAgain(@ForAll("values") JsonNode value) {
    byte[] bytes = CanonicalJson.bytes(value);

    assertThat(CanonicalJson.bytes(CanonicalJson.parse(bytes, 1 << 20).orThrow())).isEqualTo(bytes);
    assertThat(CanonicalJson.bytes(CanonicalJson.parse(CanonicalJson.pretty(value).getBytes(UTF_8), 1 << 20).orThrow())).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(8).filter(UTF_8.newEncoder()::canEncode);
    Arbitrary<JsonNode> leaf = Arbitraries.oneOf(texts.map(JSON::textNode), Arbitraries.of(true, false).map(JSON::booleanNode),
        Arbitraries.longs().between(-CanonicalJson.MAX_INTEGER, CanonicalJson.MAX_INTEGER).map(JSON::numberNode));
    return Arbitraries.recursive(() -> leaf, inner -> Arbitraries.oneOf(
        inner.list().ofMaxSize(4).map(list -> (JsonNode) JSON.arrayNode().addAll(list)),
        Arbitraries.maps(texts, inner).ofMaxSize(4).map(map -> JSON.objectNode().setAll(map))), 0, 3);
  }
}
