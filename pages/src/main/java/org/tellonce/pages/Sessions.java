package org.tellonce.pages;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The sessions of this process. A session ends after fifteen minutes without a request, after eight hours, at sign-out, and with the process.
///
/// At most a thousand: then the one that was quiet longest goes, one that is signed in last of all.
public final class Sessions {

  /// How long a session may be quiet.
  public static final Duration IDLE = Duration.ofMinutes(15);
  /// How long it may last.
  public static final Duration LONGEST = Duration.ofHours(8);

  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Session> sessions = new HashMap<>();

  public Sessions(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// A session and the name that its browser knows it by, which nobody can guess.
  ///
  /// @param id stands in the cookie; prints `[redacted]`
  public record Begun(String id, Session session) {
    @Override
    public String toString() {
      return "Begun[redacted]";
    }
  }

  /// The session of a cookie, if it is not over; this counts as a sign of life.
  public synchronized Optional<Session> find(String id) {
    Session session = sessions.get(id);
    if (session == null) {
      return Optional.empty();
    }
    if (session.isOver(clock.instant())) {
      sessions.remove(id);
      return Optional.empty();
    }
    session.touch(clock.instant());
    return Optional.of(session);
  }

  /// Begins a session for a browser in which nobody is signed in.
  public synchronized Begun begin(Language language) {
    return begin(Optional.empty(), language);
  }

  /// Begins a new session for somebody who has just signed in: the one before ends, so that nobody else knows the new one's name.
  public synchronized Begun signIn(String before, String staff, Language language) {
    sessions.remove(before);
    return begin(Optional.of(staff), language);
  }

  /// Ends a session.
  public synchronized void end(String id) {
    sessions.remove(id);
  }

  private Begun begin(Optional<String> staff, Language language) {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> session.isOver(now));
    if (sessions.size() >= MOST) {
      sessions.entrySet().stream().min(Comparator.comparing((Map.Entry<String, Session> e) -> e.getValue().staff().isPresent()).thenComparing(
          e -> e.getValue().seen())).ifPresent(oldest -> sessions.remove(oldest.getKey()));
    }
    Session session = new Session(RandomText.of(random), staff, language, now);
    String id = RandomText.of(random);
    sessions.put(id, session);
    return new Begun(id, session);
  }
}
