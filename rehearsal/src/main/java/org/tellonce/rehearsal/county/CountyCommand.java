package org.tellonce.rehearsal.county;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce county`: writes the rosters of invented young people, to rehearse with.
@Command(name = "county", description = "Writes rosters of invented young people and the truth about them.", footer = {"",
    "For example seven agencies and 100 000 young people:",
    "  tellonce county --youth 100000 --agencies 7 --seed 5 --out county-5"})
public final class CountyCommand implements Callable<Integer> {
  /// The evening of rosters unless another is asked for: a fixed one, so that a seed means the same county everywhere.
  public static final LocalDate EVENING = LocalDate.of(2026, 6, 30);

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--youth", paramLabel = "N", description = "How many young people (default: ${DEFAULT-VALUE}).", defaultValue = "20000")
  private int youth;

  @Option(names = "--agencies", paramLabel = "N",
      description = "How many agencies, 2 to 7 (default: ${DEFAULT-VALUE}): child welfare, juvenile justice, shelter, school, health, "
          + "behavioral health, mentoring.", defaultValue = "3")
  private int agencies;

  @Option(names = "--seed", paramLabel = "S", description = "The same seed, the same county (default: ${DEFAULT-VALUE}).", defaultValue = "1")
  private long seed;

  @Option(names = "--mix", paramLabel = "MIX",
      description = "Families by naming customs, for example white=20,black=10,hispanic=50,vietnamese=15,asian=5.")
  private @Nullable String mix;

  @Option(names = "--register", paramLabel = "WHOM", defaultValue = "youth",
      description = "Whom the registers hold: youth, or adults with name, date of birth and address only (default: ${DEFAULT-VALUE}).")
  private @Nullable String register;

  @Option(names = "--as-of", paramLabel = "DATE", description = "The evening of the rosters (default: 2026-06-30).")
  private @Nullable LocalDate asOf;

  @Option(names = "--nights", paramLabel = "N", description = "How many evenings to go on: rows change, go and come (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  private int nights;

  @Option(names = "--every-consent", description = "Every row has the consent that its agency needs, so that linkage is measured of all of them.")
  private boolean everyConsent;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder to write into.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    CountyPlan plan;
    try {
      plan = new CountyPlan(youth, agencies, mix(), register(), asOf == null ? EVENING : asOf);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(requireNonNull(spec).commandLine(), requireNonNull(e.getMessage()));
    }
    Path folder = requireNonNull(out);
    if (new CountyFolder(folder).isWritten()) {
      throw new Stop(ExitCode.DATA_REFUSED, folder + ": has a county already; take another folder (nothing was written)");
    }
    County county = County.of(plan, new Random(seed));
    for (int night = 0; night < nights; night++) {
      county = county.next(county.asOf().plusDays(1)).county();
    }
    county = everyConsent ? county.withEveryConsent() : county;
    new CountyFolder(folder).write(county);
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    terminal.println(county.size() + " invented young people, seed " + seed + ", in " + folder);
    for (County.Roster roster : county.rosters()) {
      terminal.println("  " + roster.agency().fileName() + ": " + roster.rows().size() + " rows");
    }
    return ExitCode.DONE.number();
  }

  private Register register() {
    return Arrays.stream(Register.values()).filter(one -> one.word().equals(register)).findFirst().orElseThrow(() -> new ParameterException(
        requireNonNull(
            spec).commandLine(), "--register: youth or adults"));
  }

  private Mix mix() {
    return switch (mix == null ? new Parsed.Valid<>(Mix.DEFAULT) : Mix.parse(mix)) {
      case Parsed.Valid<Mix>(Mix value) -> value;
      case Parsed.Rejected<Mix>(List<Problem> problems) -> throw new ParameterException(requireNonNull(spec).commandLine(), "--mix: " + problems
          .getFirst());
    };
  }
}
