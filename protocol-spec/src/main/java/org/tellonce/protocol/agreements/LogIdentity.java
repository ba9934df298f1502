package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Which transparency log is the collaborative's.
///
/// @param origin its name in every checkpoint
/// @param key its Ed25519 public key, 32 bytes as base64url
/// @see "agreements.md, Rules; audit.md, Checkpoint"
public record LogIdentity(String origin, String key) implements JsonValue {

  /// How long its file may be.
  public static final int MAX_BYTES = 1_000;

  private static final Pattern ORIGIN = Pattern.compile("tellonce/[a-z0-9][a-z0-9-]{0,79}");
  private static final String RULE = "an origin is tellonce/ and up to 80 lower-case letters, digits and -";
  private static final int KEY_BYTES = 32;

  /// How a log's name stands in JSON.
  public static final JsonKind<String> ORIGIN_JSON = JsonKind.matching(ORIGIN, RULE);

  /// How it stands in JSON.
  public static final JsonKind<LogIdentity> JSON = JsonKind.object(LogIdentity::read);

  /// @throws IllegalArgumentException if the origin has another form
  public LogIdentity {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /// What a log's file `log.pub` says.
  public static Parsed<LogIdentity> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<LogIdentity> read(JsonReader in) {
    Field<String> origin = in.field("origin", ORIGIN_JSON);
    Field<byte[]> key = in.field("key", JsonKind.bytes(KEY_BYTES));
    return in.build(() -> new LogIdentity(origin.get(), JsonKind.base64(key.get())));
  }

  /// By which people compare the log's key over the telephone.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toBytes());
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("origin", origin).put("key", key);
  }
}
