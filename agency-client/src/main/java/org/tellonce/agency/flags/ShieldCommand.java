package org.tellonce.agency.flags;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency shield`: keeps a record of the agency's own from being shown to anybody, or lets it be shown again.
@Command(name = "shield", description = {
    "Shields a record of this agency: no other agency gets a flag or a pointer by it, and none is told that there is one.",
    "A shield can be lifted for some minutes, or ended."})
public final class ShieldCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", description = "The agency's own id of the row; - reads it from standard input.")
  private String localId = "";

  @Option(names = "--state", paramLabel = "WORD", defaultValue = "set", description = "set (default), lifted or ended.")
  private String state = "set";

  @Option(names = "--reason", required = true, paramLabel = "WORD", description = "safety, staff-family, court, youth-asked or other.")
  private String reason = "";

  @Option(names = "--minutes", paramLabel = "N", description = "Of lifted: for how long, 1 to 480; then it is shielded again by itself.")
  private @Nullable Integer minutes;

  @Option(names = "--user", required = true, paramLabel = "PSEUDONYM", description = "Who decided.")
  private String user = "";

  public ShieldCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    var word = new WordOption(spec);
    Shield.State wanted = word.of("--state", state, Shield.State.values());
    Shield.Reason why = word.of("--reason", reason, Shield.Reason.values());
    String by = DispositionCommand.user(user, word);
    if ((wanted == Shield.State.LIFTED) != (minutes != null) || minutes != null && (minutes < 1 || minutes > Shield.MAX_MINUTES)) {
      throw word.usage("--minutes: 1 to " + Shield.MAX_MINUTES + ", beside --state lifted and only there");
    }
    AgencyFolder agency = AgencyFolder.open(folder);
    String row = in.orTyped(localId, "LOCAL_ID");
    try (ServerClient server = agency.connect(clock, random)) {
      Recorded recorded = new FollowUp(agency, server, clock).shield(row, wanted, why, by, Optional.ofNullable(minutes));
      out.println(switch (wanted) {
        case SET -> "Shielded on " + recorded.on() + ": no other agency is shown this record, nor told that it is shielded.";
        case LIFTED -> "The shield is lifted for " + minutes + " minutes; then it is there again by itself.";
        case ENDED -> "The shield was ended on " + recorded.on() + ": other agencies may be shown this record again.";
      });
    }
  }
}
