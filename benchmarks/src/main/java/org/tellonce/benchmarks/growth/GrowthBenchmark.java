package org.tellonce.benchmarks.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.database.IndexKey;

/// Fills a database of each size, then measures nights and look-ups on all of them in turn, each on a database that was dropped from the file cache and freshly
/// opened.
final class GrowthBenchmark {
  /// So many lines a submission at most, whatever the size class allows.
  private static final int MOST_LINES = 50_000;
  /// So many known records a transaction where they do not come as submissions.
  private static final int MOST_AT_ONCE = 500_000;
  /// Whose night it is.
  private static final int OF_NIGHT = GrowthRules.AGENCIES - 1;
  /// Enough for their budgets of one day.
  private static final int USERS = 5_000;

  private final Path dir;
  private final Plan plan;
  private final Rules rules;
  private final MadeUpRecords made;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Consumer<String> progress;
  private final Map<Long, Sizes> sizes = new TreeMap<>();

  /// @param progress takes a line now and then
  GrowthBenchmark(Path dir, Plan plan, InstantSource clock, SecureRandom random, Consumer<String> progress) {
    this.dir = dir;
    this.plan = plan;
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    this.rules = GrowthRules.on(today);
    this.made = new MadeUpRecords(1, YearMonth.from(today));
    this.clock = clock;
    this.random = random;
    this.progress = progress;
  }

  /// What is to be measured.
  ///
  /// @param known how many records are known, each size a database
  /// @param night how many come in one night
  /// @param shareKnown which share of them is of a known person
  /// @param repetitions how many nights
  /// @param lookups how many look-ups after each night
  /// @param concurrent how many of them at once
  /// @param directFrom from this size on the known records do not come as submissions
  record Plan(List<Long> known, int night, double shareKnown, int repetitions, int lookups, int concurrent, long directFrom) {

    /// Whether the known records of a size are put into the stores directly.
    boolean isDirect(long size) {
      return size >= directFrom;
    }
  }

  /// What was seen at one size.
  ///
  /// @param load staging and commits of the first load
  /// @param fileMegabytes the database's file after all
  /// @param opening a database and its index, cold
  /// @param nights the nights, cold
  /// @param lookups the look-ups of each repetition, cold at its beginning, in ascending order
  /// @param loadAverages of the machine, at each night's end
  record Seen(long known, GrowthServer.Taken load, long fileMegabytes, List<Duration> opening, List<GrowthServer.Taken> nights,
      List<List<Duration>> lookups, List<Double> loadAverages) {}

  private record Sizes(Path file, IndexKey key, GrowthServer.Taken load, Seen seen) {}

  /// Measures everything.
  List<Seen> run() {
    for (long known : plan.known()) {
      load(known);
    }
    for (int repetition = 0; repetition < plan.repetitions(); repetition++) {
      for (Map.Entry<Long, Sizes> size : sizes.entrySet()) {
        progress.accept("night " + (repetition + 1) + " of " + plan.repetitions() + " against " + size.getKey());
        night(size.getKey(), size.getValue(), repetition);
        lookUps(size.getKey(), size.getValue(), repetition);
      }
    }
    return sizes.values().stream().map(size -> withFile(size)).toList();
  }

  private static Seen withFile(Sizes size) {
    Seen seen = size.seen();
    return new Seen(seen.known(), seen.load(), megabytes(size.file()), seen.opening(), seen.nights(), seen.lookups(), seen.loadAverages());
  }

  private static long megabytes(Path file) {
    try {
      return Files.size(file) / 1_000_000;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(long known) {
    Path file = dir.resolve("known-" + known + ".db");
    IndexKey key = IndexKey.random(random);
    int most = plan.isDirect(known) ? MOST_AT_ONCE : MOST_LINES;
    var load = new GrowthServer.Taken(Duration.ZERO, Duration.ZERO, new Effort(Duration.ZERO, 0, 0));
    try (GrowthServer server = new GrowthServer(file, key, rules, clock, random)) {
      for (int agency = 0; agency < GrowthRules.AGENCIES; agency++) {
        long ofAgency = (known - agency + GrowthRules.AGENCIES - 1) / GrowthRules.AGENCIES;
        for (long from = 0; from < ofAgency; from += most) {
          int number = agency;
          List<SubmittedRecord> records = LongStream.range(from, Math.min(ofAgency, from + most)).parallel()
              .mapToObj(i -> made.known(i * GrowthRules.AGENCIES + number)).toList();
          AgencyId whose = GrowthRules.agency(agency);
          load = load.plus(plan.isDirect(known) ? server.put(whose, records) : server.submit(whose, records));
        }
        progress.accept("first load of " + known + ": " + (agency + 1) + " of " + GrowthRules.AGENCIES + " agencies, "
            + load.total().toSeconds() + " s");
      }
    }
    sizes.put(known, new Sizes(file, key, load, new Seen(known, load, 0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
        new ArrayList<>())));
  }

  /// Numbers beyond all known ones: each repetition has its own.
  private long later(int repetition) {
    return Long.MAX_VALUE / 2 + (long) repetition * (plan.night() + plan.lookups());
  }

  private void night(long known, Sizes size, int repetition) {
    long first = later(repetition);
    List<SubmittedRecord> records = LongStream.range(first, first + plan.night()).mapToObj(i -> made.late(i, known, plan.shareKnown())).toList();
    try (GrowthServer server = coldly(size)) {
      size.seen().nights().add(server.submit(GrowthRules.agency(OF_NIGHT), records));
    }
    size.seen().loadAverages().add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private GrowthServer coldly(Sizes size) {
    FileCache.evict(size.file());
    Instant start = clock.instant();
    var server = new GrowthServer(size.file(), size.key(), rules, clock, random);
    server.publish(GrowthRules.agency(OF_NIGHT), USERS);
    OpeningAnswer _ = server.lookUp(GrowthRules.agency(OF_NIGHT), made.late(Long.MAX_VALUE, GrowthRules.AGENCIES, 0).record(), USERS - 1);
    size.seen().opening().add(Duration.between(start, clock.instant()));
    return server;
  }

  private void lookUps(long known, Sizes size, int repetition) {
    long first = later(repetition) + plan.night();
    List<SubmittedRecord> records = LongStream.range(first, first + plan.lookups()).mapToObj(i -> made.late(i, known, plan.shareKnown())).toList();
    List<Duration> took = new ArrayList<>();
    try (GrowthServer server = coldly(size);
        ExecutorService callers = Executors.newFixedThreadPool(plan.concurrent(), Thread.ofPlatform().name("caller-", 0).factory())) {
      List<Future<Duration>> calls = IntStream.range(0, records.size()).mapToObj(i -> callers.submit(() -> {
        Instant start = clock.instant();
        OpeningAnswer _ = server.lookUp(GrowthRules.agency(OF_NIGHT), records.get(i).record(), (repetition * plan.lookups() + i)
            / GrowthRules.ASKS_PER_USER);
        return Duration.between(start, clock.instant());
      })).toList();
      for (Future<Duration> call : calls) {
        took.add(call.get());
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
    took.sort(null);
    size.seen().lookups().add(took);
  }
}
