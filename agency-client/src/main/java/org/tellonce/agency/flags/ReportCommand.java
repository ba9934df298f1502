package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency report`: the page for a young person who asks who looked.
@Command(name = "report", description = {"Prints the page for a young person who asks who looked: who, when, why, by which law, and how to withdraw.",
    "It has no name on it. Give it to the young person alone."})
public final class ReportCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", description = {"The agency's own id of the row. It need not be in the roster any more.",
      "- reads it from standard input."})
  private String localId = "";

  public ReportCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    AgencyFolder agency = AgencyFolder.open(folder);
    String row = in.orTyped(localId, "LOCAL_ID");
    try (ServerClient server = agency.connect(clock, random)) {
      new FollowUp(agency, server, clock).report(row).print(requireNonNull(spec).commandLine().getOut());
    }
  }
}
