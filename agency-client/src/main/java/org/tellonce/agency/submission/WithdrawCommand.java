package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tellonce agency withdraw`: takes a record out, now if the server answers, else first thing in the next night; it is never sent again.
@Command(name = "withdraw", description = "Withdraws a young person's record: out at once, never sent again.")
public final class WithdrawCommand implements Runnable {

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", description = "The agency's own id of the row. It need not be in the roster any more.")
  private String localId = "";

  @Option(names = "--everywhere", description = "Also the records that other agencies hold of the same young person.")
  private boolean everywhere;

  public WithdrawCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (localId.isBlank()) {
      throw new ParameterException(spec.commandLine(), "LOCAL_ID: missing");
    }
    AgencyFolder agency = AgencyFolder.open(folder);
    RecordToken token = agency.keyring().recordKey().token(localId);
    try (NightLock _ = agency.lock()) {
      Ledger ledger = agency.ledger().known().orElse(Ledger.EMPTY);
      boolean known = ledger.records().containsKey(token);
      Ledger asked = ledger.withWithdrawal(token, everywhere);
      agency.ledger().write(asked);
      out.println(known ? "The record is withdrawn here and will not be sent again."
          : "No record of this local id was sent from here since the ledger began; it is noted, and none will be sent.");
      tell(agency, asked, out);
    }
  }

  private void tell(AgencyFolder agency, Ledger ledger, PrintWriter out) {
    try (ServerClient server = agency.connect(clock, random)) {
      new Withdrawals(server, agency.ledger()).reconcile(ledger);
      out.println(everywhere ? "The server has deleted it, and what other agencies held that was linked to it." : "The server has deleted it.");
    } catch (Stop stop) {
      throw new Stop(stop.code(), stop.line() + "; the withdrawal is kept here and told first thing in the next night");
    }
  }
}
