package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What custodians sign when a log must go on from an earlier state, because its database was restored from a backup: so many leaves stay, what came after them is
/// given up.
///
/// @param origin which log
/// @param kept how many leaves stay
/// @param root of the tree over them
/// @param lost size of the largest checkpoint that was lost: whoever has cosigned a larger one does not take it
/// @param on the day on which it was written
/// @param reason for people, one line
/// @see "audit.md, Restart"
public record Restart(String origin, long kept, Digest root, long lost, LocalDate on, String reason) implements JsonValue {
  /// How many days after it was written it may be taken: a paper that lies in a drawer excuses nothing that is dropped later.
  public static final int DAYS = 14;

  static final JsonKind<Restart> JSON = JsonKind.object(Restart::read);

  private static final JsonKind<String> REASON = JsonKind.line(300);

  /// @throws IllegalArgumentException if more leaves would stay than there were, or none with another root than that of nothing
  public Restart {
    if (kept > lost) {
      throw new IllegalArgumentException("more leaves would stay than the lost checkpoint had");
    }
    if (kept < 0 || kept == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw new IllegalArgumentException("0 leaves or more stay, and without any the root is that of nothing");
    }
  }

  /// Why a text is no reason, if it is none.
  public static Optional<String> flawOfReason(String reason) {
    return switch (REASON.parse(JsonNodeFactory.instance.textNode(reason))) {
      case Parsed.Valid<String> _ -> Optional.empty();
      case Parsed.Rejected<String>(var problems) -> Optional.of(problems.getFirst().rule());
    };
  }

  private static Optional<Restart> read(JsonReader in) {
    Field<String> origin = in.field("origin", LogIdentity.ORIGIN_JSON);
    Field<Long> kept = in.field("kept", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<Digest> root = in.field("root", JsonKind.DIGEST);
    Field<Long> lost = in.field("lost", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<LocalDate> on = in.field("on", JsonKind.DATE);
    Field<String> reason = in.field("reason", REASON);
    return in.build(() -> new Restart(origin.get(), kept.get(), root.get(), lost.get(), on.get(), reason.get()));
  }

  /// By which the log's event names it.
  public Digest digest() {
    return Digest.of(toBytes());
  }

  /// Whether it is too late to take it. The date is that of some time zone: a day more is given.
  public boolean isOver(Instant at) {
    return at.isAfter(on.plusDays(DAYS + 2L).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /// How many leaves are given up at most.
  public long givenUp() {
    return lost - kept;
  }

  /// What a custodian signs: `"tellonce/restart" ‖ 00 ‖ canonical JSON`.
  public byte[] message() {
    byte[] use = "tellonce/restart\0".getBytes(UTF_8);
    byte[] json = toBytes();
    return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("origin", origin).put("kept", kept).put("root", root.hex()).put("lost", lost)
        .put("on", on.toString()).put("reason", reason);
  }
}
