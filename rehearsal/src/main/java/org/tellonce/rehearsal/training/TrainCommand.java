package org.tellonce.rehearsal.training;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tellonce.keys.SizeClassOption;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.quality.QualityTable;
import org.tellonce.server.comparison.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce train`: proposes a parameter file from populations with known truth.
@Command(name = "train",
    description = "Makes the comparison's parameter file from made-up populations: folders of rosters NN_agency.csv with truth.csv. The same folders give the same"
        + " bytes. Never train on what you judge by.")
public final class TrainCommand implements Callable<Integer> {

  @Spec
  private @Nullable CommandSpec spec;

  @picocli.CommandLine.Parameters(arity = "1..*", paramLabel = "DIR", description = "A population.")
  private List<Path> folders = List.of();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the parameter file goes.")
  private @Nullable Path out;

  @Option(names = "--quality", paramLabel = "FILE", description = "Where the table of expected quality that belongs to it goes.")
  private @Nullable Path quality;

  @Option(names = "--quality-from", paramLabel = "DIR", arity = "1..*",
      description = "Populations that only this table learns from, beside the others.")
  private List<Path> qualityFrom = List.of();

  @Option(names = "--number", paramLabel = "N", defaultValue = "1",
      description = "Its number; a change of any figure is a new one (default: ${DEFAULT-VALUE}).")
  private int number;

  @Option(names = "--size-class", paramLabel = "CLASS", defaultValue = "50k", description = "Whose passes (default: ${DEFAULT-VALUE}).",
      converter = SizeClassOption.class)
  private @Nullable SizeClass sizeClass;

  @Option(names = "--people", paramLabel = "N",
      description = "How many people the parameters are for: random pairs count as many times more as this is more than a population has (default: as they are).")
  private @Nullable Long people;

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    if (quality == null && !qualityFrom.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--quality-from is for the table of expected quality: give --quality FILE too");
    }
    List<Problem> problems = new ArrayList<>();
    List<Population> populations = read(folders, terminal, problems);
    List<Population> ofQualityAlone = read(qualityFrom, terminal, problems);
    if (!problems.isEmpty()) {
      problems.forEach(problem -> spec.commandLine().getErr().println(problem));
      return ExitCode.DATA_REFUSED.number();
    }
    terminal.println("training on " + populations.stream().mapToInt(population -> population.members().size()).sum() + " records");
    terminal.flush();
    Parameters parameters = Training.parameters(number, requireNonNull(sizeClass), people == null ? OptionalLong.empty() : OptionalLong.of(people),
        populations);
    Files.writeString(requireNonNull(out), parameters.json());
    terminal.println(out + ": parameter file " + number + ", digest " + parameters.digest());
    return quality == null ? ExitCode.DONE.number() : learnQuality(parameters, Stream.concat(populations.stream(), ofQualityAlone.stream()).toList());
  }

  private int learnQuality(Parameters parameters, List<Population> populations) throws IOException {
    return switch (QualityTraining.table(parameters, populations)) {
      case Parsed.Valid<QualityTable>(QualityTable table) -> {
        Files.writeString(requireNonNull(quality), table.json());
        requireNonNull(spec).commandLine().getOut().println(quality + ": expected quality by parameter file " + number);
        yield ExitCode.DONE.number();
      }
      case Parsed.Rejected<QualityTable>(List<Problem> problems) -> {
        problems.forEach(problem -> requireNonNull(spec).commandLine().getErr().println(problem));
        yield ExitCode.DATA_REFUSED.number();
      }
    };
  }

  private List<Population> read(List<Path> from, PrintWriter terminal, List<Problem> problems) {
    List<Population> populations = new ArrayList<>();
    for (Path folder : from) {
      terminal.println("reading and encoding " + folder.getFileName());
      terminal.flush();
      switch (PopulationFolder.read(folder, requireNonNull(sizeClass), Runtime.getRuntime().availableProcessors())) {
        case Parsed.Valid<Population>(Population population) -> populations.add(population);
        case Parsed.Rejected<Population>(List<Problem> ofFolder) -> problems.addAll(ofFolder);
      }
    }
    return populations;
  }
}
