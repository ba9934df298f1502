package org.tellonce.agency.desk;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.pages.StaffStore;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency desk remove-user`.
@Command(name = "remove-user", description = "Removes an account of the desk; who is signed in with it is signed out.")
final class RemoveUserCommand implements Runnable {

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "PSEUDONYM", description = "Whose account it is.")
  private String pseudonym = "";

  @Override
  public void run() {
    if (!new StaffStore(DeskCommand.database(AgencyFolder.open(folder))).remove(pseudonym)) {
      throw new Stop(ExitCode.DATA_REFUSED, "no account of this name; upper and lower case count");
    }
    requireNonNull(spec).commandLine().getOut().println(pseudonym + " cannot sign in at the desk any more.");
  }
}
