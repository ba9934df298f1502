package org.tellonce.agency.submission;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.Route;

/// Keeps both ends of one mind about what was withdrawn: what the server knows, the client learns; what the server has lost or never heard, it is told again.
///
/// @see "submission.md, Withdrawal"
record Withdrawals(Server server, LedgerFile file) {

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
    return tell(here, Scope.AGENCY, tell(everywhere, Scope.ALL_LINKED, merged));
  }

  private Ledger tell(SortedSet<RecordToken> tokens, Scope scope, Ledger ledger) {
    List<RecordToken> all = List.copyOf(tokens);
    Ledger told = ledger;
    for (int from = 0; from < all.size(); from += Withdrawal.MAX_TOKENS) {
      List<RecordToken> some = all.subList(from, Math.min(from + Withdrawal.MAX_TOKENS, all.size()));
      server.call(Route.WITHDRAW, Route.WITHDRAW.path(), new Withdrawal(some, scope).toBytes()).orStop(DOING, WithdrawalReceipt::parse);
      told = told.withConfirmed(Set.copyOf(some));
      file.write(told);
    }
    return told;
  }
}
