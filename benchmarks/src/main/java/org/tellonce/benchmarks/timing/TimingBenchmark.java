package org.tellonce.benchmarks.timing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tellonce.benchmarks.growth.GrowthServer;
import org.tellonce.benchmarks.timing.Sample.Try;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.database.IndexKey;

/// Asks a running server for empty answers of each case, in an order of chance, and takes the time; then asks its rooms the same, one after the other and without the tick.
///
/// A case that would be empty by itself measures nothing. So one young person of each screened case is asked about first while nothing hides the screening: it must be shown.
final class TimingBenchmark {
  /// Each young person is asked about a few times, by another user each time.
  private static final int TIMES = 3;
  private static final int USERS = 200;
  private static final List<Case> CASES = List.of(Case.values());

  private final Path dir;
  private final Plan plan;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Consumer<String> progress;
  private final TimingPeople people;
  private final LocalDate today;

  /// @param dir an empty folder
  /// @param progress takes a line now and then
  TimingBenchmark(Path dir, Plan plan, InstantSource clock, SecureRandom random, Consumer<String> progress) {
    this.dir = dir;
    this.plan = plan;
    this.clock = clock;
    this.random = random;
    this.progress = progress;
    this.today = LocalDate.ofInstant(clock.instant(), TimingCollaborative.ZONE);
    this.people = new TimingPeople(YearMonth.from(today), plan.tries() / (TIMES * CASES.size()) + 1);
  }

  /// What is to be asked.
  ///
  /// @param tries how many questions of each kind
  /// @param concurrent how many of them at once
  /// @param seed of the order of the cases
  record Plan(int tries, int concurrent, long seed) {}

  /// What is asked.
  enum Kind {
    /// A look-up.
    LOOK_UP("look-up"),
    /// An opening.
    OPENING("opening");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /// The times of one kind.
  ///
  /// @param calls from the request to the last byte of the answer
  /// @param work of the server's rooms before the tick
  record Measured(Kind kind, Sample calls, Sample work) {}

  /// Asks one question.
  private interface Asking {
    OpeningAnswer ask(Kind kind, Case of, int number, int user);
  }

  /// Measures everything.
  List<Measured> run() {
    progress.accept("a collaborative of three agencies");
    var collaborative = new TimingCollaborative(dir, clock, random);
    Rules rules = collaborative.rules(DisclosureProfile.P2);
    Map<Kind, Sample> calls = new EnumMap<>(Kind.class);
    try (ServerProgram server = ServerProgram.start(collaborative.server()); var asking = new TimingClient(collaborative,
        TimingCollaborative.ASKING, rules, server.address(), clock, random)) {
      fill(collaborative, rules, server, asking);
      for (Kind kind : Kind.values()) {
        progress.accept(plan.tries() + " times " + kind + ", over TLS");
        calls.put(kind, Sample.of(asked(kind, plan.concurrent(), (each, of, number, user) -> switch (each) {
          case LOOK_UP -> asking.looksUp(people.stranger(of, number), user);
          case OPENING -> asking.opens(people.own(of, number).token(), user);
        })));
      }
    }
    IndexKey key = IndexKey.load(collaborative.server().resolve("index.key")).orThrow();
    Path database = collaborative.server().resolve("server.db");
    try (var shown = new GrowthServer(database, key, collaborative.rules(DisclosureProfile.P3), clock, random)) {
      requireShown(shown.lookUp(TimingCollaborative.ASKING, people.stranger(Case.HIDDEN, 0), 0));
      requireShown(shown.open(TimingCollaborative.ASKING, people.own(Case.HIDDEN, 0).token(), 0));
    }
    List<Measured> measured = new ArrayList<>();
    try (var rooms = new GrowthServer(database, key, rules, clock, random)) {
      for (Kind kind : Kind.values()) {
        progress.accept(plan.tries() + " times " + kind + ", the work alone");
        measured.add(new Measured(kind, calls.getOrDefault(kind, Sample.of(List.of())), Sample.of(asked(kind, 1, (each, of, number,
            user) -> switch (each) {
              case LOOK_UP -> rooms.lookUp(TimingCollaborative.ASKING, people.stranger(of, number), user);
              case OPENING -> rooms.open(TimingCollaborative.ASKING, people.own(of, number).token(), user);
            }))));
      }
    }
    return measured;
  }

  private void fill(TimingCollaborative collaborative, Rules rules, ServerProgram server, TimingClient asking) {
    var _ = asking.directs(GrowthServer.directory(today, USERS));
    var _ = asking.submits(people.own());
    try (var named = new TimingClient(collaborative, TimingCollaborative.NAMED, rules, server.address(), clock, random);
        var hiding = new TimingClient(collaborative, TimingCollaborative.HIDING, rules, server.address(), clock, random)) {
      var _ = named.directs(GrowthServer.directory(today, 1));
      List<SubmittedRecord> screened = people.screened(Case.SHIELDED);
      var _ = named.submits(screened);
      var _ = hiding.submits(people.screened(Case.HIDDEN));
      requireShown(asking.looksUp(people.stranger(Case.SHIELDED, 0), 0));
      requireShown(asking.opens(people.own(Case.SHIELDED, 0).token(), 0));
      progress.accept(screened.size() + " shields");
      for (SubmittedRecord record : screened) {
        RecordToken token = record.token();
        var _ = named.shields(token, 0);
      }
    }
  }

  private static void requireShown(OpeningAnswer answer) {
    if (!(answer instanceof OpeningAnswer.PointerAnswer)) {
      throw new IllegalStateException("a screening that nothing hides is not shown: what would be measured means nothing");
    }
  }

  /// Asks after all cases, in an order of chance.
  private List<Try> asked(Kind kind, int concurrent, Asking asking) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, plan.tries()).boxed().toList());
    Collections.shuffle(order, new Random(plan.seed() * 31 + kind.toString().hashCode()));
    try (ExecutorService callers = Executors.newFixedThreadPool(concurrent, Thread.ofPlatform().name("caller-", 0).factory())) {
      for (int warm = 0; warm < concurrent; warm++) {
        var _ = tried(kind, asking, warm);
      }
      List<Future<Try>> calls = order.stream().map(number -> callers.submit(() -> tried(kind, asking, number))).toList();
      List<Try> tries = new ArrayList<>();
      for (Future<Try> call : calls) {
        tries.add(call.get());
      }
      return tries;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Try tried(Kind kind, Asking asking, int number) {
    Case of = CASES.get(number % CASES.size());
    int person = number / CASES.size() % people.each();
    long begun = System.nanoTime();
    OpeningAnswer answer = asking.ask(kind, of, person, number % USERS);
    double millis = (System.nanoTime() - begun) / 1e6;
    if (!(answer instanceof OpeningAnswer.Nothing)) {
      throw new IllegalStateException("an answer is not empty: what was measured means nothing");
    }
    return new Try(of, millis);
  }
}
