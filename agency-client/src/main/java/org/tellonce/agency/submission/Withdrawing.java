package org.tellonce.agency.submission;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.Withdrawn.Known;
import org.tellonce.agency.submission.Withdrawn.Looked;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;

/// The one way to take a young person's record out, for a terminal and for a web page: kept on this disk first, then told, so that nothing that comes in between can lose
/// it. What it needs of the person is a local id.
///
/// @param <L> the list of who was shown the record
/// @see "submission.md, Withdrawal"
public final class Withdrawing<L> {

  private final AgencyFolder agency;
  private final InstantSource clock;
  private final SecureRandom random;
  private final PastViewers<L> viewers;

  /// @param viewers asks who was shown a record
  public Withdrawing(AgencyFolder agency, InstantSource clock, SecureRandom random, PastViewers<L> viewers) {
    this.agency = agency;
    this.clock = clock;
    this.random = random;
    this.viewers = viewers;
  }

  /// What is wished.
  ///
  /// @param localId **plaintext**: the row's, which need not be in the roster any more
  /// @param everywhere also what other agencies hold of the same young person
  /// @param known false to go on although neither roster nor ledger have such a local id
  public record Wish(String localId, boolean everywhere, boolean known) {
    @Override
    public String toString() {
      return "Wish[redacted]";
    }
  }

  /// Takes a record out.
  ///
  /// @param notice takes a line for whoever looks after this client
  /// @throws Hindered if the local id is unknown here, or nothing could be kept: then nothing was withdrawn
  public Withdrawn<L> withdraw(Wish wish, Consumer<String> notice) {
    RecordToken token = agency.keyring().recordKey().token(wish.localId());
    Optional<NightLock> lock = keeping(agency::lockIfFree);
    if (lock.isEmpty()) {
      return note(wish, token);
    }
    try (NightLock _ = lock.get()) {
      Ledger ledger = keeping(() -> agency.ledger().open(notice));
      if (isDone(ledger, token, wish)) {
        return before(token);
      }
      Known known = known(ledger, token, wish);
      Ledger asked = ledger.withWithdrawal(token, wish.everywhere());
      keeping(() -> {
        agency.ledger().write(asked);
        return asked;
      });
      return tell(wish, token, asked, known, known != Known.WIDER || ledger.pending().containsKey(token));
    }
  }

  /// Refuses a local id that neither roster nor ledger have, before anybody is asked whether they are sure.
  ///
  /// @throws Hindered if it is unknown here
  public void check(String localId) {
    var _ = known(keeping(agency.ledger()::remembered), agency.keyring().recordKey().token(localId), new Wish(localId, false, true));
  }

  /// While a night is at work the ledger is its own. A young person's word is kept beside it.
  private Withdrawn<L> note(Wish wish, RecordToken token) {
    Ledger ledger = keeping(agency.ledger()::remembered);
    if (isDone(ledger, token, wish)) {
      return before(token);
    }
    var _ = known(ledger, token, wish);
    keeping(() -> {
      agency.ledger().noted().note(token, wish.everywhere());
      return token;
    });
    try (ServerClient server = agency.connect(clock, random)) {
      return new Withdrawn.Noted<>(looked(server, wish));
    } catch (Stop stop) {
      return new Withdrawn.Noted<>(new Looked.Unasked<>(stop));
    }
  }

  private static boolean isDone(Ledger ledger, RecordToken token, Wish wish) {
    return ledger.withdrawn().contains(token) && !ledger.pending().containsKey(token) && (!wish.everywhere() || ledger.everywhere().contains(token));
  }

  private Known known(Ledger ledger, RecordToken token, Wish wish) {
    if (ledger.withdrawn().contains(token)) {
      return wish.everywhere() && !ledger.everywhere().contains(token) ? Known.WIDER : Known.STILL_TO_TELL;
    }
    if (ledger.records().contains(token)) {
      return Known.SENT;
    }
    if (wish.known()) {
      refuseUnknown(wish.localId());
    }
    return Known.NEVER_SENT;
  }

  /// A page that was lost, or that a night made possible, is given again.
  private Withdrawn.Before<L> before(RecordToken token) {
    return new Withdrawn.Before<>(rules().flatMap(rules -> agency.deletions().of(token, rules.log()).map(kept -> new DeletionPage(kept, token,
        rules))));
  }

  /// The rules as this client believed them last. That they are missing or damaged keeps no withdrawal from being told.
  private Optional<Rules> rules() {
    try {
      return agency.knownRules().rules();
    } catch (Stop _) {
      return Optional.empty();
    }
  }

  /// @param mayKnow whether the server may still know who was shown the record
  private Withdrawn<L> tell(Wish wish, RecordToken token, Ledger ledger, Known known, boolean mayKnow) {
    Looked<L> looked = new Looked.Nothing<>();
    List<String> refused = new ArrayList<>();
    try (ServerClient server = agency.connect(clock, random)) {
      looked = mayKnow ? looked(server, wish) : looked;
      Optional<Rules> rules = rules();
      var withdrawals = new Withdrawals(server, agency.ledger(), agency.deletions(), rules.map(Rules::log), refused::add);
      Withdrawn.Before<L> before = before(token);
      Withdrawals.Told told = withdrawals.tell(token, ledger);
      withdrawals.reconcile(told.ledger());
      if (told.deleted() == 0 && known != Known.WIDER && before.page().isPresent()) {
        // Somebody else has told it in the meantime, and its certificate is here.
        return before;
      }
      return new Withdrawn.Told<>(known, looked, ledger.everywhere().contains(token), told.deleted() == 1, told.certificate().map(
          kept -> new DeletionPage(kept, token, rules.orElseThrow())), refused.stream().findFirst());
    } catch (Stop stop) {
      boolean pending = agency.ledger().known().filter(ours -> ours.pending().containsKey(token)).isPresent();
      return new Withdrawn.Untold<>(known, looked, pending, stop);
    }
  }

  /// Before the server forgets it. A withdrawal does not wait for this list.
  private Looked<L> looked(Server server, Wish wish) {
    try {
      return new Looked.Found<>(viewers.of(agency, server, wish.localId()));
    } catch (Stop stop) {
      return new Looked.Unasked<>(stop);
    }
  }

  /// What has to be on the disk before a withdrawal counts.
  private static <T> T keeping(Supplier<T> write) {
    try {
      return write.get();
    } catch (UncheckedIOException e) {
      throw new Hindered(Hindrance.NOT_KEPT, ExitCode.DATA_REFUSED, "NOT withdrawn, nothing was noted and nobody was told: " + reason(e)
          + "; mend it, then ask again", "");
    }
  }

  /// What the disk says, in one line.
  static String reason(UncheckedIOException e) {
    return String.valueOf(requireNonNull(e.getCause()).getMessage()).replaceAll("\\p{Cc}", " ") + " (" + e.getCause().getClass().getSimpleName()
        + ")";
  }

  /// A wrong local id would leave the right record where it is, and nobody would know.
  private void refuseUnknown(String localId) {
    String id = Row.printable(localId);
    String goOn = "is it spelled right? Upper and lower case count; nothing was withdrawn (if it is really so: --not-in-roster)";
    switch (agency.roster(new KnownRules(Optional.empty()).today(clock))) {
      case Parsed.Rejected<Roster>(List<Problem> problems) -> throw new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED,
          id + " does not stand in the ledger, and the roster cannot be read (" + problems.getFirst() + "): " + goOn, id);
      case Parsed.Valid<Roster>(Roster roster) when roster.standing(localId) instanceof Roster.Standing.Absent -> throw new Hindered(
          Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED, id + " stands neither in the roster nor in the ledger: " + goOn, id);
      case Parsed.Valid<Roster> _ -> {
      }
    }
  }
}
