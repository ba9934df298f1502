package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.RecordCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency code`: which row the coordinator means. Nothing is sent.
///
/// @see "flags.md, Queue"
@Command(name = "code", description = {"Tells which row of the roster a code of the coordinator's is. Nothing is sent anywhere.",
    "She has two codes, one for each agency, and no name. You decide what she is told."})
public final class CodeCommand implements Runnable {
  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "CODE", description = "As she spelled it: 7K3Q9-2M8XWA.")
  private String text = "";

  public CodeCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    RecordCode code = switch (RecordCode.parse(text)) {
      case Parsed.Valid<RecordCode>(RecordCode read) -> read;
      case Parsed.Rejected<RecordCode>(List<Problem> problems) -> throw new ParameterException(spec.commandLine(), problems.getFirst().toString());
    };
    AgencyFolder agency = AgencyFolder.open(folder);
    RecordKey key = agency.keyring().recordKey();
    Roster roster = agency.roster(agency.knownRules().today(clock)).orStop(ExitCode.DATA_REFUSED);
    List<String> rows = new ArrayList<>(roster.rejectedIds());
    roster.entries().forEach(entry -> rows.add(entry.row().localId()));
    List<String> meant = rows.stream().filter(localId -> code.isOf(key.token(localId))).sorted().toList();
    if (meant.isEmpty()) {
      throw new Stop(ExitCode.DATA_REFUSED, code + ": no row of " + agency.rosterName()
          + " has this code; have the coordinator spell it again, and ask whether it is meant for your agency. A row that left the roster is found with a roster "
          + "of then");
    }
    meant.forEach(localId -> out.println(Row.printable(Row.localId(localId))));
    if (meant.size() > 1) {
      out.println("by chance " + meant.size() + " rows have this code: tell the coordinator nothing before you know which of them she means");
    }
  }
}
