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
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.Receipt;

/// One night of an agency, in the order that the spec fixes: rules, withdrawals, roster, court seals, what is left of an earlier night, delta, submission,
/// receipt, reconciliation. Whatever breaks it off, the same night run again ends in the same state.
///
/// @see "submission.md, The night"
public final class Night {

  /// Under which rules and with which keys a night encodes for one epoch.
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
  /// @param counts of the last submission, which is that of the newest epoch
  /// @param refused lines that the server did not take
  /// @param resynchronised whether the server had to be told everything
  /// @param epochs what else there is to say of epochs, a line each: what was sent for the older one of an overlap, and which secret is missing
  public record Summary(int rows, int rejected, int unconsented, int withdrawn, int newlyWithdrawn, boolean resumed, NightPlan.Counts counts,
      long refused, boolean resynchronised, List<String> epochs) {

    public Summary {
      epochs = List.copyOf(epochs);
    }
  }

  private final AgencyId agency;
  private final PinnedRules pinnedRules;
  private final Keyring keyring;
  private final LedgerFile ledgerFile;
  private final Deletions deletions;
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
    this.deletions = new Deletions(ledgerFile.path().resolveSibling(Deletions.FOLDER), agency);
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
    Rules rules = pinnedRules.refresh(server);
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    OpenSecrets secrets = secrets(rules, today);
    List<Keys> keys = secrets.secrets().stream().map(secret -> new Keys(rules, today, secret, keyring.recordKey())).toList();
    new OwnContact(rules, agency).notice(today).ifPresent(progress);
    Withdrawals withdrawals = new Withdrawals(server, ledgerFile, deletions, Optional.of(rules.log()), progress);
    Summary summary = run(reader, allowRemovals, keys, secrets, withdrawals);
    withNoted(ledgerFile.known().orElse(Ledger.EMPTY), withdrawals);
    return summary;
  }

  private Summary run(TonightsRoster.Reader reader, boolean allowRemovals, List<Keys> keys, OpenSecrets secrets, Withdrawals withdrawals) {
    Ledger before = ledgerFile.open(progress);
    List<Long> open = secrets.terms().stream().map(EpochTerm::number).toList();
    Ledger ledger = withdrawals.reconcile(before.ofOpen(open));

    progress.accept("reading and encoding the roster");
    Ledger withSeals = ledger.withSeals(reader.sealed(keys.getFirst()));
    if (!withSeals.equals(ledger)) {
      ledgerFile.write(withSeals);
      ledger = withdrawals.reconcile(withSeals);
    }
    TonightsRoster roster = reader.read(keys.getFirst());
    ledger = withNoted(ledger, withdrawals);
    Resumption resumption = resume(ledger);
    ledger = resumption.ledger();
    if (ledger.epochs().isEmpty()) {
      ledger = remembered(ledger, roster, withdrawals.held());
    }
    List<EpochNight.Done> done = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      long epoch = keys.get(i).secret().epoch().number();
      if (i > 0) {
        progress.accept("encoding the roster for epoch " + epoch);
        roster = reader.read(keys.get(i));
      }
      var night = new EpochNight(agency, keys.get(i), ledgerFile, outbox, server, progress, withdrawals);
      EpochNight.Done sent = night.run(roster, ledger, resumption.of(epoch), allowRemovals, i < keys.size() - 1);
      ledger = sent.ledger();
      done.add(sent);
    }
    if (!ledger.ofOpen(open).equals(ledger)) {
      ledgerFile.write(ledger.ofOpen(open));
    }
    return summary(roster, before, resumption, done, secrets);
  }

  private static Summary summary(TonightsRoster roster, Ledger before, Resumption resumption, List<EpochNight.Done> done, OpenSecrets secrets) {
    Ledger after = done.getLast().ledger();
    Set<RecordToken> withdrawn = roster.withdrawn(after);
    long newly = withdrawn.stream().filter(token -> !before.withdrawn().contains(token)).count();
    List<String> epochs = new ArrayList<>();
    for (int i = 0; i < done.size() - 1; i++) {
      epochs.add("epoch " + secrets.secrets().get(i).epoch().number() + " " + done.get(i).told());
    }
    epochs.addAll(secrets.notices());
    return new Summary(roster.rows(), roster.rejected(), roster.unconsented().size(), withdrawn.size(), (int) newly, resumption.epoch().isPresent(),
        done.getLast().counts(), done.stream().mapToLong(EpochNight.Done::refused).sum(), done.stream().anyMatch(EpochNight.Done::resynchronised),
        epochs);
  }

  /// The ledger of a client that has none, as far as the server can tell it.
  private static Ledger remembered(Ledger ledger, TonightsRoster roster, HeldRecords held) {
    SortedSet<RecordToken> live = new TreeSet<>(held.live());
    IntStream.range(0, Fillers.SLOTS).forEach(slot -> live.remove(roster.filler().filler(slot, 1).token()));
    return ledger.withUnknown(live);
  }

  /// Rules, epochs and tables, before anything else: what does not fit is refused, never silently a night without a match.
  private OpenSecrets secrets(Rules rules, LocalDate today) {
    for (Stop obstacle : obstacles(rules, today, agency)) {
      throw obstacle;
    }
    return OpenSecrets.of(rules, today, keyring);
  }

  /// Everything in the rules that keeps an agency from sending on a day.
  public static List<Stop> obstacles(Rules rules, LocalDate today, AgencyId agency) {
    List<Stop> obstacles = new ArrayList<>();
    if (new Eligibility(rules, today).mayUpload(agency) instanceof Eligibility.Leave.Refused(Eligibility.Refusal reason)) {
      obstacles.add(new Stop(ExitCode.RULES, "rules number " + rules.number() + ": " + reason.rule() + "; nothing was sent, ask the coordinator"));
    }
    obstacles.addAll(otherVersion(rules));
    return obstacles;
  }

  /// Everything in the rules by which what this version encodes could be compared with nobody's.
  public static List<Stop> otherVersion(Rules rules) {
    List<Stop> obstacles = new ArrayList<>();
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

  /// What became of a submission that an earlier night left.
  ///
  /// @param epoch that it was for, if it was finished
  private record Resumption(Ledger ledger, Optional<Long> epoch, boolean resyncNeeded, long refused) {

    /// The same for one epoch: another one was not resumed.
    EpochNight.Resumed of(long number) {
      boolean finished = epoch.equals(Optional.of(number));
      return new EpochNight.Resumed(finished, finished && resyncNeeded, finished ? refused : 0);
    }
  }

  private Resumption resume(Ledger ledger) {
    Optional<Outbox.Pending> pending = outbox.pending();
    if (pending.isEmpty()) {
      return new Resumption(ledger, Optional.empty(), false, 0);
    }
    progress.accept("finishing the submission of an earlier night");
    return switch (new Upload(server, progress).send(pending.get())) {
      case Upload.Outcome.Committed(Receipt receipt) -> new Resumption(EpochNight.finished(pending.get().next(), ledger, ledgerFile, outbox), Optional
          .of(pending.get().manifest().epoch()), receipt.resyncNeeded(), receipt.refused());
      case Upload.Outcome.Outdated _ -> {
        outbox.discard();
        yield new Resumption(ledger, Optional.empty(), false, 0);
      }
    };
  }

  /// The tables of this version.
  static SortedMap<String, Digest> ownTables() {
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    return tables;
  }

  /// What was asked for while this night was at work: the server is told at once.
  private Ledger withNoted(Ledger ledger, Withdrawals withdrawals) {
    Ledger noted = ledgerFile.withNoted(ledger, progress);
    return noted.equals(ledger) ? ledger : withdrawals.reconcile(noted);
  }
}
