package org.tellonce.benchmarks.privacy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tellonce.benchmarks.Output;
import org.tellonce.benchmarks.TemporaryFolder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.Mix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce benchmark privacy`: attacks encoded records and tells what came of it, in one table.
@Command(name = "privacy",
    description = "Attacks encodings of synthetic people: a classic Bloom filter, which must break, smp1, and random bits, which must not. If a control does not hold, the"
        + " run is invalid and ends with exit code 1.")
public final class PrivacyCommand implements Callable<Integer> {
  private static final int AGENCIES = 3;
  private static final int MATCHED = 2_000;
  private static final int MATCHED_QUICKLY = 1_000;
  private static final int YOUTH_QUICKLY = 4_000;
  private static final int FEWEST = 1_000;
  /// For how many young people the salt is taken away.
  private static final int CONTROL = 600;

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--youth", paramLabel = "N",
      description = "How many young people for the attacks on shared tags (default: 20000; 4000 with --quick).")
  private @Nullable Integer youth;

  @Option(names = "--seed", paramLabel = "S", description = "The same seed, the same table (default: ${DEFAULT-VALUE}).", defaultValue = "1")
  private long seed;

  @Option(names = "--quick", description = "Smaller: to see that everything runs. Its figures are not those of the documents.")
  private boolean quick;

  @Option(names = "--out", paramLabel = "FILE", description = "Where the table goes, too.")
  private @Nullable Path out;

  /// @param random for the keys of the server's database only
  public PrivacyCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    int people = youth != null ? youth : quick ? YOUTH_QUICKLY : 20_000;
    if (people < FEWEST || people > CountyPlan.MAX_YOUTH / 20) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "--youth: " + FEWEST + " to " + CountyPlan.MAX_YOUTH / 20);
    }
    var output = new Output(requireNonNull(spec).commandLine(), clock);
    Report report;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      report = report(people, quick ? MATCHED_QUICKLY : MATCHED, folder.path(), output::step);
    }
    output.table(report.markdown(), out);
    return report.invalid().isEmpty() ? ExitCode.DONE.number() : ExitCode.BUG.number();
  }

  private Report report(int people, int matched, Path folder, Consumer<String> step) {
    step.accept("making synthetic people");
    County small = county(2 * matched, seed);
    List<Finding> findings = new ArrayList<>(new OneRoster(People.ofOneAgency(small, matched), folder, new Random(seed)).findings(step));
    County large = county(people, seed + 1);
    SharedTags shared = new SharedTags(large, county(CONTROL, seed + 4), folder, new Random(seed), step);
    findings.addAll(shared.findings(step));
    step.accept("filling and stealing a server's database");
    People served = People.of(county(matched, seed + 2));
    StolenKeys stolen = new StolenKeys(served, folder, random);
    StolenDatabase.Loot loot = stolen.database();
    findings.addAll(stolen.findings(loot, county(matched, seed + 3), step));
    return new Report(List.of("all people are **synthetic** (`tellonce county`); what is attacked is *pseudonymised*, never anonymous", "seed " + seed
        + "; " + AGENCIES
        + " agencies", "graph matching, regression, patterns, statistics: n = " + matched
            + " people of one agency, the attacker's list is the same people without a"
            + " mistake (overlap 100 %, no noise)", "shared tags: n = " + people + " people, " + shared.records() + " records, " + shared.edges()
                + " pairs that share a tag; the attacker has a record of everybody (overlap 100 %), written by other agencies with mistakes of their own, or an exact copy; the salt is taken away from"
                + " " + CONTROL + " others",
        "figures are shares of the people not known beforehand; a random guess finds 1/n"), findings, notes(loot, served));
  }

  private List<String> notes(StolenDatabase.Loot loot, People served) {
    long rate = StolenKeys.inputsPerSecond(clock);
    double inputs = 1e6 * 365 * 14;
    return List.of(String.format(Locale.ROOT,
        "A stolen database (%d synthetic records of %d people) tells without a key: %s. Its sealed values compress to %.0f %% of"
            + " their size; its keys are %.3f away from chance. Beside this the server's records stand in the clear as agency, token, month of the newest screening and"
            + " month of expiry.", served.records(), served.count(), loot, 100 * loot.compressed(), loot.order()), String.format(Locale.ROOT,
                "With the linkage secret **everybody can be tried offline in basic mode**. Measured here, now: %d inputs a second and core; 10⁶ names × 365 × 14 dates of"
                    + " birth are %.1e inputs, %.1f hours of one core; the dates with three letters of a name (pass 1) are found in seconds. Guarded mode, in which a key"
                    + " server must take part in each try, is not built.", rate, inputs, inputs / rate / 3_600));
  }

  private static County county(int people, long seed) {
    return County.of(new CountyPlan(people, AGENCIES, Mix.DEFAULT, Encoder.EVENING), new Random(seed)).withEveryConsent();
  }
}
