package org.tellonce.benchmarks.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.tellonce.benchmarks.growth.GrowthRules;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.server.Schema;
import org.tellonce.server.audit.Accountable;
import org.tellonce.server.audit.Announcements;
import org.tellonce.server.audit.Checkpoints;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogKey;
import org.tellonce.server.audit.LogReport;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.audit.LogVerification;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// Lets a log grow in batches, each a transaction that is on the disk before the next, with checkpoints between; then verifies all of it from the file.
final class LogBenchmark {
  /// Events of one transaction.
  static final int BATCH = 1_000;
  private static final int CHECKPOINT = 100_000;
  private static final long SEED = 1;

  private final Path folder;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Consumer<String> progress;

  LogBenchmark(Path folder, InstantSource clock, SecureRandom random, Consumer<String> progress) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    this.progress = progress;
  }

  /// What was seen.
  ///
  /// @param appending without the checkpoints
  /// @param loadAppending of the machine over the last minute, after appending
  /// @param loadVerifying after verifying
  record Seen(long leaves, Duration appending, Duration checkpoints, Duration verifying, long fileBytes, double loadAppending, double loadVerifying) {

    /// One Markdown table.
    String markdown() {
      return String.join("\n", List.of("| | |", "|---|---|", row("leaves", (double) leaves, "%.0f"), row("appending, leaves per second", leaves
          / seconds(
              appending), "%.0f"), row("… load average", loadAppending, "%.2f"), row("checkpoints, s for each 100 000 leaves", seconds(checkpoints)
                  * CHECKPOINT / leaves, "%.2f"), row("file, MB", fileBytes / 1e6, "%.0f"), row("verifying all, s", seconds(verifying), "%.2f"), row(
                      "… for a million leaves, s", seconds(verifying) * 1e6 / leaves, "%.2f"), row("… load average", loadVerifying, "%.2f"), ""));
    }

    private static String row(String what, double value, String format) {
      return "| " + what + " | " + String.format(Locale.ROOT, format, value) + " |";
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }
  }

  /// @throws IllegalStateException if the log that was made is not sound
  Seen run(long leaves) {
    IndexKey key = IndexKey.random(random);
    KeyPair pair = LogKey.random(random);
    var identity = new LogIdentity("tellonce/growth", LogKey.publicKey(pair));
    Rules rules = GrowthRules.on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), identity);
    Digest certificate = Digest.of(new byte[0]);
    Path file = folder.resolve("server.db");
    var store = new LogStore(key, random);
    Duration appending = Duration.ZERO;
    Duration checkpoints = Duration.ZERO;
    try (Database database = Database.open(file, Schema.MIGRATIONS)) {
      var log = new EventLog(store, clock, random);
      var making = new Checkpoints(database, store, logKey(pair, identity), () -> identity, clock);
      new Announcements(database, store, log).rules(rules);
      database.writing(handle -> log.append(handle, draft -> new CertificateEvent(draft.at(), Optional.empty(), certificate, clock.instant()
          .truncatedTo(ChronoUnit.SECONDS))));
      var events = new MadeUpEvents(new Random(SEED));
      for (long done = 0; done < leaves; done += BATCH) {
        var batch = events.next((int) Math.min(BATCH, leaves - done));
        Instant start = clock.instant();
        database.writing(handle -> log.appendAll(handle, batch));
        appending = appending.plus(since(start));
        if ((done + batch.size()) % CHECKPOINT == 0 || done + batch.size() == leaves) {
          Instant begin = clock.instant();
          making.make();
          checkpoints = checkpoints.plus(since(begin));
          progress.accept((done + batch.size()) + " of " + leaves + " leaves");
        }
      }
    }
    double loadAppending = load();
    Instant start = clock.instant();
    LogReport report = Database.look(file, Schema.MIGRATIONS, handle -> new LogVerification(store, progress).verify(handle, new Accountable(rules,
        certificate, Optional.empty(), Map.of(), Map.of()), clock.instant()));
    Duration verifying = since(start);
    if (!report.isSound()) {
      throw new IllegalStateException("the log is not sound: " + report.differences().getFirst());
    }
    return new Seen(leaves, appending, checkpoints, verifying, size(file), loadAppending, load());
  }

  private LogKey logKey(KeyPair pair, LogIdentity identity) {
    Path file = folder.resolve("log.key");
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, LogKey.pem(pair));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LogKey.load(file, identity).orThrow();
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
