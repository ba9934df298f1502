package org.tellonce.agency.audit;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.MerkleTree;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.RestartEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;
import org.tellonce.protocol.audit.TreeEdge;

/// The log as this client has it beside the log as it is shown now. Reads and compares; keeps and cosigns nothing.
///
/// @see "audit.md, The witness's night"
final class Comparison {
  private static final int SECONDS_OF_DAY = 86_400;
  /// So far the server's clock may be ahead, as in the transport.
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final Known known;
  private final SignedCheckpoint offered;
  private final Means means;
  private final long from;
  private final long size;

  /// What this client has.
  ///
  /// @param copy leaves and events
  /// @param held the checkpoint that it cosigned last, if it ever did
  /// @param isInPlace whether the copy is the one that is kept on, and not one of before a restart that a night was broken off in
  record Known(LogCopy copy, Optional<SignedCheckpoint> held, boolean isInPlace) {
    long size() {
      return held.map(checkpoint -> checkpoint.checkpoint().size()).orElse(0L);
    }

    Digest root() {
      return held.map(SignedCheckpoint::checkpoint).map(Checkpoint::root).orElse(MerkleTree.EMPTY_ROOT);
    }
  }

  /// What it takes to compare.
  ///
  /// @param requestKey with which the agency signs its requests now
  /// @param taken the restarts that were taken before
  /// @param journal read after the checkpoint was asked for, so that every call that it can cover stands in it
  record Means(AgencyId agency, PublicKey requestKey, ServerLog log, Journal journal, TakenRestarts taken, OfferedRestarts restarts, Instant now) {}

  /// What came out.
  sealed interface Result {
    /// Nothing is wrong.
    ///
    /// @param leaves all of them
    /// @param keptLeaves how many of them stand in the copy and stay
    /// @param events all of them
    /// @param keptEvents how many of them stand in the copy and stay
    /// @param common how many leaves of before the log still has
    /// @param restart by which the log goes on, if one came
    record Sound(List<Commitment> leaves, int keptLeaves, List<LoggedEvent> events, int keptEvents, long common, Reconciliation.Result reconciled,
        Optional<SignedRestart> restart, Lost lost) implements Result {}

    /// Something is.
    record Wrong(Finding finding) implements Result {}
  }

  Comparison(Known known, SignedCheckpoint offered, Means means) {
    this.known = known;
    this.offered = offered;
    this.means = means;
    this.from = known.size();
    this.size = offered.checkpoint().size();
  }

  /// The log must go on from what was cosigned last.
  Result run() {
    if (size < from) {
      return wrong(Kind.ROLLED_BACK, "it has " + size + " leaves, and had " + from);
    }
    List<Commitment> leaves = new ArrayList<>(known.copy().leaves(from));
    int keptLeaves = Math.toIntExact(from);
    TreeEdge edge = TreeEdge.EMPTY.append(leaves).edge();
    if (edge.size() != from || !edge.root().equals(known.root())) {
      // Our own copy has suffered: the server must show all of it once more, and it must be what we cosigned.
      leaves.clear();
      keptLeaves = 0;
      means.log().fetch(leaves, from);
      edge = TreeEdge.EMPTY.append(leaves).edge();
      if (!edge.root().equals(known.root())) {
        return wrong(Kind.FORKED, "at " + from + " leaves");
      }
    }
    means.log().fetch(leaves, size);
    edge = edge.append(leaves.subList(Math.toIntExact(from), leaves.size())).edge();
    if (!edge.root().equals(offered.checkpoint().root())) {
      return wrong(Kind.FORKED, "between " + from + " and " + size + " leaves");
    }
    return events(leaves, keptLeaves, from, Optional.empty());
  }

  /// Why the copy here does not allow a restart that is to be believed, if so.
  Optional<String> obstacle(SignedRestart signed) {
    long kept = signed.restart().kept();
    if (from > signed.restart().lost()) {
      return Optional.of("it gives up a log of " + signed.restart().lost() + " leaves, and this client has cosigned " + from);
    }
    if (from < kept) {
      return Optional.of("it keeps " + kept + " leaves, and this client has cosigned only " + from);
    }
    List<Commitment> first = known.copy().leaves(kept);
    return first.size() == kept && root(first).equals(signed.restart().root()) ? Optional.empty() : Optional.of("the first " + kept
        + " leaves that this client has are not those that it keeps");
  }

  /// The log must go on from what a restart keeps, and have its event.
  Result run(SignedRestart signed) {
    List<Commitment> own = known.copy().leaves(from);
    int kept = Math.toIntExact(signed.restart().kept());
    List<Commitment> leaves = new ArrayList<>(own.subList(0, kept));
    means.log().fetch(leaves, size);
    if (leaves.size() != size || !root(leaves).equals(offered.checkpoint().root())) {
      return wrong(Kind.FORKED, "the log does not go on from the " + kept + " leaves that it keeps");
    }
    // Of an own copy that has suffered, nothing can be said beyond what the restart keeps.
    boolean isWhole = own.size() == from && root(own).equals(known.root());
    int common = isWhole ? common(own, leaves, kept) : kept;
    return events(leaves, common, common, Optional.of(signed));
  }

  private static int common(List<Commitment> own, List<Commitment> leaves, int kept) {
    int common = kept;
    while (common < Math.min(own.size(), leaves.size()) && own.get(common).equals(leaves.get(common))) {
      common++;
    }
    return common;
  }

  private static Digest root(List<Commitment> leaves) {
    return TreeEdge.EMPTY.append(leaves).edge().root();
  }

  private Result wrong(Kind kind, String where) {
    return new Result.Wrong(new Finding(kind, where, known.held(), Optional.of(offered)));
  }

  /// The new events, and some of the older ones.
  private Result events(List<Commitment> leaves, int keptLeaves, long common, Optional<SignedRestart> restart) {
    LogCopy.Events copied = known.copy().events(from);
    List<LoggedEvent> older = copied.events().stream().filter(event -> event.index() < common).toList();
    boolean isWhole = copied.damaged().isEmpty() && older.stream().allMatch(event -> isLeaf(event, leaves));
    // Of a copy that has suffered nothing is taken over.
    List<LoggedEvent> kept = isWhole ? older : List.of();
    List<LoggedEvent> all = new ArrayList<>(kept);
    long next = isWhole ? common : 0;
    boolean more = next < size;
    while (more) {
      EventPage page = means.log().page(next);
      Optional<Result> wrong = checked(page, next, leaves);
      if (wrong.isPresent()) {
        return wrong.get();
      }
      if (page.more() && page.next() <= next) {
        throw ServerLog.standsStill();
      }
      next = page.next();
      more = page.more() && next < size;
      page.events().stream().filter(this::isCovered).forEach(all::add);
    }
    Optional<Result> wrong = kept.isEmpty() ? Optional.empty() : again(kept, leaves);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    if (restart.isPresent() && all.stream().filter(event -> event.index() >= common && TakenRestarts.isEventOf(restart.get().restart().digest(),
        event) && !restart.get().restart().isOver(event.event().at())).count() != 1) {
      return wrong(Kind.FORKED, "its event does not stand once in the log behind the leaves that it keeps, at most " + Restart.DAYS
          + " days after it was written");
    }
    List<LoggedEvent> givenUp = copied.events().stream().filter(event -> event.index() >= common).toList();
    return reconcile(new Result.Sound(leaves, known.isInPlace() ? keptLeaves : 0, all, known.isInPlace() ? kept.size() : 0, common,
        Reconciliation.Result.NONE, restart, new Lost(0, 0, 0, 0)), givenUp);
  }

  /// A thousand of the older events once more, the next thousand on the next day: an event that is altered later must not stay unseen.
  private Optional<Result> again(List<LoggedEvent> older, List<Commitment> leaves) {
    long day = means.now().getEpochSecond() / SECONDS_OF_DAY;
    int parts = (older.size() + EventPage.MAX_EVENTS - 1) / EventPage.MAX_EVENTS;
    int first = (int) (day % parts) * EventPage.MAX_EVENTS;
    long last = older.get(Math.min(first + EventPage.MAX_EVENTS, older.size()) - 1).index();
    Optional<Result> wrong = Optional.empty();
    long next = older.get(first).index();
    boolean more = true;
    while (wrong.isEmpty() && more) {
      EventPage page = means.log().page(next);
      wrong = checked(page, next, leaves);
      more = page.more() && page.next() > next && page.next() <= last;
      next = page.next();
    }
    return wrong;
  }

  /// The first event of a page that is not the one of its leaf, or before what was asked for, or not for this agency.
  private Optional<Result> checked(EventPage page, long next, List<Commitment> leaves) {
    return page.events().stream().filter(this::isCovered).filter(event -> event.index() < next || !event.event().audience().includes(means.agency())
        || !isLeaf(event, leaves)).findFirst().map(event -> wrong(Kind.ALTERED, "leaf " + event.index()));
  }

  /// What lies beyond belongs to a checkpoint that was made meanwhile, and to the next night.
  private boolean isCovered(LoggedEvent event) {
    return event.index() < size;
  }

  private static boolean isLeaf(LoggedEvent event, List<Commitment> leaves) {
    return event.leaf().equals(leaves.get(Math.toIntExact(event.index())));
  }

  private Result reconcile(Result.Sound read, List<LoggedEvent> givenUp) {
    List<Vouched> vouched = read.events().stream().filter(event -> event.index() >= read.common()).flatMap(event -> vouched(event, read)
        .stream()).toList();
    Optional<Instant> restarted = vouched.stream().map(Vouched::at).max(Comparator.naturalOrder());
    Reconciliation.Result result = new Reconciliation(means.agency(), means.requestKey(), means.journal(), read.common(), means.now(), restarted).of(
        read.events());
    if (result.found().isPresent()) {
      return wrong(result.found().get().kind(), result.found().get().where());
    }
    Lost lost = new LostCalls(result.shown()).events(givenUp).calls(result.lost()).count();
    return new Result.Sound(read.leaves(), read.keptLeaves(), read.events(), read.keptEvents(), read.common(), result, read.restart().or(() -> vouched
        .stream().map(Vouched::signed).reduce((_, last) -> last)), lost);
  }

  private record Vouched(SignedRestart signed, Instant at) {}

  /// A restart whose event is new in the log, if two pinned custodians vouch for it and it was not used before: what was answered before it may be in the log no more.
  private Optional<Vouched> vouched(LoggedEvent logged, Result.Sound read) {
    if (!(logged.event() instanceof RestartEvent event) || event.at().isAfter(means.now().plus(SKEW)) || logged.index() < event.kept()) {
      return Optional.empty();
    }
    boolean isUsed = means.taken().isUsed(event.document(), known.copy(), known.held()) || read.events().stream().filter(other -> TakenRestarts
        .isEventOf(
            event.document(), other)).count() > 1;
    return isUsed ? Optional.empty() : means.restarts().of(event).filter(signed -> !signed.restart().isOver(event.at())).filter(signed -> root(read
        .leaves().subList(0, Math.toIntExact(event.kept())))
        .equals(signed.restart().root())).map(
            signed -> new Vouched(signed, event.at()));
  }
}
