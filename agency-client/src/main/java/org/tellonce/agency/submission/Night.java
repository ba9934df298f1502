package org.tellonce.agency.submission;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tellonce.agency.agreements.OwnContact;
import org.tellonce.agency.agreements.PinnedRules;
import org.tellonce.agency.transport.Server;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.keys.Epoch;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;

/// One night of an agency, in the order that the spec fixes: rules, withdrawals, roster, court seals, what is left of an earlier night, delta, submission,
/// receipt, reconciliation. Whatever breaks it off, the same night run again ends in the same state.
///
/// @see "submission.md, The night"
public final class Night {

  /// Under which rules and with which keys a night encodes.
  ///
  /// @param today in the collaborative's time zone
  public record Keys(Rules rules, LocalDate today, LinkageSecret secret, RecordKey recordKey) {}

  /// What a night did. Each row of the roster is counted once: rejected, without consent, withdrawn, sent or unchanged.
  ///
  /// @param rows how many lines the roster has
  /// @param rejected rows that cannot be used
  /// @param unconsented rows that may not be sent for want of consent
  /// @param withdrawn rows whose record was withdrawn, here, elsewhere or by a court: never sent again
  /// @param newlyWithdrawn how many of these since the last night
  /// @param resumed whether a submission of an earlier night was finished first
  /// @param counts of the last submission
  /// @param refused lines that the server did not take
  /// @param resynchronised whether the server had to be told everything
  public record Summary(int rows, int rejected, int unconsented, int withdrawn, int newlyWithdrawn, boolean resumed, NightPlan.Counts counts,
      long refused, boolean resynchronised) {}

  private final AgencyId agency;
  private final PinnedRules pinnedRules;
  private final Keyring keyring;
  private final LedgerFile ledgerFile;
  private final Outbox outbox;
  private final Server server;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /// @param progress one line each for a person who watches
  public Night(AgencyId agency, PinnedRules pinnedRules, Keyring keyring, LedgerFile ledgerFile, Outbox outbox, Server server, InstantSource clock,
      Consumer<String> progress) {
    this.agency = agency;
    this.pinnedRules = pinnedRules;
    this.keyring = keyring;
    this.ledgerFile = ledgerFile;
    this.outbox = outbox;
    this.server = server;
    this.clock = clock;
    this.progress = progress;
  }

  /// Runs the night. The caller holds the [NightLock].
  ///
  /// @param allowRemovals whether more rows may be gone than the rules' limit
  /// @throws Stop if rules, keys or roster do not allow it; nothing of the roster was sent then
  public Summary run(TonightsRoster.Reader reader, boolean allowRemovals) {
    Keys keys = keys();
    new OwnContact(keys.rules(), agency).notice(keys.today()).ifPresent(progress);
    Withdrawals withdrawals = new Withdrawals(server, ledgerFile);
    Summary summary = run(reader, allowRemovals, keys, withdrawals);
    withNoted(ledgerFile.known().orElse(Ledger.EMPTY), withdrawals);
    return summary;
  }

  private Summary run(TonightsRoster.Reader reader, boolean allowRemovals, Keys keys, Withdrawals withdrawals) {
    Ledger before = ledgerFile.open(progress);
    Ledger ledger = withdrawals.reconcile(before);

    progress.accept("reading and encoding the roster");
    Ledger withSeals = ledger.withSeals(reader.sealed(keys));
    if (!withSeals.equals(ledger)) {
      ledgerFile.write(withSeals);
      ledger = withdrawals.reconcile(withSeals);
    }
    TonightsRoster roster = reader.read(keys);
    ledger = withNoted(ledger, withdrawals);
    Resumption resumption = resume(ledger);
    ledger = resumption.ledger();
    if (ledger.epoch() == 0) {
      ledger = remembered(ledger, roster, withdrawals.held());
    }
    boolean full = resumption.resyncNeeded();
    NightPlan plan = plan(roster, ledger, full, keys);
    if (!allowRemovals) {
      refuseManyMissing(plan, ledger, keys.rules());
    }
    ledger = withdrawals.lapse(roster.unconsented(), ledger);
    if (resumption.finished() && !full && !plan.counts().isChange()) {
      return summary(roster, before, ledger, true, plan.counts().withoutFillers(), resumption.refused(), false);
    }
    Receipt receipt = send(plan, ledger, keys);
    boolean resync = receipt.resyncNeeded();
    if (resync) {
      progress.accept("the server's records differ from ours: sending everything");
      // Another agency may have withdrawn one of ours everywhere since this night began.
      ledger = withdrawals.lapse(roster.unconsented(), withdrawals.reconcile(ledgerFile.open(progress)));
      plan = plan(roster, ledger, true, keys);
      receipt = send(plan, ledger, keys);
      if (receipt.resyncNeeded()) {
        throw new Stop(ExitCode.DATA_REFUSED, "the server's records still differ from ours after everything was sent; tell the operator, submission "
            + receipt.id());
      }
    }
    return summary(roster, before, ledger, resumption.finished(), plan.counts(), receipt.refused(), resync || full);
  }

  private static Summary summary(TonightsRoster roster, Ledger before, Ledger after, boolean resumed, NightPlan.Counts counts, long refused,
      boolean resynchronised) {
    Set<RecordToken> withdrawn = roster.withdrawn(after);
    long newly = withdrawn.stream().filter(token -> !before.withdrawn().contains(token)).count();
    return new Summary(roster.rows(), roster.rejected(), roster.unconsented().size(), withdrawn.size(), (int) newly, resumed, counts, refused,
        resynchronised);
  }

  /// The ledger of a client that has none, as far as the server can tell it.
  private static Ledger remembered(Ledger ledger, TonightsRoster roster, HeldRecords held) {
    SortedSet<RecordToken> live = new TreeSet<>(held.live());
    IntStream.range(0, Fillers.SLOTS).forEach(slot -> live.remove(roster.filler().filler(slot, 1).token()));
    return ledger.withUnknown(live);
  }

  /// Rules, epoch and tables, before anything else: what does not fit is refused, never silently a night without a match.
  private Keys keys() {
    Rules rules = pinnedRules.refresh(server);
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    for (Stop obstacle : obstacles(rules, today, agency)) {
      throw obstacle;
    }
    return new Keys(rules, today, secret(rules, today, keyring), keyring.recordKey());
  }

  /// Everything in the rules that keeps an agency from sending on a day.
  public static List<Stop> obstacles(Rules rules, LocalDate today, AgencyId agency) {
    List<Stop> obstacles = new ArrayList<>();
    if (new Eligibility(rules, today).mayUpload(agency) instanceof Eligibility.Leave.Refused(Eligibility.Refusal reason)) {
      obstacles.add(new Stop(ExitCode.RULES, "rules number " + rules.number() + ": " + reason.rule() + "; nothing was sent, ask the coordinator"));
    }
    ownTables().forEach((table, digest) -> {
      if (!digest.equals(rules.tables().get(table))) {
        obstacles.add(new Stop(ExitCode.RULES, "rules number " + rules.number() + ", tables, " + table
            + ": not the table of this version; nothing was sent, ask the coordinator which version of TellOnce the collaborative uses"));
      }
    });
    if (!rules.parameters().equals(new ParameterFile(rules.sizeClass()).digest())) {
      obstacles.add(new Stop(ExitCode.RULES, "rules number " + rules.number()
          + ", parameters: not those of this version, nor perhaps its passes; nothing was "
          + "sent, ask the coordinator which version of TellOnce the collaborative uses"));
    }
    return obstacles;
  }

  /// The linkage secret of the epoch that is open on a day.
  ///
  /// @throws Stop with [ExitCode#KEY] if none is open, or its secret is not here
  public static LinkageSecret secret(Rules rules, LocalDate today, Keyring keyring) {
    EpochTerm term = rules.epoch(today).orElseThrow(
        () -> new Stop(ExitCode.KEY, "rules number " + rules.number() + ": no epoch is open on " + today
            + "; nothing was sent, ask the coordinator"));
    return keyring.secret(new Epoch(term.number(), rules.sizeClass()));
  }

  /// What became of a submission that an earlier night left.
  private record Resumption(Ledger ledger, boolean finished, boolean resyncNeeded, long refused) {}

  private Resumption resume(Ledger ledger) {
    Optional<Outbox.Pending> pending = outbox.pending();
    if (pending.isEmpty()) {
      return new Resumption(ledger, false, false, 0);
    }
    progress.accept("finishing the submission of an earlier night");
    return switch (new Upload(server, progress).send(pending.get())) {
      case Upload.Outcome.Committed(Receipt receipt) ->
          new Resumption(finished(pending.get().next(), ledger), true, receipt.resyncNeeded(), receipt.refused());
      case Upload.Outcome.Outdated _ -> {
        outbox.discard();
        yield new Resumption(ledger, false, false, 0);
      }
    };
  }

  private Receipt send(NightPlan plan, Ledger ledger, Keys keys) {
    Outbox.Pending pending = outbox.write(plan, parts -> manifest(plan, parts, keys));
    return switch (new Upload(server, progress).send(pending)) {
      case Upload.Outcome.Committed(Receipt receipt) -> {
        finished(pending.next(), ledger);
        yield receipt;
      }
      case Upload.Outcome.Outdated(List<Problem> problems) -> {
        outbox.discard();
        throw new Stop(ExitCode.RULES, "the server's rules have changed meanwhile" + (problems.isEmpty() ? "" : ": " + problems.getFirst())
            + "; run the same command again");
      }
    };
  }

  /// The ledger is written before the outbox goes: between the two, the same submission would be sent again and answered the same.
  private Ledger finished(Ledger next, Ledger ledger) {
    Ledger merged = next.mergedWith(ledger);
    ledgerFile.write(merged);
    outbox.discard();
    return merged;
  }

  private static NightPlan plan(TonightsRoster roster, Ledger ledger, boolean full, Keys keys) {
    return NightPlan.of(roster.records(), roster.unconsented(), roster.untouched(), ledger, keys.secret().epoch().number(), full, keys.recordKey(),
        roster.filler());
  }

  private Manifest manifest(NightPlan plan, List<PartDigest> parts, Keys keys) {
    long gone = plan.full() ? 0 : plan.counts().gone();
    SizeClass sizeClass = keys.rules().sizeClass();
    if (plan.lines().size() > sizeClass.mostLines()) {
      throw new Stop(ExitCode.DATA_REFUSED, plan.lines().size() + " rows are new, changed or gone, and size class " + sizeClass.id()
          + " of the rules allows " + sizeClass.mostLines() + "; nothing was sent, ask the coordinator for a larger one");
    }
    return new Manifest(agency, Suite.NAME, sizeClass, keys.secret().epoch().number(), keys.rules().number(), ownTables(),
        plan.lines().size() - gone, gone, parts, plan.full(), LiveSet.of(plan.live()), plan.next().previous());
  }

  private static SortedMap<String, Digest> ownTables() {
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    return tables;
  }

  private static void refuseManyMissing(NightPlan plan, Ledger ledger, Rules rules) {
    int known = ledger.records().size();
    NightPlan.Counts counts = plan.counts();
    if (Limits.isTooMany(counts.gone() + counts.lapsed(), rules.limits().maxGonePercent(), known)) {
      String consent = counts.lapsed() == 0 ? "" : " or have no consent any more (" + counts.lapsed() + ")";
      throw new Stop(ExitCode.DATA_REFUSED, (counts.gone() + counts.lapsed()) + " of " + known + " records are not in the roster any more" + consent
          + ", more than " + rules.limits().maxGonePercent()
          + " %: perhaps the export was cut off; nothing was sent (if it is really so: --allow-removals)");
    }
  }

  /// What was asked for while this night was at work: the server is told at once.
  private Ledger withNoted(Ledger ledger, Withdrawals withdrawals) {
    Ledger noted = ledgerFile.withNoted(ledger, progress);
    return noted.equals(ledger) ? ledger : withdrawals.reconcile(noted);
  }
}
