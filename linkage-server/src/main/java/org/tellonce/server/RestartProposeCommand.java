package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.RestartProposal;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce server restart propose`: writes the restart that the custodians are to sign.
///
/// @see "audit.md, Restart"
@Command(name = "propose",
    description = "Writes the restart that custodians are to sign, from the restored database and from what witnesses had cosigned. Changes nothing.")
final class RestartProposeCommand implements Runnable {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  @Option(names = "--lost", required = true, paramLabel = "CHECKPOINT|SIZE",
      description = "what was lost: the file state/log/checkpoint of an agency (repeat it, best with those of all), or the size of its checkpoint")
  private List<String> lost = List.of();

  @Option(names = "--kept", paramLabel = "N", description = "how many leaves stay, if you know it better (default: those surely common to all)")
  private @Nullable Long kept;

  @Option(names = "--reason", required = true, description = "why, in a line for custodians and agencies; it is published")
  private String reason = "";

  @Option(names = "--out", required = true, paramLabel = "restart.json", description = "the file to write")
  private Path out = Path.of("");

  RestartProposeCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    ServerFolder.refuseExisting(List.of(out));
    ServerConfig config = new ServerFolder(dir).config();
    Rules rules = config.rulesFile().required().rules();
    IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
    var proposal = new RestartProposal(new LogStore(key, random), rules);
    RestartProposal.Lost known = known();
    Parsed<RestartProposal.Proposed> parsed = Database.look(config.files().database(), Schema.MIGRATIONS, handle -> proposal.of(handle, known,
        LocalDate
            .ofInstant(clock.instant(), rules.timeZone()), reason));
    RestartProposal.Proposed proposed = parsed.orStop(ExitCode.DATA_REFUSED);
    ServerFolder.write(out, SignedRestart.unsigned(proposed.restart()).toText().getBytes(UTF_8));
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    proposed.notes().forEach(terminal::println);
    terminal.println("made " + out + ", digest " + proposed.restart().digest());
    terminal.println("Next: two custodians sign it (tellonce keys restart sign " + out.getFileName() + "); then, with the server stopped:");
    terminal.println("      tellonce server enrol --dir " + dir + " --restart " + out.getFileName());
  }

  private RestartProposal.Lost known() {
    List<SignedCheckpoint> checkpoints = new ArrayList<>();
    long size = 0;
    for (String each : lost) {
      if (each.matches("[0-9]{1,15}")) {
        size = Math.max(size, Long.parseLong(each));
      } else {
        checkpoints.add(new CheckpointFile(Path.of(each)).read());
      }
    }
    return new RestartProposal.Lost(checkpoints, size, kept == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, kept)));
  }
}
