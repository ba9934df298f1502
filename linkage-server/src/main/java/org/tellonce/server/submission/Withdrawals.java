package org.tellonce.server.submission;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.Linkage;
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
  private final Linkage linkage;
  private final List<Forgetting> forgetting;
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

  /// The rules of withdrawals over these stores, all of one index key.
  public Withdrawals(Database database, RecordStore records, TombstoneStore tombstones, Linkage linkage, List<Forgetting> forgetting,
      InstantSource clock) {
    this.database = database;
    this.records = records;
    this.tombstones = tombstones;
    this.linkage = linkage;
    this.forgetting = List.copyOf(forgetting);
    this.clock = clock;
  }

  /// Withdraws records of an agency, and the linked ones if the scope says so. Those of other agencies only among agencies that are compared today: else one that
  /// is not, by its profile or because its agreement is over, could take out for ever what others hold.
  public WithdrawalOutcome.OfWithdrawal withdraw(AgencyId agency, Withdrawal withdrawal, Rules rules) {
    Optional<WithdrawalOutcome.NotAllowed> refusal = refusal(agency, rules);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    WithdrawalReceipt receipt = database.write(handle -> withdraw(handle, agency, withdrawal, new Eligibility(rules, today(rules))));
    database.checkpoint();
    return new WithdrawalOutcome.Done(receipt);
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

  private WithdrawalReceipt withdraw(Handle handle, AgencyId agency, Withdrawal withdrawal, Eligibility eligibility) {
    var agencies = new AgencyNumbers(handle);
    agencies.of(agency);
    Set<RecordRef> named = new LinkedHashSet<>();
    withdrawal.tokens().forEach(token -> named.add(new RecordRef(agency, token)));
    Set<RecordRef> all = new LinkedHashSet<>(named);
    if (withdrawal.scope() == Withdrawal.Scope.ALL_LINKED && eligibility.mayMatch(agency).isGiven()) {
      linkage.matchesOf(handle, named).values().stream().flatMap(List::stream).filter(match -> match.grade() == Grade.LIKELY)
          .flatMap(match -> Stream.of(match.a(), match.b())).filter(ref -> eligibility.mayMatch(ref.agency()).isGiven()).forEach(all::add);
    }
    int deleted = 0;
    List<Change> changes = new ArrayList<>();
    try (RecordStore.Open open = records.open(handle)) {
      for (RecordRef ref : all) {
        Optional<StoredRecord> record = open.find(ref);
        if (record.isPresent()) {
          open.remove(ref);
          changes.add(new Change(ref, record.get().tags(), null));
          deleted += named.contains(ref) ? 1 : 0;
        }
        if (withdrawal.scope().isForEver()) {
          tombstones.put(handle, agencies, ref);
        }
      }
    }
    linkage.apply(handle, changes);
    forgetting.forEach(other -> other.forget(handle, all, withdrawal.scope().isForEver(), eligibility.today()));
    return new WithdrawalReceipt(deleted, named.size() - deleted);
  }
}
