package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The question who was shown the screenings of a record: a young person asked.
///
/// @param token of the agency's own record
/// @see "flags.md, Account"
public record AccountRequest(RecordToken token) implements JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 1_000;

  private static final JsonKind<AccountRequest> JSON = JsonKind.object(AccountRequest::read);

  /// The body of `POST /v1/accounts`.
  public static Parsed<AccountRequest> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<AccountRequest> read(JsonReader in) {
    Field<RecordToken> token = in.field("token", JsonKind.parsed(RecordToken::parse));
    return in.build(() -> new AccountRequest(token.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("token", token.toString());
  }
}
