package org.tellonce.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonValue;

/// A file of published vectors: a base, and cases that change it.
public record VectorFile(JsonNode json) {

  public static VectorFile of(String file) {
    try {
      return new VectorFile(new ObjectMapper().readTree(Path.of("vectors", file).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<JsonNode> list(String key) {
    List<JsonNode> cases = StreamSupport.stream(json.get(key).spliterator(), false).toList();
    assertThat(cases).isNotEmpty();
    return cases;
  }

  /// The base with the changes of a case.
  public JsonNode changed(JsonNode of) {
    JsonNode value = json.get("base").deepCopy();
    for (JsonNode change : of.path("changes")) {
      JsonPointer at = JsonPointer.compile(change.has("at") ? change.get("at").asText() : change.get("remove").asText());
      JsonNode holder = value.at(at.head());
      String last = at.last().getMatchingProperty();
      assertThat(holder.isContainerNode()).as("%s: %s", of.get("about"), at).isTrue();
      if (change.has("remove")) {
        assertThat(((ObjectNode) holder).remove(last)).as("%s: %s", of.get("about"), at).isNotNull();
      } else if (holder instanceof ArrayNode array) {
        if (last.equals("-")) {
          array.add(change.get("to"));
        } else {
          array.set(Integer.parseInt(last), change.get("to"));
        }
      } else {
        ((ObjectNode) holder).set(last, change.get("to"));
      }
    }
    return value;
  }

  /// A test for each case of a message: a valid one is read and written again to the same canonical bytes, a refused one names all its places.
  public static <T extends JsonValue> Stream<DynamicTest> tests(String file, Function<byte[], Parsed<T>> parse, BiConsumer<T, JsonNode> more) {
    VectorFile vectors = of(file);
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode of : vectors.list("valid")) {
      tests.add(DynamicTest.dynamicTest("valid: " + of.get("about").asText(), () -> {
        JsonNode json = vectors.changed(of);
        T value = parse.apply(CanonicalJson.pretty(json).getBytes(java.nio.charset.StandardCharsets.UTF_8)).orThrow();
        assertThat(new String(value.toBytes(), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(
            new String(CanonicalJson.bytes(json), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(parse.apply(value.toBytes()).orThrow()).isEqualTo(value);
        more.accept(value, of);
      }));
    }
    for (JsonNode of : vectors.list("refused")) {
      tests.add(DynamicTest.dynamicTest("refused: " + of.get("about").asText(), () -> {
        List<String> places = StreamSupport.stream(of.get("where").spliterator(), false).map(JsonNode::asText).toList();
        var outcome = parse.apply(CanonicalJson.bytes(vectors.changed(of)));
        assertThat(outcome).isInstanceOfSatisfying(Parsed.Rejected.class,
            rejected -> assertThat(((Parsed.Rejected<?>) rejected).problems()).extracting(Problem::where).containsExactlyInAnyOrderElementsOf(
                places));
      }));
    }
    return tests.stream();
  }

  /// The same where there is nothing more to check of a value.
  public static <T extends JsonValue> Stream<DynamicTest> tests(String file, Function<byte[], Parsed<T>> parse) {
    return tests(file, parse, (_, _) -> {});
  }
}
