package org.tellonce.server.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;

/// A parameter file's text, there and back. On its way in it collects all the problems.
///
/// @see "comparison.md, Parameter file"
final class ParametersJson {

  private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final List<String> THRESHOLDS = List.of("likely_p", "possible_p", "closure_p");

  private final List<Problem> problems = new ArrayList<>();

  private ParametersJson() {}

  static String text(Parameters parameters) {
    Thresholds cut = parameters.thresholds();
    StringBuilder out = new StringBuilder();
    out.append("{\n  \"number\": ").append(parameters.number());
    out.append(",\n  \"suite\": \"").append(Suite.NAME);
    out.append("\",\n  \"size_class\": \"").append(parameters.sizeClass().id()).append("\",\n  \"tables\": {");
    String comma = "";
    for (Kind kind : Kind.values()) {
      out.append(comma).append("\n    \"").append(kind.word()).append("\": {\n      \"weight\": ").append(number(parameters.table(kind).weight()));
      for (Field field : Field.values()) {
        out.append(",\n      \"").append(field.word()).append("\": ").append(field.levels().stream()
            .map(level -> "\"" + Field.word(level) + "\": " + number(parameters.table(kind).share(field, level))).collect(Collectors.joining(", ",
                "{ ", " }")));
      }
      out.append("\n    }");
      comma = ",";
    }
    out.append("\n  }");
    weights(out, "calibration", Features.NAMES, parameters.calibration());
    weights(out, "context", Context.NAMES, parameters.context());
    List<Double> cuts = List.of(cut.likelyP(), cut.possibleP(), cut.closureP());
    weights(out, "thresholds", THRESHOLDS, cuts);
    return out.append("\n}\n").toString();
  }

  private static void weights(StringBuilder out, String name, List<String> names, List<Double> values) {
    out.append(",\n  \"").append(name).append("\": {");
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "" : ",").append("\n    \"").append(names.get(i)).append("\": ").append(number(values.get(i)));
    }
    out.append("\n  }");
  }

  private static String number(double value) {
    return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  static Parsed<Parameters> parse(String text) {
    JsonNode node;
    try {
      node = STRICT.readTree(text);
    } catch (JsonProcessingException e) {
      return new Parsed.Rejected<>(List.of(new Problem("line " + e.getLocation().getLineNr(), "not JSON in which each key stands once")));
    }
    return new ParametersJson().parameters(node);
  }

  private Parsed<Parameters> parameters(JsonNode node) {
    ObjectNode file = object(node, "", List.of("number", "suite", "size_class", "tables", "calibration", "context", "thresholds"));
    JsonNode number = file.path("number");
    if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() < 1) {
      problem("number", "not a whole number from 1");
    }
    if (!file.path("suite").asText().equals(Suite.NAME)) {
      problem("suite", "not " + Suite.NAME);
    }
    Optional<SizeClass> sizeClass = SizeClass.of(file.path("size_class").asText());
    if (sizeClass.isEmpty()) {
      problem("size_class", "unknown");
    }
    ObjectNode ofKinds = object(file.path("tables"), "tables", words(Kind.values()));
    Map<Kind, LevelTable> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      table(ofKinds.path(kind.word()), "tables." + kind.word()).ifPresent(table -> tables.put(kind, table));
    }
    List<Double> calibration = weights(file.path("calibration"), "calibration", Features.NAMES);
    List<Double> context = weights(file.path("context"), "context", Context.NAMES);
    Optional<Thresholds> thresholds = thresholds(file.path("thresholds"));
    return Parsed.of(problems, () -> new Parameters(number.intValue(), sizeClass.orElseThrow(), tables, calibration, context,
        thresholds.orElseThrow()));
  }

  private List<Double> weights(JsonNode node, String where, List<String> names) {
    ObjectNode weights = object(node, where, names);
    return names.stream().map(name -> number(weights.path(name), where + "." + name)).toList();
  }

  private Optional<LevelTable> table(JsonNode node, String where) {
    int before = problems.size();
    List<String> names = new ArrayList<>(List.of("weight"));
    names.addAll(words(Field.values()));
    ObjectNode table = object(node, where, names);
    double weight = aboveZero(table.path("weight"), where + ".weight");
    Map<Field, List<Double>> shares = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      String place = where + "." + field.word();
      ObjectNode levels = object(table.path(field.word()), place, words(field.levels().toArray(Enum<?>[]::new)));
      shares.put(field, field.levels().stream().map(level -> aboveZero(levels.path(Field.word(level)), place + "." + Field.word(level))).toList());
    }
    return problems.size() == before ? Optional.of(new LevelTable(weight, shares)) : Optional.empty();
  }

  private Optional<Thresholds> thresholds(JsonNode node) {
    int before = problems.size();
    ObjectNode cuts = object(node, "thresholds", THRESHOLDS);
    double[] cut = THRESHOLDS.stream().mapToDouble(name -> number(cuts.path(name), "thresholds." + name)).toArray();
    if (problems.size() > before) {
      return Optional.empty();
    }
    Thresholds.problems(cut[0], cut[1], cut[2]).forEach(rule -> problem("thresholds", rule));
    return problems.size() == before ? Optional.of(new Thresholds(cut[0], cut[1], cut[2])) : Optional.empty();
  }

  /// The node as an object with just these keys; an empty one if it is none.
  private ObjectNode object(JsonNode node, String where, List<String> keys) {
    if (!(node instanceof ObjectNode object)) {
      problem(where, "not a JSON object");
      return STRICT.createObjectNode();
    }
    Set<String> unknown = new LinkedHashSet<>();
    object.fieldNames().forEachRemaining(unknown::add);
    for (String key : keys) {
      if (!unknown.remove(key)) {
        problem(where, "without " + key);
      }
    }
    if (!unknown.isEmpty()) {
      problem(where, "unknown keys: " + unknown.size());
    }
    return object;
  }

  private double aboveZero(JsonNode node, String where) {
    double value = number(node, where);
    if (value <= 0) {
      problem(where, "not above 0");
    }
    return value;
  }

  /// The number, or 1 with a problem; a missing key has been told already.
  private double number(JsonNode node, String where) {
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    if (!node.isMissingNode()) {
      problem(where, "not a number");
    }
    return 1;
  }

  private void problem(String where, String rule) {
    problems.add(new Problem(where, rule));
  }

  private static List<String> words(Enum<?>[] names) {
    return java.util.Arrays.stream(names).map(Field::word).toList();
  }
}
