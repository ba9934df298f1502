package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// Every restart that a log has, in the order in which its server was given them.
///
/// @see "audit.md, Restart"
public record Restarts(List<SignedRestart> restarts) implements JsonValue {
  /// How many a log may have.
  public static final int MOST = 60;

  /// How long they may be together.
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonKind<Restarts> JSON = JsonKind.object(in -> {
    Field<List<SignedRestart>> restarts = in.field("restarts", JsonKind.list(0, MOST, SignedRestart.JSON));
    return in.build(() -> new Restarts(restarts.get()));
  });

  /// @throws IllegalArgumentException if there are too many
  public Restarts {
    restarts = List.copyOf(restarts);
    if (restarts.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " restarts");
    }
  }

  /// The answer to `GET /v1/log/restarts`.
  public static Parsed<Restarts> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("restarts");
    restarts.forEach(restart -> list.add(restart.toJson()));
    return json;
  }
}
