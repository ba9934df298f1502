package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
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
  private final StandardInput in;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = ".", description = "The agency's folder (default: this one).")
  private Path folder = Path.of(".");

  @Parameters(paramLabel = "LOCAL_ID", description = {"The agency's own id of the row. It need not be in the roster any more.",
      "- reads it from standard input, so that it stands in no list of processes."})
  private String localId = "";

  @Option(names = "--everywhere", description = {"Also the records that other agencies hold of the same young person.",
      "Say it the first time: once the record is deleted, the server cannot find those by it."})
  private boolean everywhere;

  @Option(names = "--not-in-roster", description = "Go on although neither the roster nor this client's memory has such a local id.")
  private boolean notInRoster;

  public WithdrawCommand(InstantSource clock, SecureRandom random, StandardInput in) {
    this.clock = clock;
    this.random = random;
    this.in = in;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    localId = in.orTyped(localId, "LOCAL_ID");
    if (localId.isBlank()) {
      throw new ParameterException(spec.commandLine(), "LOCAL_ID: missing");
    }
    AgencyFolder agency = AgencyFolder.open(folder);
    RecordToken token = agency.keyring().recordKey().token(localId);
    Optional<NightLock> lock = keeping(agency::lockIfFree);
    if (lock.isEmpty()) {
      note(agency, token, out);
      return;
    }
    try (NightLock _ = lock.get()) {
      Ledger ledger = keeping(() -> agency.ledger().open(err::println));
      boolean before = ledger.withdrawn().contains(token);
      boolean wider = everywhere && !ledger.everywhere().contains(token);
      if (before && !wider && !ledger.pending().containsKey(token)) {
        sayDone(out);
        return;
      }
      if (!before && !ledger.records().contains(token) && !notInRoster) {
        refuseUnknown(agency);
      }
      Ledger asked = ledger.withWithdrawal(token, everywhere);
      keeping(() -> {
        agency.ledger().write(asked);
        return asked;
      });
      out.println(before ? wider ? "The record was withdrawn before; now everywhere."
          : "The record was withdrawn before; the server has still to be told."
          : ledger.records().contains(token) ? "The record is withdrawn here and will not be sent again."
              : "No record of this local id was sent from here since the ledger began; it is noted, and none will be sent.");
      tell(agency, asked, token, out);
    }
  }

  /// While a night is at work the ledger is its own. A young person's word is kept beside it.
  private void note(AgencyFolder agency, RecordToken token, PrintWriter out) {
    Ledger ledger = keeping(agency.ledger()::remembered);
    boolean before = ledger.withdrawn().contains(token);
    if (before && !ledger.pending().containsKey(token) && (!everywhere || ledger.everywhere().contains(token))) {
      sayDone(out);
      return;
    }
    if (!before && !ledger.records().contains(token) && !notInRoster) {
      refuseUnknown(agency);
    }
    keeping(() -> {
      agency.ledger().noted().note(token, everywhere);
      return token;
    });
    out.println("noted; the night that is running, or the next one, tells the server");
  }

  private void sayDone(PrintWriter out) {
    out.println(Row.printable(localId) + " was withdrawn before; nothing more to do");
  }

  /// What has to be on the disk before a withdrawal counts.
  private static <T> T keeping(Supplier<T> write) {
    try {
      return write.get();
    } catch (UncheckedIOException e) {
      String reason = String.valueOf(requireNonNull(e.getCause()).getMessage()).replaceAll("\\p{Cc}", " ");
      throw new Stop(ExitCode.DATA_REFUSED, "NOT withdrawn, nothing was noted and nobody was told: " + reason + " ("
          + e.getCause().getClass().getSimpleName() + "); mend it, then ask again");
    }
  }

  /// A wrong local id would leave the right record where it is, and nobody would know.
  private void refuseUnknown(AgencyFolder agency) {
    String id = Row.printable(localId);
    String goOn = "is it spelled right? Upper and lower case count; nothing was withdrawn (if it is really so: --not-in-roster)";
    switch (agency.roster(new KnownRules(Optional.empty()).today(clock))) {
      case Parsed.Rejected<Roster>(List<Problem> problems) -> throw new Stop(ExitCode.DATA_REFUSED,
          id + " does not stand in the ledger, and the roster cannot be read (" + problems.getFirst() + "): " + goOn);
      case Parsed.Valid<Roster>(Roster roster) when roster.standing(localId) instanceof Roster.Standing.Absent -> throw new Stop(
          ExitCode.DATA_REFUSED, id + " stands neither in the roster nor in the ledger: " + goOn);
      case Parsed.Valid<Roster> _ -> {
      }
    }
  }

  private void tell(AgencyFolder agency, Ledger ledger, RecordToken token, PrintWriter out) {
    try (ServerClient server = agency.connect(clock, random)) {
      Withdrawals withdrawals = new Withdrawals(server, agency.ledger());
      boolean linked = ledger.everywhere().contains(token);
      Withdrawals.Told told = withdrawals.tell(token, ledger);
      out.println(told.deleted() == 1 ? "The server has deleted it" + (linked ? ", and what other agencies held that was linked to it." : ".")
          : "The server held no record of it" + (linked ? ", and so cannot tell what other agencies hold of the same person." : "."));
      withdrawals.reconcile(told.ledger());
    } catch (Stop stop) {
      boolean kept = agency.ledger().known().filter(known -> known.pending().containsKey(token)).isPresent();
      throw kept ? new Stop(stop.code(), stop.line() + "; the withdrawal is kept here and told first thing in the next night") : stop;
    }
  }
}
