package org.tellonce.pages;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The rules of signing in: a pseudonym, its password and the six digits of its phone, all three. After five wrong tries in a row a name is locked for fifteen minutes,
/// also one that nobody has, so that nobody learns who is there.
public final class SignIn {

  /// So many wrong tries.
  public static final int MOST_WRONG = 5;
  /// So long a name is locked after them.
  public static final Duration LOCK = Duration.ofMinutes(15);

  private static final Pattern PSEUDONYM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
  private static final Pattern DIGITS = Pattern.compile("\\d{6}");

  private final StaffStore staff;
  private final Passwords passwords;
  private final InstantSource clock;
  private final SecureRandom random;

  public SignIn(StaffStore staff, InstantSource clock, SecureRandom random) {
    this.staff = staff;
    this.passwords = new Passwords(random);
    this.clock = clock;
    this.random = random;
  }

  /// How a try ended.
  public sealed interface Outcome {
    /// All three were right.
    record Welcome(String pseudonym) implements Outcome {}

    /// Something was wrong; what, nobody is told.
    record Wrong() implements Outcome {}

    /// Too many were wrong before.
    record Locked(Instant until) implements Outcome {}
  }

  /// Tries to sign somebody in.
  ///
  /// @param digits spaces between them do not count
  public Outcome attempt(String pseudonym, String password, String digits) {
    Instant now = clock.instant();
    if (!isPseudonym(pseudonym)) {
      return new Outcome.Wrong();
    }
    Optional<Instant> locked = staff.count(pseudonym, MOST_WRONG, LOCK, now);
    if (locked.isPresent()) {
      return new Outcome.Locked(locked.get());
    }
    if (!isRight(pseudonym, password, digits.replace(" ", ""), now)) {
      return new Outcome.Wrong();
    }
    staff.forget(pseudonym);
    return new Outcome.Welcome(pseudonym);
  }

  private boolean isRight(String pseudonym, String password, String digits, Instant now) {
    Optional<StaffStore.Account> account = staff.find(pseudonym);
    if (account.isEmpty() || password.length() > Passwords.MOST) {
      passwords.verifyNobody("");
      return false;
    }
    boolean known = passwords.verify(password, account.get().password());
    OptionalLong step = DIGITS.matcher(digits).matches() ? account.get().totp().step(digits, now, account.get().lastStep()) : OptionalLong.empty();
    return known && step.isPresent() && staff.use(pseudonym, step.getAsLong());
  }

  /// Whether a session in which somebody is signed in may go on.
  boolean stands(Session session) {
    return session.staff().filter(pseudonym -> staff.stands(pseudonym, session.begun())).isPresent();
  }

  /// Whether a text may stand as a pseudonym.
  public static boolean isPseudonym(String text) {
    return PSEUDONYM.matcher(text).matches();
  }

  /// Why a text is no password, if so.
  public static Optional<String> passwordFlaw(String password) {
    if (password.length() < Passwords.LEAST) {
      return Optional.of("a password has " + Passwords.LEAST
          + " characters or more; a few words that go together only for you are easy to keep in mind");
    }
    return password.length() > Passwords.MOST ? Optional.of("a password has at most " + Passwords.MOST + " characters") : Optional.empty();
  }

  /// Makes an account, or gives one a new password and a new secret.
  ///
  /// @return the new secret, to be shown once
  /// @throws IllegalArgumentException if pseudonym or password are none
  public Totp enrol(String pseudonym, String password) {
    if (!isPseudonym(pseudonym) || passwordFlaw(password).isPresent()) {
      throw new IllegalArgumentException("not a pseudonym, or not a password");
    }
    Totp totp = Totp.random(random);
    staff.put(pseudonym, passwords.hash(password), totp, clock.instant());
    return totp;
  }
}
