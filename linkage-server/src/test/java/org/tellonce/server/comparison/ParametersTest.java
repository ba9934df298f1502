package org.tellonce.server.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;

/// The parameter file: there and back, its digest, and everything that makes it no parameter file.
class ParametersTest {
  private static final Parameters SHIPPED = Parameters.shipped(SizeClass.UP_TO_50_000);

  @ParameterizedTest
  @EnumSource
  void shippedFile_isOfItsSizeClass(SizeClass sizeClass) {
    assertThat(Parameters.shipped(sizeClass).sizeClass()).isEqualTo(sizeClass);
  }

  @Test
  void digest_isThatOfTheFilesBytes_whichTheRulesName() {
    assertThat(SHIPPED.digest()).isEqualTo(new ParameterFile(SizeClass.UP_TO_50_000).digest().hex());
  }

  @Test
  void anyParameters_comeBackFromTheirText() {
    Parameters parameters = TestParameters.random(new Random(7));
    assertThat(Parameters.parse(parameters.json().getBytes(UTF_8)).orThrow()).isEqualTo(parameters);
  }

  private static List<String> problems(String json) {
    return switch (Parameters.parse(json.getBytes(UTF_8))) {
      case Parsed.Valid<Parameters> _ -> List.of();
      case Parsed.Rejected<Parameters>(List<Problem> problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  @Test
  void anotherLayout_isRejected() {
    assertThat(problems(SHIPPED.json())).isEmpty();
    assertThat(problems(SHIPPED.json() + "\n")).containsExactly("not written the way tellonce train writes it (take the file as it was made)");
  }

  @Test
  void allProblems_areToldAtOnce() {
    String json = SHIPPED.json().replace("\"number\": 3", "\"number\": 0").replace("\"smp1\"", "\"smp2\"").replace("\"50k\"", "\"60k\"").replace(
        "\"weight\": 28100", "\"weight\": 0").replaceFirst("\"swapped\": [0-9.]+", "\"swapped\": \"often\"").replaceFirst("\"pass 3\": [-0-9.]+,",
            "\"pass 33\": 0,").replaceFirst("\"likely_p\": [0-9.]+", "\"likely_p\": 0.01");
    assertThat(problems(json)).containsExactly("number: not a whole number from 1", "suite: not smp1", "size_class: unknown",
        "tables.same.given.swapped: not a number", "tables.random.weight: not above 0", "calibration: without pass 3", "calibration: unknown keys: 1",
        "thresholds: possible_p is above likely_p");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"nonsense | line 1: not JSON in which each key stands once",
      "{} {} | line 1: not JSON in which each key stands once",
      "{\"number\":1,\"number\":1} | line 1: not JSON in which each key stands once"})
  void noJson_isRejected(String text, String problem) {
    assertThat(problems(text)).containsExactly(problem);
  }

  @Test
  void otherJson_isRejected() {
    assertThat(problems("[]")).contains("not a JSON object");
    assertThat(problems("{}")).contains("without number", "without tables", "tables: not a JSON object", "calibration: not a JSON object");
    assertThat(problems(SHIPPED.json().replace("\"number\": 3", "\"number\": 1.5"))).containsExactly("number: not a whole number from 1");
    assertThat(problems(SHIPPED.json().replace("\"number\": 3", "\"number\": 3000000000"))).containsExactly("number: not a whole number from 1");
    assertThat(problems(SHIPPED.json().replaceFirst("\"possible_p\": [0-9.]+", "\"possible_p\": 1e999"))).containsExactly(
        "thresholds.possible_p: not a number");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, ''", "0.9, 0.9, 0.1, ''", "0, 0.1, 0.1, likely_p is not above 0 and at most 1",
      "1.1, 0.1, 0.1, likely_p is not above 0 and at most 1",
      "0.5, 0, 0.1, possible_p is not above 0 and at most 1", "0.5, 0.1, 1.5, closure_p is not above 0 and at most 1",
      "0.5, 0.6, 0.1, possible_p is above likely_p"})
  void thresholds_keepTheirRanges(double likelyP, double possibleP, double closureP, String problem) {
    if (problem.isEmpty()) {
      assertThat(new Thresholds(likelyP, possibleP, closureP).closureP()).isEqualTo(closureP);
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(likelyP, possibleP, closureP)).withMessageContaining(problem);
    }
  }

  @Test
  void unfinishedParameters_cannotBeMade() {
    Map<Kind, LevelTable> tables = TestVectors.evenTables();
    List<Double> calibration = SHIPPED.calibration();
    List<Double> context = SHIPPED.context();
    Thresholds cut = SHIPPED.thresholds();
    assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(0, SizeClass.UP_TO_50_000, tables, calibration, context, cut));
    assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(1, SizeClass.UP_TO_50_000, tables, context, context, cut));
    assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(1, SizeClass.UP_TO_50_000, tables, calibration, calibration, cut));
    List<Double> infinite = new ArrayList<>(context);
    infinite.set(3, Double.NaN);
    assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(1, SizeClass.UP_TO_50_000, tables, calibration, infinite, cut));
    Map<Kind, LevelTable> three = new EnumMap<>(tables);
    three.remove(Kind.TWIN);
    assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(1, SizeClass.UP_TO_50_000, three, calibration, context, cut));
  }

  @Test
  void levelTable_wantsAShareAboveZeroForEachLevel() {
    Map<Field, List<Double>> shares = new EnumMap<>(TestVectors.evenTables().get(Kind.SAME).shares());
    assertThat(new LevelTable(0.1, shares).share(Field.BIRTH, BirthLevel.MISSING)).isEqualTo(0.5);
    assertThatIllegalArgumentException().isThrownBy(() -> new LevelTable(0, shares));
    shares.put(Field.PHONE, List.of(1.0));
    assertThatIllegalArgumentException().isThrownBy(() -> new LevelTable(1, shares));
    shares.put(Field.PHONE, List.of(1.0, 0.0));
    assertThatIllegalArgumentException().isThrownBy(() -> new LevelTable(1, shares));
    shares.remove(Field.PHONE);
    assertThatIllegalArgumentException().isThrownBy(() -> new LevelTable(1, shares));
  }

  @Test
  void levels_areNumberedInTheirField() {
    assertThat(Field.BIRTH.number(BirthLevel.EQUAL)).isZero();
    assertThat(Field.BIRTH.number(BirthLevel.MISSING)).isEqualTo(9);
    assertThatIllegalArgumentException().isThrownBy(() -> Field.BIRTH.number(GivenLevel.EQUAL));
    assertThat(Kind.RANDOM.word()).isEqualTo("random");
    assertThat(Grade.LIKELY.word()).isEqualTo("likely");
  }
}
