package org.tellonce.rehearsal.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.tellonce.protocol.encoding.SizeClass;

/// What `tellonce train` learned about expectations: how many more pairs share no tag than independent passes would miss, and how far expectations are off from one
/// population to the next. It belongs to one parameter file.
///
/// @param parameters digest of the parameter file it was learned with
/// @param populations how many it was learned from
/// @param factor the unseen pairs are `seen · factor · (u / seen)^power`, `u` those that independent bases would miss
/// @param power see `factor`
/// @param precisionSpread root mean square of expected less true precision
/// @param recallSpread the same for recall
/// @see "comparison.md, Expected quality"
public record QualityTable(String parameters, int populations, double factor, double power, double precisionSpread, double recallSpread) {

  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).enable(
      DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /// @throws IllegalArgumentException if a figure makes no sense
  public QualityTable {
    if (populations < 1 || !(factor > 0) || !(power > 0) || !(precisionSpread >= 0) || !(recallSpread >= 0)) {
      throw new IllegalArgumentException("a table of expectations is learned from populations, its figures are not below 0");
    }
  }

  /// The table that comes with this version for a size class.
  public static QualityTable shipped(SizeClass sizeClass) {
    String file = "quality-" + sizeClass.id() + ".json";
    try (InputStream in = QualityTable.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program is not whole: no " + file + " in it");
      }
      return JSON.readValue(new String(in.readAllBytes(), UTF_8), QualityTable.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many pairs share no tag, when these were seen.
  public double unseen(Captures captures) {
    double seen = captures.seen();
    double independent = captures.unseen();
    return independent <= 0 || seen <= 0 ? 0 : seen * factor * Math.pow(independent / seen, power);
  }

  /// The table's text.
  public String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
