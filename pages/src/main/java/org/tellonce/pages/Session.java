package org.tellonce.pages;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One browser at work, from its first page to its end. It lives in memory only, and what pages keep in it ends with it. **Plaintext** may stand in it: prints
/// `[redacted]`.
///
/// Several requests may use it at once.
public final class Session {

  private final String csrf;
  private final Instant begun;
  private final Optional<String> staff;
  private final Map<Class<?>, Object> kept = new HashMap<>();
  private Instant seen;
  private Language language;

  /// @param csrf the token that each form of this session carries
  /// @param staff the pseudonym of who is signed in
  Session(String csrf, Optional<String> staff, Language language, Instant begun) {
    this.csrf = csrf;
    this.staff = staff;
    this.language = language;
    this.begun = begun;
    this.seen = begun;
  }

  /// The token that each form carries.
  public String csrf() {
    return csrf;
  }

  /// The pseudonym of who is signed in, if somebody is.
  public Optional<String> staff() {
    return staff;
  }

  /// Which language its pages are in.
  public synchronized Language language() {
    return language;
  }

  /// Chooses another language for the pages to come.
  public synchronized void speak(Language chosen) {
    language = chosen;
  }

  /// What pages of one kind keep here, made at the first question.
  public synchronized <T> T kept(Class<T> kind, Supplier<T> anew) {
    return kind.cast(kept.computeIfAbsent(kind, _ -> anew.get()));
  }

  Instant begun() {
    return begun;
  }

  synchronized boolean isOver(Instant now) {
    return !now.isBefore(seen.plus(Sessions.IDLE)) || !now.isBefore(begun.plus(Sessions.LONGEST));
  }

  synchronized void touch(Instant now) {
    seen = now;
  }

  synchronized Instant seen() {
    return seen;
  }

  @Override
  public String toString() {
    return "Session[redacted]";
  }
}
