package org.tellonce.pages;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody filled into a page: field by field, in the form's order. **Plaintext**: prints `[redacted]`.
///
/// @param fields the values of each field, a field that may be ticked several times has several
public record Form(Map<String, List<String>> fields) {

  /// A form of which nothing was filled in.
  public static final Form EMPTY = new Form(Map.of());

  private static final int MOST_FIELDS = 200;

  public Form {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    fields = copy;
  }

  /// The body of a request of type `application/x-www-form-urlencoded`, UTF-8; nothing if it is none, or has more than 200 fields.
  public static Optional<Form> parse(byte[] body) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    try {
      String text = StandardCharsets.US_ASCII.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (text.isEmpty()) {
        return Optional.of(EMPTY);
      }
      String[] pairs = text.split("&", -1);
      if (pairs.length > MOST_FIELDS) {
        return Optional.empty();
      }
      for (String pair : pairs) {
        int is = pair.indexOf('=');
        String name = decoded(is < 0 ? pair : pair.substring(0, is));
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(is < 0 ? "" : decoded(pair.substring(is + 1)));
      }
      return Optional.of(new Form(fields));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// What was filled into a field, as it was typed; empty if nothing was.
  public String typed(String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  /// The same without spaces at its ends.
  public String text(String name) {
    return typed(name).strip();
  }

  /// All that was ticked of a field.
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  @Override
  public String toString() {
    return "Form[redacted]";
  }
}
