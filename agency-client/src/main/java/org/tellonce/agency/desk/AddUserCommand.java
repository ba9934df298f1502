package org.tellonce.agency.desk;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency desk add-user`.
@Command(name = "add-user", description = "Makes an account for the desk. The password is typed, or is the next line of standard input.")
final class AddUserCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "PSEUDONYM", description = "As the agency's directory names them.")
  private String pseudonym = "";

  AddUserCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    Enrolment enrolment = new Enrolment(AgencyFolder.open(folder), clock, random);
    enrolment.refuseStrangers(pseudonym);
    if (enrolment.staff().has(pseudonym)) {
      throw new Stop(ExitCode.DATA_REFUSED, pseudonym + ": has an account; for a new password: tellonce agency desk reset-user");
    }
    enrolment.enrol(pseudonym, new NewPassword(in).ask(pseudonym), requireNonNull(spec).commandLine().getOut());
  }
}
