package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The next changes of an agency's flags, in the order in which they came to be.
///
/// @param cursor what to ask after next time; 0 is the beginning
/// @param more whether more changes are there already
/// @see "flags.md, Feed"
public record FlagPage(List<FlagChange> changes, long cursor, boolean more) implements JsonValue {

  /// How many changes a page has at most.
  public static final int MAX_CHANGES = 1_000;

  /// How long a page may be.
  public static final int MAX_BYTES = 1 << 18;

  private static final JsonKind<FlagPage> JSON = JsonKind.object(FlagPage::read);

  /// @throws IllegalArgumentException if there are too many changes
  public FlagPage {
    changes = List.copyOf(changes);
    if (changes.size() > MAX_CHANGES) {
      throw new IllegalArgumentException("more than " + MAX_CHANGES + " changes");
    }
  }

  /// The answer to `GET /v1/flags?after=…`.
  public static Parsed<FlagPage> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<FlagPage> read(JsonReader in) {
    Field<List<FlagChange>> changes = in.field("changes", JsonKind.list(0, MAX_CHANGES, FlagChange.JSON));
    Field<Long> cursor = in.field("cursor", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<Boolean> more = in.field("more", JsonKind.YES_NO);
    return in.build(() -> new FlagPage(changes.get(), cursor.get(), more.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("cursor", cursor).put("more", more);
    ArrayNode list = json.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    return json;
  }
}
