package org.tellonce.protocol.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// JSON that has one form only: UTF-8, keys in the order of their UTF-16 code units, no white space, whole numbers within ±(2⁵³ − 1), no key twice,
/// strings escaped only where JSON demands it. Two who hold the same value hold the same bytes, so digests and signatures mean the value.
///
/// @see "agreements.md, Canonical JSON"
public final class CanonicalJson {

  /// The largest whole number, which every language reads exactly.
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private static final int MAX_DEPTH = 16;

  private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(20).build()).build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(SerializationFeature.INDENT_OUTPUT).build();

  private CanonicalJson() {}

  /// The value that bytes from outside are, white space allowed.
  ///
  /// @param maxBytes how long they may be
  public static Parsed<JsonNode> parse(byte[] bytes, int maxBytes) {
    if (bytes.length > maxBytes) {
      return rejected("", "longer than " + maxBytes + " bytes");
    }
    String text;
    try {
      text = isAscii(bytes) ? new String(bytes, ISO_8859_1) : UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(
          CodingErrorAction.REPORT).decode(
              ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return rejected("", "not UTF-8");
    }
    JsonNode root;
    try (JsonParser parser = MAPPER.createParser(text)) {
      root = MAPPER.readTree(parser);
      if (root == null || root.isMissingNode()) {
        return rejected("", "empty");
      }
      if (parser.nextToken() != null) {
        return rejected("", "something stands behind the value");
      }
    } catch (JsonProcessingException e) {
      return rejected(place(e.getLocation()), rule(e));
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a text in memory cannot fail", e);
    }
    String flaw = flaw(root);
    return flaw.isEmpty() ? new Parsed.Valid<>(root) : rejected("", flaw);
  }

  /// Nearly every message is: then each byte is a character, and none need be decoded.
  private static boolean isAscii(byte[] bytes) {
    byte all = 0;
    for (byte each : bytes) {
      all |= each;
    }
    return all >= 0;
  }

  private static String place(@org.jspecify.annotations.Nullable JsonLocation at) {
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /// The parser's own words would quote what it read.
  private static String rule(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate")) {
      return "a key stands twice in one object";
    }
    return message.contains("nesting depth") ? "nested deeper than " + MAX_DEPTH : "not JSON";
  }

  /// What a value holds that has no canonical form, or nothing.
  private static String flaw(JsonNode node) {
    if (node.isNumber() && !isWhole(node)) {
      return "a number is not whole or not within 2^53 - 1";
    }
    if (node.isTextual() && !isWellFormed(node.textValue())) {
      return "half a surrogate pair";
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!isWellFormed(entry.getKey())) {
        return "half a surrogate pair";
      }
    }
    for (JsonNode child : node) {
      String flaw = flaw(child);
      if (!flaw.isEmpty()) {
        return flaw;
      }
    }
    return "";
  }

  private static boolean isWhole(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToLong() && Math.abs(number.longValue()) <= MAX_INTEGER;
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return UTF_8.newEncoder().canEncode(text);
      }
    }
    return true;
  }

  private static Parsed<JsonNode> rejected(String where, String rule) {
    return new Parsed.Rejected<>(List.of(new Problem(where, rule)));
  }

  /// The one form of a value.
  ///
  /// @throws IllegalArgumentException if it holds what has no canonical form, for example a fraction
  public static byte[] bytes(JsonNode value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString().getBytes(UTF_8);
  }

  /// The same value for people, indented, with a line feed at the end. Its bytes mean nothing.
  public static String pretty(JsonNode value) {
    return value.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }

  private static void write(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.append('{');
        String comma = "";
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(node.properties());
        entries.sort(Map.Entry.comparingByKey());
        for (Map.Entry<String, JsonNode> entry : entries) {
          out.append(comma);
          comma = ",";
          quote(entry.getKey(), out);
          out.append(':');
          write(entry.getValue(), out);
        }
        out.append('}');
      }
      case ARRAY -> {
        out.append('[');
        String comma = "";
        for (JsonNode element : node) {
          out.append(comma);
          comma = ",";
          write(element, out);
        }
        out.append(']');
      }
      case STRING -> quote(node.textValue(), out);
      case NUMBER -> {
        if (!isWhole(node)) {
          throw new IllegalArgumentException("a number is not whole or not within 2^53 - 1");
        }
        out.append(node.longValue());
      }
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      default -> throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
    }
  }

  private static void quote(String text, StringBuilder out) {
    if (standsForItself(text)) {
      out.append('"').append(text).append('"');
      return;
    }
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException("half a surrogate pair");
    }
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, written, i);
        escape(c, out);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
    }
  }

  /// Whether no character of a text needs an escape, nor another one beside it, as in nearly all.
  private static boolean standsForItself(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
