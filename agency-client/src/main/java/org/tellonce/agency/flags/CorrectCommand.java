package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Recorded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce agency correct`: says that the records behind an answer are of two young people. They are never linked again.
@Command(name = "correct", description = {
    "Says that an answer was of another young person: the two records are never linked again, and everybody who was shown one of them",
    "through the other is told. This cannot be taken back."})
public final class CorrectCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Option(names = "--answer", required = true, paramLabel = "ANSWER", description = "The number below the answer: 32 digits and letters.")
  private String answer = "";

  @Option(names = "--user", required = true, paramLabel = "PSEUDONYM", description = "Who says so.")
  private String user = "";

  public CorrectCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    var word = new WordOption(spec);
    var correction = new Correction(DispositionCommand.answer(answer, word), DispositionCommand.user(user, word));
    AgencyFolder agency = AgencyFolder.open(folder);
    try (ServerClient server = agency.connect(clock, random)) {
      Recorded recorded = new FollowUp(agency, server, clock).correct(correction);
      out.println("Put down on " + recorded.on()
          + ". The two records are never linked again, and everybody who was shown one of them through the other is told.");
      out.println("Ask the young person as your protocol says: nothing is on file for them by that answer.");
    }
  }
}
