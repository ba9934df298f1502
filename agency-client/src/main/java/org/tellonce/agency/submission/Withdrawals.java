package org.tellonce.agency.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.Route;

/// Keeps both ends of one mind about what was withdrawn: what the server knows, the client learns; what the server has lost or never heard, it is told again.
///
/// @see "submission.md, Withdrawal"
record Withdrawals(ServerClient server, LedgerFile file) {

  private static final String DOING = "the withdrawals";

  /// What the server knows, added to the ledger; and what it does not know, told. Nothing is forgotten in between: the ledger is written first.
  Ledger reconcile(Ledger ledger) {
    byte[] answer = server.call(Route.WITHDRAWALS, Route.WITHDRAWALS.path()).orStop(DOING);
    SortedSet<RecordToken> known = Upload.parsed(Tombstones.parse(answer)).tokens();
    Ledger merged = ledger.withTombstones(known);
    file.write(merged);
    for (Map.Entry<Scope, List<RecordToken>> told : untold(merged, known).entrySet()) {
      List<RecordToken> tokens = told.getValue();
      for (int from = 0; from < tokens.size(); from += Withdrawal.MAX_TOKENS) {
        List<RecordToken> some = tokens.subList(from, Math.min(from + Withdrawal.MAX_TOKENS, tokens.size()));
        byte[] receipt = server.call(Route.WITHDRAW, Route.WITHDRAW.path(), new Withdrawal(some, told.getKey()).toBytes()).orStop(DOING);
        Upload.parsed(WithdrawalReceipt.parse(receipt));
        merged = merged.withConfirmed(Set.copyOf(some));
        file.write(merged);
      }
    }
    return merged;
  }

  private static Map<Scope, List<RecordToken>> untold(Ledger ledger, Set<RecordToken> known) {
    List<RecordToken> everywhere = new ArrayList<>();
    Set<RecordToken> here = new TreeSet<>(ledger.withdrawn());
    here.removeAll(known);
    ledger.pending().forEach((token, all) -> {
      here.remove(token);
      if (all) {
        everywhere.add(token);
      } else {
        here.add(token);
      }
    });
    return Map.of(Scope.ALL_LINKED, everywhere, Scope.AGENCY, List.copyOf(here));
  }
}
