package org.tellonce.protocol.transport;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// Dictionaries of RFC 8941, as far as the headers of `transport.md` need them: no decimals, and a key that comes twice is refused.
final class StructuredFields {

  /// What a dictionary's key stands for.
  sealed interface Member {
    /// As on the wire.
    String serialise();
  }

  /// One value with its parameters, in their order.
  record Item(Bare value, Map<String, Bare> parameters) implements Member {
    Item {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    @Override
    public String serialise() {
      return value.serialise() + StructuredFields.serialise(parameters);
    }
  }

  /// A list in parentheses with its parameters, in their order.
  record InnerList(List<Item> items, Map<String, Bare> parameters) implements Member {
    InnerList {
      items = List.copyOf(items);
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    @Override
    public String serialise() {
      return items.stream().map(Item::serialise).collect(Collectors.joining(" ", "(", ")")) + StructuredFields.serialise(parameters);
    }
  }

  /// A value without parameters.
  sealed interface Bare {
    String serialise();
  }

  record Whole(long value) implements Bare {
    @Override
    public String serialise() {
      return Long.toString(value);
    }
  }

  /// A string in quotation marks.
  record Text(String value) implements Bare {
    @Override
    public String serialise() {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  record Token(String value) implements Bare {
    @Override
    public String serialise() {
      return value;
    }
  }

  record Truth(boolean value) implements Bare {
    @Override
    public String serialise() {
      return value ? "?1" : "?0";
    }
  }

  /// Bytes between colons, held as their base64.
  record Bytes(String base64) implements Bare {
    static Bytes of(byte[] bytes) {
      return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }

    byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }

    @Override
    public String serialise() {
      return ':' + base64 + ':';
    }
  }

  private final String text;
  private int at;

  private StructuredFields(String text) {
    this.text = text;
  }

  /// The members of a header's value.
  static Parsed<Map<String, Member>> dictionary(String header) {
    try {
      return new Parsed.Valid<>(new StructuredFields(header).dictionary());
    } catch (Malformed e) {
      return new Parsed.Rejected<>(List.of(new Problem("column " + e.column, e.rule)));
    }
  }

  private static String serialise(Map<String, Bare> parameters) {
    var out = new StringBuilder();
    parameters.forEach((key, value) -> {
      out.append(';').append(key);
      if (!value.equals(new Truth(true))) {
        out.append('=').append(value.serialise());
      }
    });
    return out.toString();
  }

  private Map<String, Member> dictionary() throws Malformed {
    var members = new LinkedHashMap<String, Member>();
    skip(" ");
    while (at < text.length()) {
      int start = at;
      String key = key();
      if (members.put(key, take('=') ? member() : new Item(new Truth(true), parameters())) != null) {
        throw new Malformed(start, "a key stands twice");
      }
      skip(" \t");
      if (at < text.length()) {
        expect(',');
        skip(" \t");
        if (at == text.length()) {
          throw new Malformed(at, "nothing follows the comma");
        }
      }
    }
    return members;
  }

  private Member member() throws Malformed {
    if (!take('(')) {
      return item();
    }
    var items = new ArrayList<Item>();
    while (true) {
      skip(" ");
      if (take(')')) {
        return new InnerList(items, parameters());
      }
      items.add(item());
      if (at == text.length() || (text.charAt(at) != ' ' && text.charAt(at) != ')')) {
        throw new Malformed(at, "a space or ) is expected");
      }
    }
  }

  private Item item() throws Malformed {
    return new Item(bare(), parameters());
  }

  private Map<String, Bare> parameters() throws Malformed {
    var parameters = new LinkedHashMap<String, Bare>();
    while (take(';')) {
      skip(" ");
      int start = at;
      if (parameters.put(key(), take('=') ? bare() : new Truth(true)) != null) {
        throw new Malformed(start, "a parameter stands twice");
      }
    }
    return parameters;
  }

  private String key() throws Malformed {
    int start = at;
    if (at == text.length() || !(isLower(text.charAt(at)) || text.charAt(at) == '*')) {
      throw new Malformed(at, "a key is expected");
    }
    while (at < text.length() && (isLower(text.charAt(at)) || isDigit(text.charAt(at)) || "_-.*".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(start, at);
  }

  private Bare bare() throws Malformed {
    if (at == text.length()) {
      throw new Malformed(at, "a value is expected");
    }
    char first = text.charAt(at);
    if (first == '"') {
      return string();
    }
    if (first == ':') {
      return bytes();
    }
    if (first == '?') {
      at++;
      if (take('1')) {
        return new Truth(true);
      }
      expect('0');
      return new Truth(false);
    }
    if (first == '-' || isDigit(first)) {
      return whole();
    }
    if (isLower(first) || (first >= 'A' && first <= 'Z') || first == '*') {
      return token();
    }
    throw new Malformed(at, "a value is expected");
  }

  private Bare string() throws Malformed {
    int start = at;
    at++;
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return new Text(out.toString());
      }
      if (c == '\\') {
        if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\\')) {
          throw new Malformed(at, "only \" and \\ may follow a \\");
        }
        c = text.charAt(at++);
      } else if (c < ' ' || c > '~') {
        throw new Malformed(at - 1, "not a printable ASCII character");
      }
      out.append(c);
    }
    throw new Malformed(start, "the string has no end");
  }

  private Bare bytes() throws Malformed {
    int start = ++at;
    int end = text.indexOf(':', start);
    if (end < 0) {
      throw new Malformed(start, "the bytes have no end");
    }
    at = end + 1;
    try {
      // Written anew, so that equal bytes are equal however they were padded.
      return Bytes.of(Base64.getDecoder().decode(text.substring(start, end)));
    } catch (IllegalArgumentException e) {
      throw new Malformed(start, "not base64");
    }
  }

  private Bare whole() throws Malformed {
    int start = at;
    take('-');
    int digits = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at == digits || at - digits > 15 || (at < text.length() && text.charAt(at) == '.')) {
      throw new Malformed(start, "not an integer of up to 15 digits");
    }
    return new Whole(Long.parseLong(text.substring(start, at)));
  }

  private Bare token() {
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) <= '~' && "\"(),;<=>?@[\\]{}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return new Token(text.substring(start, at));
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws Malformed {
    if (!take(c)) {
      throw new Malformed(at, c + " is expected");
    }
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Where and why the text is none; never leaves this class.
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;
    private final int column;
    private final String rule;

    Malformed(int index, String rule) {
      super(rule, null, false, false);
      this.column = index + 1;
      this.rule = rule;
    }
  }
}
