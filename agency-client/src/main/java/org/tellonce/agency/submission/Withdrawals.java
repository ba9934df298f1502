package org.tellonce.agency.submission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.Route;

/// Keeps both ends of one mind about what was withdrawn: what the server knows, the client learns; what the server has lost or never heard, it is told again.
///
/// @param log whose key certifies a deletion, as the signed rules name it; none if this agency has no rules
/// @param notice takes a line for a person
/// @see "submission.md, Withdrawal; Certificate of deletion"
record Withdrawals(Server server, LedgerFile file, Deletions deletions, Optional<LogIdentity> log, Consumer<String> notice) {

  private static final String DOING = "the withdrawals";

  /// What the server knows, added to the ledger; and what it does not know, told. Nothing is forgotten in between: the ledger is written first.
  Ledger reconcile(Ledger ledger) {
    SortedSet<RecordToken> known = server.call(Route.WITHDRAWALS, Route.WITHDRAWALS.path()).orStop(DOING, Tombstones::parse).tokens();
    Ledger merged = ledger.withTombstones(known);
    file.write(merged);
    SortedSet<RecordToken> everywhere = new TreeSet<>(merged.everywhere());
    everywhere.removeAll(known);
    SortedSet<RecordToken> here = new TreeSet<>(merged.withdrawn());
    here.removeAll(known);
    merged.pending().forEach((token, all) -> (all ? everywhere : here).add(token));
    here.removeAll(everywhere);
    return tell(here, Scope.AGENCY, tell(everywhere, Scope.ALL_LINKED, merged).ledger()).ledger();
  }

  /// What telling of withdrawals came to.
  ///
  /// @param deleted how many records of this agency the server held and deleted
  /// @param certificate of the last withdrawal, if there was one and its certificate is good
  record Told(Ledger ledger, int deleted, Optional<Deletions.Outcome.Kept> certificate) {}

  /// Tells a withdrawal that the ledger holds, alone, so that the receipt is of this record.
  Told tell(RecordToken token, Ledger ledger) {
    return tell(new TreeSet<>(Set.of(token)), ledger.everywhere().contains(token) ? Scope.ALL_LINKED : Scope.AGENCY, ledger);
  }

  /// What the server holds of this agency.
  HeldRecords held() {
    return server.call(Route.RECORDS, Route.RECORDS.path()).orStop("the question what it holds", HeldRecords::parse);
  }

  /// Takes out what the server holds of rows that lost their consent. It is asked first what that is: it is told of no other such row, and one that it kept
  /// behind the ledger's back, retired or restored, goes too.
  Ledger lapse(Set<RecordToken> unconsented, Ledger ledger) {
    if (unconsented.isEmpty()) {
      return ledger;
    }
    SortedSet<RecordToken> held = held().all();
    held.retainAll(unconsented);
    Ledger lapsed = tell(held, Scope.LAPSED, ledger).ledger().withLapsed(unconsented);
    file.write(lapsed);
    return lapsed;
  }

  private Told tell(SortedSet<RecordToken> tokens, Scope scope, Ledger ledger) {
    List<RecordToken> all = List.copyOf(tokens);
    Ledger told = ledger;
    int deleted = 0;
    Optional<Deletions.Outcome.Kept> certificate = Optional.empty();
    for (int from = 0; from < all.size(); from += Withdrawal.MAX_TOKENS) {
      var withdrawal = new Withdrawal(all.subList(from, Math.min(from + Withdrawal.MAX_TOKENS, all.size())), scope);
      WithdrawalReceipt receipt = server.call(Route.WITHDRAW, Route.WITHDRAW.path(), withdrawal.toBytes()).orStop(DOING, WithdrawalReceipt::parse);
      deleted += receipt.deleted();
      Set<RecordToken> some = Set.copyOf(withdrawal.tokens());
      told = scope.isForEver() ? told.withConfirmed(some) : told.withLapsed(some);
      file.write(told);
      certificate = certified(withdrawal, receipt);
    }
    return new Told(told, deleted, certificate);
  }

  /// A certificate that is not good is told: the withdrawal it is about is done.
  private Optional<Deletions.Outcome.Kept> certified(Withdrawal withdrawal, WithdrawalReceipt receipt) {
    return switch (deletions.keep(withdrawal, receipt, log)) {
      case Deletions.Outcome.Kept kept -> Optional.of(kept);
      case Deletions.Outcome.Refused(String line) -> {
        notice.accept(line);
        yield Optional.empty();
      }
    };
  }
}
