package org.tellonce.server.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tellonce.protocol.agreements.AgencyId;

/// How much is done at once, per minute and per day, so that no agency and no mistake can exhaust the server, or fill its disk and the witnesses' copies with
/// leaves that stay for good. For any thread.
public final class CallLimits {

  /// The bounds.
  ///
  /// @param atOnce calls of all agencies
  /// @param atOncePerAgency calls of one
  /// @param perMinute calls of one agency in the long run; as many at once after a pause
  /// @param loggedPerDay calls of one agency that become events of the log, in the same way
  public record Bounds(int atOnce, int atOncePerAgency, int perMinute, int loggedPerDay) {
    public Bounds {
      if (atOnce < 1 || atOncePerAgency < 1 || perMinute < 1 || loggedPerDay < 1) {
        throw new IllegalArgumentException("a server that takes no call is none");
      }
    }
  }

  /// Whether a call may begin.
  public sealed interface Entry {}

  /// It may not yet.
  public record Wait(int seconds) implements Entry {}

  /// It may; closing gives the place to the next.
  public final class Slot implements Entry, AutoCloseable {
    private final AgencyId agency;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Slot(AgencyId agency) {
      this.agency = agency;
    }

    /// Once is enough, twice does no harm.
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave(agency);
      }
    }
  }

  private static final class Use {
    private int running;
    private double tokens;
    private double logged;
    private Instant filled;

    Use(Bounds bounds, Instant filled) {
      this.tokens = bounds.perMinute;
      this.logged = bounds.loggedPerDay;
      this.filled = filled;
    }
  }

  /// What adding up thirds of a second may be off by.
  private static final double ROUNDING = 1e-6;
  private static final double SECONDS_OF_DAY = 86_400;

  private final Bounds bounds;
  private final InstantSource clock;
  private final Map<AgencyId, Use> uses = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int running;

  /// Limits that are not used yet.
  public CallLimits(Bounds bounds, InstantSource clock) {
    this.bounds = bounds;
    this.clock = clock;
  }

  /// Begins a call of an agency.
  ///
  /// @param isLogged whether it becomes an event of the log
  public Entry enter(AgencyId agency, boolean isLogged) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Use use = uses.computeIfAbsent(agency, _ -> new Use(bounds, now));
      double perSecond = bounds.perMinute / 60.0;
      double loggedPerSecond = bounds.loggedPerDay / SECONDS_OF_DAY;
      double seconds = Math.max(0, Duration.between(use.filled, now).toMillis()) / 1000.0;
      use.tokens = Math.min(bounds.perMinute, use.tokens + seconds * perSecond);
      use.logged = Math.min(bounds.loggedPerDay, use.logged + seconds * loggedPerSecond);
      use.filled = now;
      if (use.tokens < 1 - ROUNDING) {
        return wait(use.tokens, perSecond);
      }
      if (isLogged && use.logged < 1 - ROUNDING) {
        return wait(use.logged, loggedPerSecond);
      }
      if (running >= bounds.atOnce || use.running >= bounds.atOncePerAgency) {
        return new Wait(1);
      }
      use.tokens--;
      use.logged -= isLogged ? 1 : 0;
      use.running++;
      running++;
      return new Slot(agency);
    } finally {
      lock.unlock();
    }
  }

  private static Wait wait(double left, double perSecond) {
    return new Wait((int) Math.ceil((1 - left) / perSecond - ROUNDING));
  }

  private void leave(AgencyId agency) {
    lock.lock();
    try {
      Use use = uses.get(agency);
      if (use != null) {
        use.running--;
      }
      running--;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many calls are being answered.
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until no call is being answered.
  ///
  /// @return whether that was so within the limit
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (running > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = left.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
