package org.tellonce.server.submission;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.LinkedWithdrawalEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogKey;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.OpenEpochs.Counting;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.Database;

/// How records are taken out: at once, with all that was derived from them, and, unless a new consent may bring them back, with a tombstone that refuses them.
///
/// @see "submission.md, Withdrawal"
public final class Withdrawals {
  private final Database database;
  private final RecordStore records;
  private final TombstoneStore tombstones;
  private final OpenEpochs epochs;
  private final List<Forgetting> forgetting;
  private final EventLog log;
  private final LogKey key;
  private final InstantSource clock;

  /// Something else that knows records and must forget them, in the same transaction.
  @FunctionalInterface
  public interface Forgetting {

    /// Forgets what it knows of these records.
    ///
    /// @param forEver whether they never come again
    /// @param today in the collaborative's time zone
    void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today);
  }

  /// The rules of withdrawals over these stores.
  ///
  /// @param key signs that a deletion was done
  public Withdrawals(Database database, RecordStore records, TombstoneStore tombstones, OpenEpochs epochs, List<Forgetting> forgetting,
      EventLog log, LogKey key, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.tombstones = tombstones;
    this.epochs = epochs;
    this.forgetting = List.copyOf(forgetting);
    this.log = log;
    this.key = key;
    this.clock = clock;
  }

  /// Withdraws records of an agency, and the linked ones if the scope says so. Those of other agencies only among agencies that are compared today: else one that
  /// is not, by its profile or because its agreement is over, could take out for ever what others hold.
  ///
  /// @param request what proves the call
  public WithdrawalOutcome.OfWithdrawal withdraw(AgencyId agency, Withdrawal withdrawal, SignedRequest request, Rules rules) {
    Optional<WithdrawalOutcome.NotAllowed> refusal = refusal(agency, rules);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var eligibility = new Eligibility(rules, today(rules));
    int deleted = database.write(handle -> withdraw(handle, agency, withdrawal, request, eligibility));
    database.checkpoint();
    Deletion done = Deletion.of(agency, withdrawal, eligibility.today(), rules.log());
    return new WithdrawalOutcome.Done(new WithdrawalReceipt(deleted, withdrawal.tokens().size() - deleted, done.on(), key.certificate(done)));
  }

  /// All that was ever withdrawn of an agency, by itself or by others.
  public WithdrawalOutcome.OfList list(AgencyId agency, Rules rules) {
    Optional<WithdrawalOutcome.NotAllowed> refusal = refusal(agency, rules);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return new WithdrawalOutcome.Listed(new Tombstones(database.read(handle -> tombstones.of(handle, agency))));
  }

  /// All records that are held of an agency, live and retired.
  public WithdrawalOutcome.OfList held(AgencyId agency, Rules rules) {
    Optional<WithdrawalOutcome.NotAllowed> refusal = refusal(agency, rules);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return new WithdrawalOutcome.Held(database.read(handle -> {
      try (RecordStore.Open open = records.open(handle)) {
        return open.held(agency);
      }
    }));
  }

  private Optional<WithdrawalOutcome.NotAllowed> refusal(AgencyId agency, Rules rules) {
    return new Eligibility(rules, today(rules)).mayWithdraw(agency) instanceof Leave.Refused(Eligibility.Refusal reason)
        ? Optional.of(new WithdrawalOutcome.NotAllowed(reason)) : Optional.empty();
  }

  private LocalDate today(Rules rules) {
    return LocalDate.ofInstant(clock.instant(), rules.timeZone());
  }

  private int withdraw(Handle handle, AgencyId agency, Withdrawal withdrawal, SignedRequest request, Eligibility eligibility) {
    var agencies = new AgencyNumbers(handle);
    agencies.of(agency);
    Set<RecordRef> named = new LinkedHashSet<>();
    withdrawal.tokens().forEach(token -> named.add(new RecordRef(agency, token)));
    Set<RecordRef> all = new LinkedHashSet<>(named);
    if (withdrawal.scope() == Withdrawal.Scope.ALL_LINKED && eligibility.mayMatch(agency).isGiven()) {
      epochs.matchesOf(handle, named, Counting.ALL).values().stream().flatMap(List::stream).filter(match -> match.grade() == Grade.LIKELY)
          .flatMap(match -> Stream.of(match.a(), match.b())).filter(ref -> eligibility.mayMatch(ref.agency()).isGiven()).forEach(all::add);
    }
    int deleted = 0;
    try (RecordStore.Open open = records.open(handle); var leaving = new RowChanges(handle, open, epochs.of(handle))) {
      for (RecordRef ref : all) {
        Optional<RecordRow> record = open.row(ref);
        if (record.isPresent()) {
          leaving.remove(record.get());
          deleted += named.contains(ref) ? 1 : 0;
        }
        if (withdrawal.scope().isForEver()) {
          tombstones.put(handle, agencies, ref);
        }
      }
      leaving.apply();
    }
    // Before what leads from a record to its events is forgotten.
    account(handle, withdrawal, request, agency, named, all);
    forgetting.forEach(other -> other.forget(handle, all, withdrawal.scope().isForEver(), eligibility.today()));
    return deleted;
  }

  /// One event for the agency that asked, and one for each other whose records went with them.
  private void account(Handle handle, Withdrawal withdrawal, SignedRequest request, AgencyId agency, Set<RecordRef> named, Set<RecordRef> all) {
    log.append(handle, draft -> new WithdrawalEvent(draft.at(), agency, withdrawal.scope(), named.stream().map(draft::name).toList(), request));
    SortedMap<AgencyId, List<RecordRef>> others = new TreeMap<>();
    all.stream().filter(ref -> !named.contains(ref)).forEach(ref -> others.computeIfAbsent(ref.agency(), _ -> new ArrayList<>()).add(ref));
    others.forEach((other, refs) -> {
      int most = LinkedWithdrawalEvent.MAX_NAMES;
      for (int from = 0; from < refs.size(); from += most) {
        List<RecordRef> portion = refs.subList(from, Math.min(refs.size(), from + most));
        log.append(handle, draft -> new LinkedWithdrawalEvent(draft.at(), other, portion.stream().map(draft::name).toList()));
      }
    });
  }
}
