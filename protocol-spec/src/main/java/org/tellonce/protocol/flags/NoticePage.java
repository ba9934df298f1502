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

/// The next notices of an agency, in the order in which they came to be readable.
///
/// @param cursor what to ask after next time; 0 is the beginning
/// @param more whether more are there already
/// @see "flags.md, Notices"
public record NoticePage(List<Notice> notices, long cursor, boolean more) implements JsonValue {

  /// How many notices a page has at most.
  public static final int MAX_NOTICES = 1_000;

  /// How long a page may be.
  public static final int MAX_BYTES = 1 << 19;

  private static final JsonKind<NoticePage> JSON = JsonKind.object(NoticePage::read);

  /// @throws IllegalArgumentException if there are too many notices
  public NoticePage {
    notices = List.copyOf(notices);
    if (notices.size() > MAX_NOTICES) {
      throw new IllegalArgumentException("more than " + MAX_NOTICES + " notices");
    }
  }

  /// The answer to `GET /v1/notices?after=…`.
  public static Parsed<NoticePage> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<NoticePage> read(JsonReader in) {
    Field<List<Notice>> notices = in.field("notices", JsonKind.list(0, MAX_NOTICES, Notice.JSON));
    Field<Long> cursor = in.field("cursor", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<Boolean> more = in.field("more", JsonKind.YES_NO);
    return in.build(() -> new NoticePage(notices.get(), cursor.get(), more.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("cursor", cursor).put("more", more);
    ArrayNode list = json.putArray("notices");
    notices.forEach(notice -> list.add(notice.toJson()));
    return json;
  }
}
