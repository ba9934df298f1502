package org.tellonce.server;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.agreements.RulesFile;
import org.tellonce.server.audit.Checkpoints;
import org.tellonce.server.audit.LogKey;
import org.tellonce.server.audit.SignedDocuments;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.flags.QueueFolder;
import org.tellonce.server.transport.ApiListener;
import org.tellonce.server.transport.CallLimits;
import org.tellonce.server.transport.CallLog;
import org.tellonce.server.transport.Connections;
import org.tellonce.server.transport.Door;
import org.tellonce.server.transport.Management;
import org.tellonce.server.transport.NonceMemory;
import org.tellonce.server.transport.ServerIdentity;

/// A running server: the wiring, top to bottom, every object built once. What is opened is closed in the opposite order.
final class LinkageServer implements AutoCloseable {
  private static final long REFRESH_MILLIS = 10_000;
  private static final long START_SECONDS = 30;
  private static final int CONNECTIONS_PER_AGENCY = 16;
  private static final Duration STILL = Duration.ofSeconds(60);
  private static final int SLOWEST = 16 * 1024;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> begun;
  private final int port;
  private final int managementPort;

  /// Starts a server and waits until it answers.
  ///
  /// @param parameters the comparison's parameters that this program ships
  /// @param tell what the operator should know goes there, a line each: at the start, and when rules change
  /// @throws Stop if a file is missing, wrong or open to others, if the rules are not signed, or if another server has the folder
  static LinkageServer start(ServerConfig config, Path dir, Function<SizeClass, Parameters> parameters, Consumer<String> tell, InstantSource clock,
      SecureRandom random) {
    return new LinkageServer(config, dir, parameters, tell, clock, random);
  }

  private LinkageServer(ServerConfig config, Path dir, Function<SizeClass, Parameters> shipped, Consumer<String> tell, InstantSource clock,
      SecureRandom random) {
    try {
      // Who we are, and by which rules.
      RulesFile rulesFile = config.rulesFile();
      SignedRules signed = rulesFile.required();
      Parsed.of(misfits(shipped, signed.rules()), signed::rules).in(config.files().rules().toString()).orStop(ExitCode.RULES);
      var rules = new CurrentRules(rulesFile, signed, newer -> newer.sizeClass() == signed.rules().sizeClass() ? misfits(shipped, newer)
          : List.of(new Problem("rules.size_class", "another than the running server has", "they are taken at its next start")), clock);
      var certificates = new Certificates(config, dir, rules, tell, clock, random);

      // What is kept of calls.
      opened(new ServerLog(config.files().log(), config.files().logDays()));
      var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      open.push(metrics::close);
      var callLog = new CallLog(metrics);

      // The rooms.
      IndexKey key = IndexKey.load(config.files().indexKey()).orStop(ExitCode.KEY);
      var database = opened(Database.open(config.files().database(), Schema.MIGRATIONS));
      database.narrowed().forEach(file -> tell.accept(file.getFileName()
          + " was open to its group or others: now it is its owner's only; ask yourself who may have read it"));
      LogKey logKey = LogKey.load(config.files().logKey(), signed.rules().log()).orStop(ExitCode.KEY);
      Rooms rooms = Rooms.over(database, new Rooms.Keys(key, config.files().epochKeys(random), logKey), shipped.apply(signed.rules().sizeClass()),
          rules, certificates.renewals(), tell, clock, random);

      Consumer<Throwable> mistakes = thrown -> callLog.mistake(incident(random), thrown);
      var night = opened(new WorkTimer(WorkTimer.nightly(config.expiryAt(), () -> rules.rules().timeZone()), clock, () -> {
        rooms.night().run();
        certificates.night();
      }, mistakes));

      // What counts only if the log has it.
      rooms.announcements().rules(signed.rules());
      certificates.begin(rooms.announcements());
      var checkpoints = opened(new WorkTimer(after -> Checkpoints.next(after, config.checkpointEvery()), clock, rooms.checkpoints()::make, mistakes));

      // The door.
      var nonces = opened(new NonceMemory(dir.resolve("nonces"), clock));
      var limits = new CallLimits(config.limits(), clock);
      var workers = opened(workers(config));
      var door = new Door(certificates.admission(), rooms.announcements()::certificate, limits, nonces, workers, callLog, random);

      // The sockets.
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2)
          .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
      open.push(() -> await(vertx.close()));
      var management = new Management(vertx, metrics, () -> !stopping.get() && !clock.instant().isBefore(nonces.opensAt()), certificates::told);
      HttpServer managementServer = listening(new Port("127.0.0.1", config.managementPort(), "management_port"), management.listen(config
          .managementPort()));
      var connections = new Connections(vertx, rules, new Connections.Bounds(config.connections(), CONNECTIONS_PER_AGENCY, STILL, SLOWEST));
      var listener = new ApiListener(vertx, certificates.identity(), certificates.trust(), connections);
      HttpServer server = listening(new Port(config.address(), config.port(), "port"),
          listener.listen(new HttpApi(rooms.handlers()).router(vertx, door), config.address(), config.port()));
      open.push(() -> await(server.close()));
      open.push(() -> stop(door, limits, config.stopLimit()));
      this.port = server.actualPort();
      this.managementPort = managementServer.actualPort();
      measure(metrics, limits, connections, certificates.identity(), rules);

      // What happens by itself.
      var brokered = new QueueFolder(dir.resolve(QueueFolder.NAME));
      vertx.setPeriodic(REFRESH_MILLIS, _ -> vertx.executeBlocking(() -> refresh(certificates, rules, rooms, brokered, tell))
          .onFailure(mistakes::accept));
      this.begun = CompletableFuture.allOf(night.start(), checkpoints.start());
      waitUntilSignaturesCanBeFresh(clock, nonces);
      notices(rules).forEach(tell);
      database.read(handle -> SignedDocuments.notices(handle, rules.rules(), rules.today())).forEach(tell);
    } catch (RuntimeException | Error e) {
      closeAll();
      throw e;
    }
  }

  /// Why a server of this program cannot serve by rules: enrolment asks before it installs them.
  ///
  /// @param shipped the comparison's parameters that this program ships
  static List<Problem> misfits(Function<SizeClass, Parameters> shipped, Rules rules) {
    return rules.misfits(new Digest(shipped.apply(rules.sizeClass()).digest()));
  }

  private static ThreadPoolExecutor workers(ServerConfig config) {
    return new ThreadPoolExecutor(config.workers(), config.workers(), 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(config.limits().atOnce()),
        Thread.ofPlatform().name("worker-", 0).factory());
  }

  private static List<String> notices(CurrentRules rules) {
    var notices = new ArrayList<String>();
    notices.add("rules " + rules.rules().number() + " of " + rules.rules().collaborative() + ", " + rules.rules().members().size() + " members");
    notices.addAll(rules.eligibility().contactNotices());
    return notices;
  }

  private static void measure(PrometheusMeterRegistry metrics, CallLimits limits, Connections connections, ServerIdentity identity,
      CurrentRules rules) {
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    metrics.gauge("tellonce.calls.running", limits, CallLimits::running);
    metrics.gauge("tellonce.connections", connections, Connections::count);
    metrics.gauge("tellonce.certificate.expires.seconds", identity, who -> who.expires().getEpochSecond());
    metrics.gauge("tellonce.rules.number", rules, current -> current.rules().number());
    metrics.gauge("tellonce.rules.not.taken", rules, current -> current.notTaken().isPresent() ? 1 : 0);
  }

  /// Takes certificates, rules and the coordinator's decisions over that came since, and does what follows from them.
  ///
  /// @return whether there was something to tell
  private static boolean refresh(Certificates certificates, CurrentRules rules, Rooms rooms, QueueFolder brokered, Consumer<String> tell) {
    boolean changed = certificates.refresh(rooms.announcements());
    Optional<String> line = rules.refresh(rooms.announcements()::rules);
    line.ifPresent(told -> {
      tell.accept(told);
      rooms.rulesTaken().run();
    });
    List<String> closed = brokered.take(rooms.brokering());
    closed.forEach(tell);
    return changed || line.isPresent() || !closed.isEmpty();
  }

  private static String incident(SecureRandom random) {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Signatures made in the second of the start cannot be told from those before it: less than a second to wait.
  private static void waitUntilSignaturesCanBeFresh(InstantSource clock, NonceMemory nonces) {
    long millis = Duration.between(clock.instant(), nonces.opensAt()).toMillis() + 1;
    if (millis > 0) {
      new CompletableFuture<@org.jspecify.annotations.Nullable Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
    }
  }

  private static HttpServer listening(Port port, io.vertx.core.Future<HttpServer> opening) {
    try {
      return await(opening);
    } catch (CompletionException e) {
      throw port.refused(e);
    }
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  /// Waits until what a start does beside answering is done: the night's work, and a checkpoint.
  void awaitBegun() {
    begun.join();
  }

  /// Where agencies call.
  int port() {
    return port;
  }

  /// Where the operator's tools call.
  int managementPort() {
    return managementPort;
  }

  /// Takes no new call and waits for those that have begun.
  private static void stop(Door door, CallLimits limits, Duration limit) {
    door.stop();
    try {
      limits.awaitIdle(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the server: refuses new calls, finishes those that have begun, closes everything. A second call waits for the first.
  @Override
  public void close() {
    if (stopping.compareAndSet(false, true)) {
      closeAll();
      closed.countDown();
    } else {
      awaitClosed();
    }
  }

  /// Waits until the server has ended.
  void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One that does not close must not keep the others open.
  private void closeAll() {
    var thrown = new ArrayList<Exception>();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        thrown.add(e);
      }
    }
    if (!thrown.isEmpty()) {
      throw new IllegalStateException("not everything could be closed", thrown.getFirst());
    }
  }
}
