package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// Records to be deleted at once: never to be taken again, or not before there is a new consent.
///
/// @param tokens 1 to 1 000 different ones of the asking agency
/// @see "submission.md, Withdrawal"
public record Withdrawal(List<RecordToken> tokens, Scope scope) implements JsonValue {

  /// Which records go, and for how long.
  public enum Scope implements Word {
    /// Only the asking agency's own, for ever.
    AGENCY("agency"),
    /// These, and the records linked to them as *likely* at other agencies, for ever.
    ALL_LINKED("all_linked"),
    /// Only the asking agency's own, whose consent is missing or over: they may come again under a new one.
    LAPSED("lapsed");

    private final String word;

    Scope(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }

    /// Whether a tombstone refuses the records from now on.
    public boolean isForEver() {
      return this != LAPSED;
    }
  }

  /// How many tokens one withdrawal may name.
  public static final int MAX_TOKENS = 1_000;

  /// How long a withdrawal may be.
  public static final int MAX_BYTES = 1 << 16;

  private static final JsonKind<Withdrawal> JSON = JsonKind.object(Withdrawal::read);

  /// @throws IllegalArgumentException if there are not 1 to 1 000 different tokens
  public Withdrawal {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty() || tokens.size() > MAX_TOKENS) {
      throw new IllegalArgumentException("not 1 to " + MAX_TOKENS + " tokens");
    }
    if (new HashSet<>(tokens).size() < tokens.size()) {
      throw new IllegalArgumentException("a token stands twice");
    }
  }

  /// The body of `POST /v1/withdrawals`.
  public static Parsed<Withdrawal> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Withdrawal> read(JsonReader in) {
    Field<List<RecordToken>> tokens = in.field("tokens", JsonKind.list(1, MAX_TOKENS, SubmissionLine.TOKEN));
    Field<Scope> scope = in.field("scope", JsonKind.word(Scope.class));
    return in.build(() -> new Withdrawal(tokens.get(), scope.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("scope", scope.word());
    ArrayNode list = json.putArray("tokens");
    tokens.forEach(token -> list.add(token.toString()));
    return json;
  }
}
