package org.tellonce.server.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;

/// One numbered parameter file: everything that the comparison is not told by two records. Made by `tellonce train`, never by hand; the rules name its digest.
///
/// @param number from 1; a change of any figure is a new number
/// @param sizeClass whose passes it was trained for
/// @param tables of each kind of pair
/// @param calibration a weight for each of [Features#NAMES]: what a vector says alone
/// @param context a weight for each of [Context#NAMES]: what it says in its context
/// @param thresholds where the decision cuts
/// @see "comparison.md, Score, Decision"
public record Parameters(int number, SizeClass sizeClass, Map<Kind, LevelTable> tables, List<Double> calibration, List<Double> context,
    Thresholds thresholds) {

  /// @throws IllegalArgumentException if the number is below 1, or a table or a weight is wanting
  public Parameters {
    if (number < 1) {
      throw new IllegalArgumentException("parameter files are numbered from 1");
    }
    tables = Collections.unmodifiableMap(new EnumMap<>(tables));
    if (tables.size() != Kind.values().length) {
      throw new IllegalArgumentException("each kind of pair has a table");
    }
    calibration = List.copyOf(calibration);
    context = List.copyOf(context);
    requireWeights(calibration, Features.NAMES.size());
    requireWeights(context, Context.NAMES.size());
  }

  private static void requireWeights(List<Double> weights, int size) {
    if (weights.size() != size || !weights.stream().allMatch(weight -> Double.isFinite(weight))) {
      throw new IllegalArgumentException("each feature has a weight");
    }
  }

  /// The file that comes with this server for a size class.
  public static Parameters shipped(SizeClass sizeClass) {
    return parse(new ParameterFile(sizeClass).bytes()).orThrow();
  }

  /// What a parameter file's bytes hold. Only the very form that [#json()] writes is taken, so that file and digest are one to one.
  public static Parsed<Parameters> parse(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    return switch (ParametersJson.parse(text)) {
      case Parsed.Valid<Parameters>(Parameters parameters) when !parameters.json().equals(text) -> new Parsed.Rejected<>(List.of(
          new Problem("", "not written the way tellonce train writes it", "take the file as it was made")));
      case Parsed<Parameters> parsed -> parsed;
    };
  }

  /// The file's text.
  public String json() {
    return ParametersJson.text(this);
  }

  /// SHA-256 of the file, as 64 lower-case hexadecimal digits.
  public String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// The table of a kind of pair.
  public LevelTable table(Kind kind) {
    return java.util.Objects.requireNonNull(tables.get(kind));
  }
}
