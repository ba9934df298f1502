package org.tellonce.agency;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.audit.LogVerification;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.NightLock;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce agency audit`: what this client, as a witness, knows of the server's log.
@Command(name = "audit", description = "What this client, as a witness, knows of the server's log.")
final class AuditCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  AuditCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// Without a word there is nothing to do.
  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "which command? (verify)");
  }

  /// `tellonce agency audit verify`: asks no server.
  @Command(name = "verify", description = "Checks this client's own copy of the log, all of it, from its files alone; asks no server.")
  void verify(@Option(names = "--dir", paramLabel = "DIR", defaultValue = ".",
      description = "The agency's folder (default: this one).") Path folder) {
    AgencyFolder agency = AgencyFolder.open(folder);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (NightLock _ = agency.lock()) {
      Rules rules = agency.knownRules().rules().orElseThrow(() -> new Stop(ExitCode.RULES,
          "there are no rules here yet: the first night fetches them, and the log"));
      PublicKey key = agency.readIdentity(clock, random).orStop(ExitCode.KEY).certificate().getPublicKey();
      LogVerification.Result result = new LogVerification(agency.config().agency(), rules, key, agency.readPinnedRules().orStop(
          ExitCode.DATA_REFUSED).custodians()).of(agency.logCopy(), agency.journal(clock).read(), agency.takenRestarts());
      if (!result.problems().isEmpty()) {
        result.problems().forEach(problem -> out.println("  " + problem));
        throw new Stop(ExitCode.LOG_CONTRADICTS, "the copy of the log is not sound (" + result.problems().size()
            + " lines above); if state/log was altered here, the next night fetches it anew, and says if the server's differs");
      }
      out.println("audit: " + agency.config().agency() + ", " + result.leaves() + " leaves and " + result.events()
          + " events of this agency agree with the checkpoint that it cosigned, and with what it did");
    }
  }
}
