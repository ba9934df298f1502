package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The thresholds of a collaborative, which change only with new signed rules.
///
/// @param maxRejectedPercent more rejected rows than this stop a night, nothing sent
/// @param maxGonePercent more rows gone since the last night than this stop it, unless the command allows it
/// @param retentionMonths how many months after its own month a screening still counts
/// @param rescreenMonths from which age a screening is a reason to ask again
/// @param asksPerDay how many openings and look-ups of one agency are answered a day
/// @param asksPerUserDay how many of one user
public record Limits(int maxRejectedPercent, int maxGonePercent, int retentionMonths, int rescreenMonths, int asksPerDay, int asksPerUserDay)
    implements
      JsonValue {

  /// How they stand in JSON.
  public static final JsonKind<Limits> JSON = JsonKind.object(Limits::read);

  /// What a collaborative begins with.
  public static final Limits DEFAULT = new Limits(2, 5, 24, 6, 200, 40);

  /// So few rows are not too many, if they are a quarter of all at most: an agency that serves a dozen young people could run no night without a person.
  private static final int FEW = 3;

  private static final int MOST_ASKS = 100_000;

  /// Whether some of all rows are more than so many of a hundred.
  public static boolean isTooMany(long some, int percent, long all) {
    return some * 100 > percent * all && (some > FEW || some * 4 > all);
  }

  private static Optional<Limits> read(JsonReader in) {
    Field<Integer> rejected = in.field("max_rejected_percent", JsonKind.count(0, 100));
    Field<Integer> gone = in.field("max_gone_percent", JsonKind.count(0, 100));
    Field<Integer> retention = in.field("retention_months", JsonKind.count(1, 120));
    Field<Integer> rescreen = in.field("rescreen_months", JsonKind.count(1, 120));
    Field<Integer> asks = in.field("asks_per_day", JsonKind.count(1, MOST_ASKS));
    Field<Integer> userAsks = in.field("asks_per_user_day", JsonKind.count(1, MOST_ASKS));
    return in.build(() -> new Limits(rejected.get(), gone.get(), retention.get(), rescreen.get(), asks.get(), userAsks.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("max_rejected_percent", maxRejectedPercent).put("max_gone_percent", maxGonePercent)
        .put("retention_months", retentionMonths).put("rescreen_months", rescreenMonths).put("asks_per_day", asksPerDay)
        .put("asks_per_user_day", asksPerUserDay);
  }
}
