package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
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
  private final PastViewers viewers;

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

  @Option(names = "--certificate", paramLabel = "FILE", description = {"Where the page for the young person goes, instead of the terminal:",
      "what was deleted, on which day, which words prove it. It has no name on it."})
  private @Nullable Path certificate;

  /// @param viewers asks who was shown a record
  public WithdrawCommand(InstantSource clock, SecureRandom random, StandardInput in, PastViewers viewers) {
    this.clock = clock;
    this.random = random;
    this.in = in;
    this.viewers = viewers;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    localId = in.orTyped(localId, "LOCAL_ID");
    if (localId.isBlank()) {
      throw new ParameterException(spec.commandLine(), "LOCAL_ID: missing");
    }
    if (certificate != null && Files.exists(certificate)) {
      throw new Stop(ExitCode.DATA_REFUSED, certificate + " is there already, nothing was withdrawn; name another file for the page");
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
        sayDone(agency, token, out);
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
      tell(agency, asked, token, !before || ledger.pending().containsKey(token), out);
    }
  }

  /// While a night is at work the ledger is its own. A young person's word is kept beside it.
  private void note(AgencyFolder agency, RecordToken token, PrintWriter out) {
    Ledger ledger = keeping(agency.ledger()::remembered);
    boolean before = ledger.withdrawn().contains(token);
    if (before && !ledger.pending().containsKey(token) && (!everywhere || ledger.everywhere().contains(token))) {
      sayDone(agency, token, out);
      return;
    }
    if (!before && !ledger.records().contains(token) && !notInRoster) {
      refuseUnknown(agency);
    }
    keeping(() -> {
      agency.ledger().noted().note(token, everywhere);
      return token;
    });
    try (ServerClient server = agency.connect(clock, random)) {
      sayWhoLooked(agency, server, out);
    } catch (Stop stop) {
      sayNobodyCouldBeAsked(stop, out);
    }
    out.println("noted; the night that is running, or the next one, tells the server");
    if (certificate != null) {
      out.println("There is no certificate before that: run the same command again tomorrow.");
    }
  }

  /// A page that was lost, or that a night made possible, is given again.
  private void sayDone(AgencyFolder agency, RecordToken token, PrintWriter out) {
    out.println(Row.printable(localId) + " was withdrawn before; nothing more to do");
    rules(agency).ifPresent(rules -> agency.deletions().of(token, rules.log()).ifPresentOrElse(kept -> give(new DeletionPage(kept, token, rules),
        out),
        () -> {
          if (certificate != null) {
            out.println("This client has no certificate of it.");
          }
        }));
  }

  /// Before the server forgets it. A withdrawal does not wait for this list.
  private void sayWhoLooked(AgencyFolder agency, Server server, PrintWriter out) {
    try {
      viewers.of(agency, server, localId).forEach(out::println);
    } catch (Stop stop) {
      sayNobodyCouldBeAsked(stop, out);
    }
  }

  private static void sayNobodyCouldBeAsked(Stop stop, PrintWriter out) {
    out.println("Who was shown this record could not be asked (" + stop.line()
        + "). Until the server is told of the withdrawal, tellonce agency report LOCAL_ID asks again.");
  }

  /// The rules as this client believed them last. That they are missing or damaged keeps no withdrawal from being told.
  private static Optional<Rules> rules(AgencyFolder agency) {
    try {
      return agency.knownRules().rules();
    } catch (Stop _) {
      return Optional.empty();
    }
  }

  /// Gives the page for the young person: on the terminal, or in the file that was named.
  private void give(DeletionPage page, PrintWriter out) {
    if (certificate == null) {
      out.println();
      page.lines().forEach(out::println);
      return;
    }
    try {
      AtomicFile.SECRET.create(certificate, (String.join("\n", page.lines()) + "\n").getBytes(UTF_8));
    } catch (UncheckedIOException e) {
      throw new Stop(ExitCode.DATA_REFUSED, "the record is withdrawn, but the page could not be written (" + reason(e)
          + "); run the same command again with another file");
    }
    out.println("The page for the young person: " + certificate);
  }

  /// What has to be on the disk before a withdrawal counts.
  private static <T> T keeping(Supplier<T> write) {
    try {
      return write.get();
    } catch (UncheckedIOException e) {
      throw new Stop(ExitCode.DATA_REFUSED, "NOT withdrawn, nothing was noted and nobody was told: " + reason(e) + "; mend it, then ask again");
    }
  }

  private static String reason(UncheckedIOException e) {
    return String.valueOf(requireNonNull(e.getCause()).getMessage()).replaceAll("\\p{Cc}", " ") + " (" + e.getCause().getClass().getSimpleName()
        + ")";
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

  /// @param known whether the server may still know who was shown the record
  private void tell(AgencyFolder agency, Ledger ledger, RecordToken token, boolean known, PrintWriter out) {
    List<String> refused = new ArrayList<>();
    try (ServerClient server = agency.connect(clock, random)) {
      if (known) {
        sayWhoLooked(agency, server, out);
      }
      Optional<Rules> rules = rules(agency);
      var withdrawals = new Withdrawals(server, agency.ledger(), agency.deletions(), rules.map(Rules::log), refused::add);
      boolean linked = ledger.everywhere().contains(token);
      Withdrawals.Told told = withdrawals.tell(token, ledger);
      out.println(told.deleted() == 1 ? "The server has deleted it" + (linked ? ", and what other agencies held that was linked to it." : ".")
          : "The server held no record of it" + (linked ? ", and so cannot tell what other agencies hold of the same person." : "."));
      withdrawals.reconcile(told.ledger());
      // Without a record there was nothing to delete, and a page that nobody asked for would say otherwise.
      told.certificate().filter(_ -> told.deleted() == 1 || certificate != null).ifPresent(kept -> give(new DeletionPage(kept, token, rules
          .orElseThrow()), out));
    } catch (Stop stop) {
      boolean kept = agency.ledger().known().filter(ours -> ours.pending().containsKey(token)).isPresent();
      throw kept ? new Stop(stop.code(), stop.line() + "; the withdrawal is kept here and told first thing in the next night") : stop;
    }
    if (!refused.isEmpty()) {
      throw new Stop(ExitCode.KEY, refused.getFirst());
    }
  }
}
