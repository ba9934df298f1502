package org.tellonce.benchmarks.populations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tellonce.benchmarks.Main;
import org.tellonce.protocol.ExitCode;

class PopulationsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, () -> Instant.EPOCH, new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), Path.of(""));
  }

  @Test
  void list_showsEveryPlanWithItsFigures() {
    assertThat(run("populations", "--list")).isEqualTo(ExitCode.DONE.number());
    assertThat(out.toString().lines()).hasSameSizeAs(Plan.ALL);
    assertThat(out.toString()).contains("mix-33          size class 50k   seed 33, 20000 young people, 3 agencies, white=10,hispanic=90, 2 GB");
    assertThat(Plan.ALL).extracting(Plan::name).doesNotHaveDuplicates();
    assertThat(Plan.ALL).allMatch(plan -> plan.youth() <= plan.sizeClass().people());
  }

  @Test
  void unknownPlan_isRefused() {
    assertThat(run("populations", "seed-21", "moon")).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("no such plan: moon (--list shows them)");
  }

  @Test
  void heap_mustNearlyBeWhatThePlanWants() {
    assertThat(PopulationsCommand.suffices(2, 2)).isTrue();
    assertThat(PopulationsCommand.suffices(1.9, 2)).isTrue();
    assertThat(PopulationsCommand.suffices(2, 15)).isFalse();
    assertThat(Plan.ALL).last().satisfies(plan -> assertThat(plan.heapGigabytes()).isEqualTo(15));
  }
}
