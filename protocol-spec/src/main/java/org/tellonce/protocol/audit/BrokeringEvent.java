package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.Word;

/// The coordinator closed an item of her queue, after what its holder said.
///
/// @param item its number
/// @param pair the salted name of its pair
/// @param why it was in the queue
/// @param by pseudonym of the coordinator
/// @see "flags.md, Queue"
public record BrokeringEvent(Instant at, long item, Digest pair, Why why, Outcome outcome, String by) implements Event {
  /// How the number of an item stands in JSON.
  public static final JsonKind<Long> ITEM = JsonKind.integer(1, 1_000_000_000);

  /// Why a pair was in the queue.
  public enum Why implements Word {
    /// It is matched as *possible*.
    POSSIBLE,
    /// It is matched as *likely* and was drawn, to learn how often that is right.
    AUDIT
  }

  /// What the agencies' files say.
  public enum Outcome implements Word {
    /// It is one young person.
    SAME,
    /// They are two: the records are kept apart from now on.
    DIFFERENT,
    /// The files do not tell, or nobody was reached.
    UNRESOLVED
  }

  /// @throws IllegalArgumentException if the time is not whole seconds, or the pseudonym has another form
  public BrokeringEvent {
    Event.requireSeconds(at);
    if (!DirectoryUser.isPseudonym(by)) {
      throw new IllegalArgumentException("a pseudonym that is none");
    }
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Long> item = in.field("item", ITEM);
    Field<Digest> pair = in.field("pair", JsonKind.DIGEST);
    Field<Why> why = in.field("why", JsonKind.word(Why.class));
    Field<Outcome> outcome = in.field("outcome", JsonKind.word(Outcome.class));
    Field<String> by = in.field("by", DirectoryUser.PSEUDONYM);
    return in.build(() -> new BrokeringEvent(at, item.get(), pair.get(), why.get(), outcome.get(), by.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.BROKERING;
  }

  @Override
  public Audience audience() {
    return new Audience.Officers();
  }

  @Override
  public ObjectNode toJson() {
    return begin().put("item", item).put("pair", pair.hex()).put("why", why.word()).put("outcome", outcome.word()).put("by", by);
  }
}
