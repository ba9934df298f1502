package org.tellonce.rehearsal.comparison;

import static java.util.Objects.requireNonNull;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.SizeClassOption;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.quality.QualityTable;
import org.tellonce.rehearsal.report.Report;
import org.tellonce.rehearsal.report.ReportPage;
import org.tellonce.rehearsal.report.Truth;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce rehearse`: links a folder of made-up rosters on this machine.
@Command(name = "rehearse",
    description = "Links every roster NN_agency.csv of a folder with the real encoder, comparison and decision. Nothing leaves this machine."
        + " The file of links names rows of the rosters.")
public final class RehearseCommand implements Callable<Integer> {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "DIR", description = "The folder with the rosters.")
  private @Nullable Path folder;

  @Option(names = "--out", required = true, paramLabel = "links.csv", description = "Where the links go, likely and possible ones alike.")
  private @Nullable Path out;

  @Option(names = "--size-class", paramLabel = "CLASS", defaultValue = "50k",
      description = "Whose passes and parameters: 50k, 50k-adults, 200k, 1m or 10m (default: ${DEFAULT-VALUE}).", converter = SizeClassOption.class)
  private @Nullable SizeClass sizeClass;
  @Option(names = "--report", paramLabel = "report.html",
      description = "Where a page goes for people to read: how good the links are expected to be, and why."
          + " It holds counts and shares only.")
  private @Nullable Path report;

  @Option(names = "--truth", paramLabel = "truth.csv",
      description = "Whose each row is, of made-up people: columns agency, local_id, youth_id. The report then sets the truth beside what was expected.")
  private @Nullable Path truth;

  public RehearseCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    if (truth != null && report == null) {
      throw new ParameterException(spec.commandLine(), "--truth is for the report: give --report FILE too");
    }
    Parameters parameters = Parameters.shipped(requireNonNull(sizeClass));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Rehearsal rehearsal = new Rehearsal(clock, parameters, today, Runtime.getRuntime().availableProcessors());
    Parsed<Done> outcome = RosterFolder.read(requireNonNull(folder)).flatMap(this::checked).flatMap(rosters -> {
      try (Steps steps = new Steps(terminal)) {
        return rehearsal.run(rosters, steps).flatMap(linked -> page(rehearsal, rosters, linked, parameters).map(page -> new Done(linked, page)));
      }
    });
    return switch (outcome) {
      case Parsed.Rejected<Done>(List<Problem> problems) -> {
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        yield ExitCode.DATA_REFUSED.number();
      }
      case Parsed.Valid<Done>(Done(Rehearsal.Outcome linked, Optional<String> page)) -> {
        LinksCsv.write(requireNonNull(out), linked.links(), linked.localIds());
        page.ifPresent(text -> AtomicFile.PUBLIC.replace(requireNonNull(report), text.getBytes(StandardCharsets.UTF_8)));
        summary(terminal, linked, parameters);
        yield ExitCode.DONE.number();
      }
    };
  }

  /// Rosters that can be rehearsed: two at least, and what is written takes the place of nothing but an earlier rehearsal's.
  private Parsed<RosterFolder> checked(RosterFolder rosters) {
    List<Problem> problems = new ArrayList<>();
    if (rosters.rosters().size() == 1) {
      problems.add(new Problem(String.valueOf(folder), "one roster only",
          "give the rosters of two agencies or more: there is nothing to link one with"));
    }
    if (report != null && requireNonNull(out).toAbsolutePath().normalize().equals(report.toAbsolutePath().normalize())) {
      problems.add(new Problem(out.toString(), "links and report cannot be one file", "give --report another name than --out"));
    }
    target(requireNonNull(out), LinksCsv.HEADER, problems);
    if (report != null) {
      target(report, ReportPage.BEGINNING, problems);
    }
    return Parsed.of(problems, () -> rosters);
  }

  /// @param beginning what a file begins with that may be written anew
  private static void target(Path file, String beginning, List<Problem> problems) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      problems.add(new Problem(file.toString(), "its folder is not there", "make the folder, or write into another"));
    } else if (Files.exists(file) && !beginsWith(file, beginning)) {
      problems.add(new Problem(file.toString(), "is there already, and not from a rehearsal", "give another name, or remove it"));
    }
  }

  private static boolean beginsWith(Path file, String beginning) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(beginning.length()), StandardCharsets.UTF_8).equals(beginning);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is to be written.
  private record Done(Rehearsal.Outcome linked, Optional<String> page) {}

  private Parsed<Optional<String>> page(Rehearsal rehearsal, RosterFolder rosters, Rehearsal.Outcome linked, Parameters parameters) {
    if (report == null) {
      return new Parsed.Valid<>(Optional.empty());
    }
    Parsed<Optional<Truth>> known = truth == null ? new Parsed.Valid<>(Optional.empty()) : Truth.read(truth, linked.localIds()).map(Optional::of);
    return known.flatMap(of -> rehearsal.facts(rosters, linked).map(facts -> Optional.of(ReportPage.of(new Report.Material(facts, linked.warnings(),
        linked.candidates(), linked.links()), parameters, QualityTable.shipped(parameters.sizeClass()), of))));
  }

  private void summary(PrintWriter terminal, Rehearsal.Outcome done, Parameters parameters) {
    int records = done.localIds().size();
    long likely = done.links().stream().filter(link -> link.grade() == Grade.LIKELY).count();
    String passes = done.passes().entrySet().stream().map(pass -> pass.getKey() + ":" + pass.getValue()).collect(Collectors.joining(" "));
    terminal.println("records      " + records);
    Rehearsal.LeftOut leftOut = done.leftOut();
    terminal.println("left out     " + leftOut.unconsented() + " rows without a valid consent, " + leftOut.sealed() + " sealed, " + leftOut.rejected()
        + " unreadable");
    terminal.println("passes       " + passes);
    terminal.println("candidates   " + done.betweenAgencies() + " between agencies, " + done.withinAgencies() + " within one");
    terminal.println(String.format(Locale.ROOT,
        "others       %.3f other people share tags with a record on average, by estimate; size class %s is meant for up to %.2f",
        done.others(), parameters.sizeClass().id(), parameters.sizeClass().mostOthers()));
    if (done.others() > parameters.sizeClass().mostOthers()) {
      terminal.println("             The size class is too small for so many people: rehearse the next larger one with --size-class.");
    }
    terminal.println("grades       " + likely + " likely, " + (done.links().size() - likely) + " possible, by parameter file " + parameters.number());
    terminal.println("encoding     " + speed(records, done.encoding()));
    terminal.println("comparison   " + speed(records, done.comparing()));
    terminal.println("links        " + out);
    if (report != null) {
      terminal.println("report       " + report);
    }
  }

  private static String speed(int records, Duration time) {
    double seconds = Math.max(1, time.toMillis()) / 1000.0;
    return String.format(Locale.ROOT, "%.1f s, %.0f records/s", seconds, records / seconds);
  }

  /// A bar for each step on a terminal, a line for each step elsewhere.
  private static final class Steps implements Rehearsal.Progress, AutoCloseable {
    private final PrintWriter terminal;
    private final boolean onTerminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private String step = "";
    private @Nullable ProgressBar bar;

    Steps(PrintWriter terminal) {
      this.terminal = terminal;
    }

    @Override
    public void at(String step, long done, long total) {
      if (!step.equals(this.step)) {
        close();
        this.step = step;
        if (onTerminal) {
          bar = new ProgressBarBuilder().setTaskName(step).setInitialMax(total).build();
        } else {
          terminal.println(step + ": " + total + " records");
        }
      }
      if (bar != null) {
        bar.stepTo(done);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
