package org.tellonce.agency.transport;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.RefusedLine;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.RenewalAnswer;
import org.tellonce.protocol.transport.RenewalRequest;
import org.tellonce.protocol.transport.Route;

/// A linkage server in memory that serves one agency as `submission.md` says, and can be cut off at any call.
public final class FakeServer implements Server {
  private static final AnswerId ANSWER = new AnswerId("0123456789abcdef0123456789abcdef");
  /// Whom it serves.
  public static final AgencyId AGENCY = new AgencyId("child_welfare");
  private static final LocalDate ON = LocalDate.of(2026, 3, 1);

  /// The signed rules that it tells.
  public byte[] rules;
  /// Live records and fillers. No record is kept when its row is gone.
  public final SortedMap<RecordToken, SubmittedRecord> records = new TreeMap<>();
  public final SortedSet<RecordToken> tombstones = new TreeSet<>();
  public final List<Withdrawal> withdrawals = new ArrayList<>();
  public final List<Manifest> committed = new ArrayList<>();
  public final List<FlagChange> flags = new ArrayList<>();
  public final Map<String, OpeningRequest> openings = new HashMap<>();
  public final List<LookUp> lookUps = new ArrayList<>();
  public final FakeLog log = new FakeLog();
  /// Live records of each epoch; those of the first that was submitted for are [#records].
  public final Map<Long, SortedMap<RecordToken, SubmittedRecord>> ofEpochs = new TreeMap<>();
  private final Map<Long, SubmissionId> lastOfEpochs = new HashMap<>();
  /// Epochs that are closed before their last day.
  public final SortedSet<Long> closed = new TreeSet<>();
  public final List<RenewalRequest> renewalRequests = new ArrayList<>();
  public RenewalAnswer renewal = new RenewalAnswer.Waiting();
  public Optional<OpeningAnswer> opening = Optional.empty();
  /// Routes called, in their order.
  public final List<Route> calls = new ArrayList<>();

  private final Map<String, Manifest> manifests = new HashMap<>();
  private final Map<String, SortedMap<Integer, byte[]>> parts = new HashMap<>();
  private final Map<String, Receipt> receipts = new HashMap<>();
  private final Map<Route, ProblemCode> refusals = new HashMap<>();
  private final Map<Route, Problem> reasons = new HashMap<>();
  /// What the server has put down, by the call that brought it.
  public final Map<Route, List<byte[]>> recorded = new EnumMap<>(Route.class);
  public NoticePage notices = new NoticePage(List.of(), 0, false);
  /// The cursor that notices were asked after last.
  public int lastNoticesAfter = -1;
  public Account account = new Account(List.of());
  private int cutAfter = Integer.MAX_VALUE;
  private boolean cutBeforeArrival;

  public FakeServer(byte[] rules) {
    this.rules = rules.clone();
  }

  /// Cuts the line once: the call after this many fails.
  ///
  /// @param beforeArrival whether the call never arrives, or only its answer is lost
  public void cut(int calls, boolean beforeArrival) {
    cutAfter = calls;
    cutBeforeArrival = beforeArrival;
  }

  /// Refuses a route from now on.
  public void refuse(Route route, ProblemCode code) {
    refusals.put(route, code);
  }

  /// The same, for a reason of its own.
  public void refuse(Route route, ProblemCode code, Problem why) {
    refusals.put(route, code);
    reasons.put(route, why);
  }

  /// Lets nobody ask until a directory comes.
  public void unknownUsersUntilTheDirectoryComes() {
    refuse(Route.OPENINGS, ProblemCode.USER_REFUSED, new Problem("opening.user", "unknown pseudonym"));
    refuse(Route.LOOKUPS, ProblemCode.USER_REFUSED, new Problem("opening.user", "unknown pseudonym"));
  }

  /// Refuses nothing any more.
  public void refuseNothing() {
    refusals.clear();
    reasons.clear();
  }

  @Override
  public ServerAnswer call(Route route, String path, byte[] body) {
    boolean cut = cutAfter-- == 0;
    if (cut && cutBeforeArrival) {
      throw new Stop(ExitCode.NETWORK, "cut before arrival");
    }
    calls.add(route);
    ServerAnswer answer = refusals.containsKey(route) ? refused(route) : answer(route, path, body);
    if (route == Route.DIRECTORY) {
      refusals.values().removeIf(code -> code == ProblemCode.USER_REFUSED);
    }
    if (cut) {
      throw new Stop(ExitCode.NETWORK, "cut before the answer");
    }
    return answer;
  }

  private ServerAnswer answer(Route route, String path, byte[] body) {
    return switch (route) {
      case COLLABORATIVE -> new ServerAnswer.Done(rules);
      case SUBMISSIONS -> announced(Manifest.parse(body).orThrow());
      case SUBMISSION -> status(place(route, path, 1));
      case PART -> part(place(route, path, 1), Integer.parseInt(place(route, path, 2)), body);
      case COMMIT -> new ServerAnswer.Done(receipts.computeIfAbsent(place(route, path, 1), this::commit).toBytes());
      case WITHDRAW -> withdrawn(Withdrawal.parse(body).orThrow());
      case WITHDRAWALS -> new ServerAnswer.Done(new Tombstones(tombstones).toBytes());
      case RECORDS -> new ServerAnswer.Done(new HeldRecords(new TreeSet<>(records.keySet()), new TreeSet<>()).toBytes());
      case FLAGS -> page(after(path));
      case OPENINGS -> {
        FlagOpening asked = FlagOpening.parse(body).orThrow();
        openings.put(asked.token().toString(), asked.opening());
        Coordinator coordinator = SignedRules.parse(rules).orThrow().rules().coordinator();
        yield new ServerAnswer.Done(opening.orElse(new OpeningAnswer.Nothing(ANSWER, ON, coordinator)).toBytes());
      }
      case LOOKUPS -> {
        lookUps.add(LookUp.parse(body).orThrow());
        Coordinator coordinator = SignedRules.parse(rules).orThrow().rules().coordinator();
        yield new ServerAnswer.Done(opening.orElse(new OpeningAnswer.Nothing(ANSWER, ON, coordinator)).toBytes());
      }
      case DIRECTORY, DISPOSITIONS, CORRECTIONS, SHIELDS, CONFIRMATIONS -> {
        recorded.computeIfAbsent(route, _ -> new ArrayList<>()).add(body);
        yield new ServerAnswer.Done(new Recorded(ON).toBytes());
      }
      case NOTICES -> {
        lastNoticesAfter = after(path);
        yield new ServerAnswer.Done(notices.toBytes());
      }
      case ACCOUNTS -> {
        recorded.computeIfAbsent(route, _ -> new ArrayList<>()).add(body);
        yield new ServerAnswer.Done(account.toBytes());
      }
      case CHECKPOINT -> new ServerAnswer.Done(log.checkpoint().toBytes());
      case LEAVES -> new ServerAnswer.Done(log.leaves(after(path)));
      case EVENTS -> new ServerAnswer.Done(log.page(SignedRules.parse(rules).orThrow().rules().members().getFirst().agency(), after(path)).toBytes());
      case RESTARTS -> new ServerAnswer.Done(new Restarts(log.restarts).toBytes());
      case COSIGNATURES -> {
        log.cosignatures.add(Witnessing.parse(body).orThrow());
        yield new ServerAnswer.Done(new byte[] {'{', '}'});
      }
      case RENEWALS -> {
        renewalRequests.add(RenewalRequest.parse(body).orThrow());
        yield new ServerAnswer.Done(renewal.toBytes());
      }
    };
  }

  private static int after(String path) {
    return Integer.parseInt(path.substring(path.indexOf('=') + 1));
  }

  /// Two changes a page, so that there are pages.
  private ServerAnswer page(int after) {
    int end = Math.min(after + 2, flags.size());
    return new ServerAnswer.Done(new FlagPage(flags.subList(after, end), end, end < flags.size()).toBytes());
  }

  private ServerAnswer announced(Manifest manifest) {
    if (closed.contains(manifest.epoch())) {
      return refused(ProblemCode.CONFLICT);
    }
    String id = manifest.id().toString();
    manifests.put(id, manifest);
    parts.computeIfAbsent(id, _ -> new TreeMap<>());
    return status(id);
  }

  private ServerAnswer status(String id) {
    return new ServerAnswer.Done(new SubmissionStatus(SubmissionId.parse(id).orThrow(), new TreeSet<>(parts.get(id).keySet()), receipts.containsKey(
        id))
        .toBytes());
  }

  private ServerAnswer part(String id, int number, byte[] body) {
    if (!manifests.get(id).parts().get(number - 1).sha256().equals(org.tellonce.protocol.Digest.of(body))) {
      return refused(ProblemCode.MALFORMED);
    }
    parts.get(id).put(number, body);
    return status(id);
  }

  private Receipt commit(String id) {
    Manifest manifest = manifests.get(id);
    committed.add(manifest);
    SortedMap<RecordToken, SubmittedRecord> records = ofEpochs.computeIfAbsent(manifest.epoch(), _ -> ofEpochs.isEmpty() ? this.records
        : new TreeMap<>());
    Optional<SubmissionId> last = Optional.ofNullable(lastOfEpochs.get(manifest.epoch()));
    SortedSet<RecordToken> kept = new TreeSet<>();
    List<RefusedLine> refused = new ArrayList<>();
    long[] counts = new long[4];
    parts.get(id).forEach((number, bytes) -> {
      List<SubmissionLine> lines = SubmissionPart.parse(bytes).orThrow();
      for (int i = 0; i < lines.size(); i++) {
        switch (lines.get(i)) {
          case SubmittedRecord record when tombstones.contains(record.token()) -> refused.add(new RefusedLine(number, i + 1, "it was withdrawn"));
          case SubmittedRecord record -> {
            SubmittedRecord before = records.put(record.token(), record);
            counts[before == null ? 0 : before.equals(record) ? 2 : 1]++;
            kept.add(record.token());
          }
          case GoneRecord gone -> counts[3] += records.remove(gone.token()) == null ? 0 : 1;
        }
      }
    });
    if (manifest.full()) {
      counts[3] = records.keySet().stream().filter(token -> !kept.contains(token)).count();
      records.keySet().retainAll(kept);
    }
    boolean differs = !LiveSet.of(records.keySet()).equals(manifest.live()) || !manifest.full() && !manifest.previous().equals(last);
    lastOfEpochs.put(manifest.epoch(), manifest.id());
    return new Receipt(manifest.id(), counts[0], counts[1], counts[2], counts[3], 0, counts[3], refused.size(), refused, differs);
  }

  private ServerAnswer withdrawn(Withdrawal withdrawal) {
    withdrawals.add(withdrawal);
    int deleted = 0;
    for (RecordToken token : withdrawal.tokens()) {
      boolean held = records.remove(token) != null;
      ofEpochs.values().forEach(epoch -> epoch.remove(token));
      deleted += held ? 1 : 0;
      if (withdrawal.scope().isForEver()) {
        tombstones.add(token);
      }
    }
    Deletion done = Deletion.of(AGENCY, withdrawal, ON, FakeLog.IDENTITY);
    return new ServerAnswer.Done(new WithdrawalReceipt(deleted, withdrawal.tokens().size() - deleted, ON, log.signature(done.message())).toBytes());
  }

  private ServerAnswer refused(Route route) {
    Problem why = reasons.getOrDefault(route, new Problem("epoch", "is over"));
    return new ServerAnswer.Refused(new ProblemDocument(refusals.get(route), "0123456789ab", List.of(why)));
  }

  private static ServerAnswer refused(ProblemCode code) {
    return new ServerAnswer.Refused(new ProblemDocument(code, "0123456789ab", List.of(new Problem("epoch", "is over"))));
  }

  private static String place(Route route, String path, int number) {
    Matcher places = Pattern.compile(route.template().replaceAll("\\{[a-z]+}", "([A-Za-z0-9_-]+)")).matcher(path);
    if (!places.matches()) {
      throw new IllegalArgumentException(path);
    }
    return places.group(number);
  }
}
