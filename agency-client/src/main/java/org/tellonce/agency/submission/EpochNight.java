package org.tellonce.agency.submission;

import java.util.List;
import java.util.function.Consumer;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;

/// What a night does for one epoch, when everything before it is done: plan, submission, receipt, reconciliation. In an overlap a night has two of these, one after the
/// other; the outbox holds the submission of one at a time.
///
/// @see "submission.md, A night in an overlap"
record EpochNight(AgencyId agency, Night.Keys keys, LedgerFile ledgerFile, Outbox outbox, Server server, Consumer<String> progress,
    Withdrawals withdrawals) {

  /// What an earlier night left for this epoch.
  ///
  /// @param finished whether its submission was finished tonight
  /// @param resyncNeeded whether the server asked for everything then
  record Resumed(boolean finished, boolean resyncNeeded, long refused) {}

  /// What became of the night in this epoch.
  ///
  /// @param refused lines that the server did not take
  /// @param isClosed whether the server had closed the epoch before its last day, so that nothing was sent
  record Done(Ledger ledger, NightPlan.Counts counts, long refused, boolean resynchronised, boolean isClosed) {

    /// For people.
    String told() {
      return isClosed ? "is closed already"
          : "too (" + counts.sent() + " new or changed sent, " + counts.unchanged() + " unchanged, " + counts.gone() + " gone)";
    }
  }

  /// The epoch is closed at the server.
  private static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Closed() {
      super("closed", null, false, false);
    }
  }

  /// Runs it.
  ///
  /// @param mayBeClosed whether a newer epoch is sent too, so that this one may be over at the server before its last day
  Done run(TonightsRoster roster, Ledger before, Resumed resumed, boolean allowRemovals, boolean mayBeClosed) {
    try {
      return run(roster, before, resumed, allowRemovals);
    } catch (Closed e) {
      outbox.discard();
      if (!mayBeClosed) {
        throw new Stop(ExitCode.KEY, "epoch " + epoch()
            + " is closed at the server, though the rules still have it open, as when an agency that knows its "
            + "linkage secret has left; nothing is compared until the next one: ask the coordinator when it opens");
      }
      Ledger known = ledgerFile.open(progress);
      return new Done(known.ofOpen(known.epochs().keySet().stream().filter(number -> number != epoch()).toList()), NightPlan.Counts.NOTHING, 0, false,
          true);
    }
  }

  private Done run(TonightsRoster roster, Ledger before, Resumed resumed, boolean allowRemovals) {
    boolean full = resumed.resyncNeeded();
    NightPlan plan = plan(roster, before, full);
    if (!allowRemovals) {
      refuseManyMissing(plan, before);
    }
    Ledger ledger = withdrawals.lapse(roster.unconsented(), before);
    if (resumed.finished() && !full && !plan.counts().isChange()) {
      return new Done(ledger, plan.counts().withoutFillers(), resumed.refused(), false, false);
    }
    Sending sending = send(plan, ledger);
    boolean resync = sending.receipt().resyncNeeded();
    if (resync) {
      progress.accept("the server's records differ from ours: sending everything");
      // Another agency may have withdrawn one of ours everywhere since this night began.
      ledger = withdrawals.lapse(roster.unconsented(), withdrawals.reconcile(ledgerFile.open(progress)));
      plan = plan(roster, ledger, true);
      sending = send(plan, ledger);
      if (sending.receipt().resyncNeeded()) {
        throw new Stop(ExitCode.DATA_REFUSED, "the server's records still differ from ours after everything was sent; tell the operator, submission "
            + sending.receipt().id());
      }
    }
    return new Done(sending.ledger(), plan.counts(), sending.receipt().refused(), resync || full, false);
  }

  private long epoch() {
    return keys.secret().epoch().number();
  }

  private record Sending(Ledger ledger, Receipt receipt) {}

  private Sending send(NightPlan plan, Ledger ledger) {
    Outbox.Pending pending = outbox.write(plan, parts -> manifest(plan, parts));
    return switch (new Upload(server, progress).send(pending)) {
      case Upload.Outcome.Committed(Receipt receipt) -> new Sending(finished(pending.next(), ledger, ledgerFile, outbox), receipt);
      case Upload.Outcome.Outdated(List<Problem> problems) when problems.stream().anyMatch(problem -> problem.where().equals("epoch")) ->
          throw new Closed();
      case Upload.Outcome.Outdated(List<Problem> problems) -> {
        outbox.discard();
        throw changed(problems.isEmpty() ? "" : ": " + problems.getFirst());
      }
    };
  }

  private static Stop changed(String what) {
    return new Stop(ExitCode.RULES, "the server's rules have changed meanwhile" + what + "; run the same command again");
  }

  /// The ledger is written before the outbox goes: between the two, the same submission would be sent again and answered the same.
  static Ledger finished(Ledger next, Ledger ledger, LedgerFile ledgerFile, Outbox outbox) {
    Ledger merged = next.mergedWith(ledger);
    ledgerFile.write(merged);
    outbox.discard();
    return merged;
  }

  private NightPlan plan(TonightsRoster roster, Ledger ledger, boolean full) {
    return NightPlan.of(roster.records(), roster.unconsented(), roster.untouched(), ledger, epoch(), full, keys.recordKey(), roster.filler());
  }

  private Manifest manifest(NightPlan plan, List<PartDigest> parts) {
    long gone = plan.full() ? 0 : plan.counts().gone();
    SizeClass sizeClass = keys.rules().sizeClass();
    if (plan.lines().size() > sizeClass.mostLines()) {
      throw new Stop(ExitCode.DATA_REFUSED, plan.lines().size() + " rows are new, changed or gone, and size class " + sizeClass.id()
          + " of the rules allows " + sizeClass.mostLines() + "; nothing was sent, ask the coordinator for a larger one");
    }
    return new Manifest(agency, Suite.NAME, sizeClass, epoch(), keys.rules().number(), Night.ownTables(), plan.lines().size() - gone, gone, parts,
        plan
            .full(), LiveSet.of(plan.live()), plan.previous());
  }

  private void refuseManyMissing(NightPlan plan, Ledger ledger) {
    Limits limits = keys.rules().limits();
    int known = ledger.before(epoch()).records().size();
    NightPlan.Counts counts = plan.counts();
    if (Limits.isTooMany(counts.gone() + counts.lapsed(), limits.maxGonePercent(), known)) {
      String consent = counts.lapsed() == 0 ? "" : " or have no consent any more (" + counts.lapsed() + ")";
      throw new Stop(ExitCode.DATA_REFUSED, (counts.gone() + counts.lapsed()) + " of " + known + " records are not in the roster any more" + consent
          + ", more than " + limits.maxGonePercent()
          + " %: perhaps the export was cut off; nothing was sent (if it is really so: --allow-removals)");
    }
  }
}
