package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What became of a committed submission, line by line in sums. A commit sent again answers the same receipt.
///
/// @param created records that the server did not hold
/// @param replaced records it held otherwise
/// @param unchanged records it held exactly so
/// @param gone gone rows
/// @param retired of these, records kept for an unexpired screening
/// @param deleted of these, records without one; in a full submission each record that it does not hold counts as a gone row
/// @param refused how many lines were refused
/// @param refusals the first 1 000 of them
/// @param resyncNeeded whether the live sets differ: nothing of the agency is answered until it submits in full
/// @see "submission.md, Receipt"
public record Receipt(SubmissionId id, long created, long replaced, long unchanged, long gone, long retired, long deleted, long refused,
    List<RefusedLine> refusals, boolean resyncNeeded) implements JsonValue {

  /// How many refused lines are named at most.
  public static final int MAX_REFUSALS = 1_000;

  /// How long a receipt may be.
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonKind<Receipt> JSON = JsonKind.object(Receipt::read);

  /// @throws IllegalArgumentException if fewer lines are refused than named
  public Receipt {
    refusals = List.copyOf(refusals);
    if (refusals.size() != Math.min(refused, MAX_REFUSALS)) {
      throw new IllegalArgumentException("the refused lines named are not the first " + MAX_REFUSALS + " of those counted");
    }
  }

  /// The answer to `POST /v1/submissions/{id}/commit`.
  public static Parsed<Receipt> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Receipt> read(JsonReader in) {
    JsonKind<Long> number = JsonKind.integer(0, 1_000_000_000);
    Field<SubmissionId> id = in.field("id", SubmissionId.JSON);
    Field<Long> created = in.field("created", number);
    Field<Long> replaced = in.field("replaced", number);
    Field<Long> unchanged = in.field("unchanged", number);
    Field<Long> gone = in.field("gone", number);
    Field<Long> retired = in.field("retired", number);
    Field<Long> deleted = in.field("deleted", number);
    Field<Long> refused = in.field("refused", number);
    Field<List<RefusedLine>> refusals = in.field("refusals", JsonKind.list(0, MAX_REFUSALS, RefusedLine.JSON));
    Field<Boolean> resync = in.field("resync_needed", JsonKind.YES_NO);
    return in.build(() -> new Receipt(id.get(), created.get(), replaced.get(), unchanged.get(), gone.get(), retired.get(), deleted.get(), refused
        .get(),
        refusals.get(), resync.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id.toString()).put("created", created).put("replaced", replaced)
        .put("unchanged", unchanged).put("gone", gone).put("retired", retired).put("deleted", deleted).put("refused", refused)
        .put("resync_needed", resyncNeeded);
    ArrayNode list = json.putArray("refusals");
    refusals.forEach(refusal -> list.add(refusal.toJson()));
    return json;
  }
}
