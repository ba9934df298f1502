package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.encoding.SizeClass;

/// The spec's example says what the shipped parameter file says.
class WorkedExampleTest {
  private static final RecordRef A = TestBody.record("child_welfare", 1);
  private static final RecordRef B = TestBody.record("juvenile_justice", 1);
  private static final RecordRef C = TestBody.record("shelter_rhy", 1);

  /// Same surname and date of birth, given names that share about half their bigrams.
  private static final AgreementVector AB = new AgreementVector(2, 0b11, GivenLevel.NEAR, SurnameLevel.EQUAL, MiddleLevel.MISSING, BirthLevel.EQUAL,
      AddressLevel.UNKNOWN, PhoneLevel.UNKNOWN, NumberLevel.MISSING, NumberLevel.MISSING, 23, 32);
  /// Everything that is known agrees.
  private static final AgreementVector BC = new AgreementVector(4, 0b10111, GivenLevel.EQUAL, SurnameLevel.EQUAL, MiddleLevel.MISSING,
      BirthLevel.EQUAL,
      AddressLevel.UNKNOWN, PhoneLevel.UNKNOWN, NumberLevel.MISSING, NumberLevel.MISSING, 64, 64);

  @Test
  void example_isWhatTheShippedFileSays() throws IOException {
    Parameters parameters = Parameters.shipped(SizeClass.UP_TO_50_000);
    var candidates = List.of(new Candidate(A, B, AB), new Candidate(B, C, BC));
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(candidates);
    var scoring = new Scoring(parameters);
    var neighbourhood = new Neighbourhood(record -> byRecord.getOrDefault(record, List.of()), scoring);
    double[] weights = parameters.context().stream().mapToDouble(Double::doubleValue).toArray();
    StringBuilder example = new StringBuilder("parameter file ").append(parameters.number()).append(", ").append(parameters.digest()).append('\n');
    for (Candidate candidate : candidates) {
      Score alone = scoring.score(candidate.vector());
      Context context = neighbourhood.context(candidate.a(), candidate.b());
      example.append(String.format(Locale.ROOT, "%s  λ = %.4f  ℓ = %.4f  p alone = %.6f  strangers %d  others %d  p in context = %.6f\n", candidate
          .a().equals(A) ? "ab"
              : "bc", scoring.evidence(candidate.vector()), alone.logOdds(), alone.probability(), context.strangers(), context.others(), Scoring
                  .probability(Scoring.sum(weights, context.features()))));
    }
    for (Match match : new Decision(parameters).matches(candidates)) {
      example.append(String.format(Locale.ROOT, "%s – %s  %.6f  %s\n", match.a().agency(), match.b().agency(), match.probability(), match.grade()
          .word()));
    }
    String spec = Files.readString(Path.of("..", "protocol-spec", "spec", "comparison.md"));
    assertThat(spec.substring(spec.indexOf("## 8. Worked example"))).contains("```\n" + example + "```");
  }
}
