package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// Matches came, changed or went: up to a thousand of one commit.
///
/// @param epoch in whose index
public record MatchesEvent(Instant at, long epoch, List<Change> changes) implements Event {
  /// How many changes one event may tell.
  public static final int MAX_CHANGES = 1_000;

  /// What a pair is now.
  public enum Now implements Word {
    LIKELY,
    POSSIBLE,
    NONE
  }

  /// One pair.
  ///
  /// @param pair its salted name
  public record Change(Digest pair, Now now) implements JsonValue {
    private static final JsonKind<Change> JSON = JsonKind.object(Change::read);

    private static Optional<Change> read(JsonReader in) {
      Field<Digest> pair = in.field("pair", JsonKind.DIGEST);
      Field<Now> now = in.field("now", JsonKind.word(Now.class));
      return in.build(() -> new Change(pair.get(), now.get()));
    }

    @Override
    public ObjectNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("pair", pair.hex()).put("now", now.word());
    }
  }

  /// @throws IllegalArgumentException if the time is not whole seconds
  public MatchesEvent {
    Event.requireSeconds(at);
    changes = List.copyOf(changes);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<List<Change>> changes = in.field("changes", JsonKind.list(1, MAX_CHANGES, Change.JSON));
    Field<Long> epoch = in.field("epoch", EpochTerm.NUMBER);
    return in.build(() -> new MatchesEvent(at, epoch.get(), changes.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.MATCHES;
  }

  @Override
  public Audience audience() {
    return new Audience.Officers();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("epoch", epoch);
    ArrayNode list = json.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    return json;
  }
}
