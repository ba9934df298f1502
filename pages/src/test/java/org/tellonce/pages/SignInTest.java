package org.tellonce.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir
  Path folder = Path.of("");
  private Instant now = Instant.parse("2026-03-02T09:00:00Z");
  private StaffStore staff;
  private SignIn signIn;
  private Totp totp;

  @BeforeEach
  void enrol() {
    staff = store();
    signIn = new SignIn(staff, () -> now, new SecureRandom());
    totp = signIn.enrol("worker-7", PASSWORD);
  }

  private StaffStore store() {
    return new StaffStore(PrivateDatabase.open(folder.resolve("desk.db"), List.of(StaffStore.SCHEMA)));
  }

  private SignIn.Outcome attempt(String password, String code) {
    return signIn.attempt("worker-7", password, code);
  }

  @Test
  void nameAndPasswordAndCode_signIn() {
    assertThat(attempt(PASSWORD, totp.digits(now))).isEqualTo(new SignIn.Outcome.Welcome("worker-7"));
  }

  @Test
  void eachOfThemWrong_doesNot() {
    assertThat(attempt("correct horse batterz", totp.digits(now))).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(attempt(PASSWORD, totp.digits(now.plusSeconds(300)))).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(attempt(PASSWORD, "")).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(signIn.attempt("worker-8", PASSWORD, totp.digits(now))).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(signIn.attempt("Worker 7", PASSWORD, totp.digits(now))).isInstanceOf(SignIn.Outcome.Wrong.class);
  }

  @Test
  void aCode_isGoodOnce_andForAStepBeforeAndAfter() {
    String early = totp.digits(now.minusSeconds(30));
    String late = totp.digits(now.plusSeconds(30));
    assertThat(attempt(PASSWORD, early.substring(0, 3) + " " + early.substring(3))).isInstanceOf(SignIn.Outcome.Welcome.class);
    assertThat(attempt(PASSWORD, early)).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(attempt(PASSWORD, late)).isInstanceOf(SignIn.Outcome.Welcome.class);
    assertThat(attempt(PASSWORD, totp.digits(now))).as("older than one that was used").isInstanceOf(SignIn.Outcome.Wrong.class);
  }

  @Test
  void fiveWrongTries_lockTheNameForFifteenMinutes_alsoAfterARestart() {
    for (int i = 0; i < 5; i++) {
      assertThat(attempt("wrong", "000000")).isInstanceOf(SignIn.Outcome.Wrong.class);
    }
    assertThat(attempt(PASSWORD, totp.digits(now))).isEqualTo(new SignIn.Outcome.Locked(now.plus(SignIn.LOCK)));
    signIn = new SignIn(store(), () -> now, new SecureRandom());
    now = now.plus(SignIn.LOCK).minusSeconds(1);
    assertThat(attempt(PASSWORD, totp.digits(now))).isInstanceOf(SignIn.Outcome.Locked.class);
    now = now.plusSeconds(1);
    assertThat(attempt(PASSWORD, totp.digits(now))).isInstanceOf(SignIn.Outcome.Welcome.class);
  }

  @Test
  void aRightTry_forgetsTheWrongOnes() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        attempt("wrong", "000000");
      }
      now = now.plus(Duration.ofSeconds(30));
      assertThat(attempt(PASSWORD, totp.digits(now))).isInstanceOf(SignIn.Outcome.Welcome.class);
    }
  }

  /// Else the lock would tell who has an account.
  @Test
  void aNameThatNobodyHas_isLockedTheSameWay() {
    for (int i = 0; i < 5; i++) {
      assertThat(signIn.attempt("nobody", "wrong", "000000")).isInstanceOf(SignIn.Outcome.Wrong.class);
    }
    assertThat(signIn.attempt("nobody", "wrong", "000000")).isInstanceOf(SignIn.Outcome.Locked.class);
    assertThat(attempt(PASSWORD, totp.digits(now))).isInstanceOf(SignIn.Outcome.Welcome.class);
  }

  @Test
  void resetting_givesAnotherPasswordAndSecret_andEndsTheLock() {
    for (int i = 0; i < 5; i++) {
      attempt("wrong", "000000");
    }
    Totp other = signIn.enrol("worker-7", "a wholly other password");
    assertThat(attempt(PASSWORD, other.digits(now))).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(attempt("a wholly other password", totp.digits(now))).isInstanceOf(SignIn.Outcome.Wrong.class);
    assertThat(attempt("a wholly other password", other.digits(now))).isInstanceOf(SignIn.Outcome.Welcome.class);
    assertThat(staff.remove("worker-7")).isTrue();
    now = now.plusSeconds(30);
    assertThat(attempt("a wholly other password", other.digits(now))).isInstanceOf(SignIn.Outcome.Wrong.class);
  }

  @Test
  void whatIsKept_isForItsOwnerAlone_andHoldsNoPassword() throws IOException {
    Path file = folder.resolve("desk.db");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)).contains("$argon2id$v=19$m=47104,t=1,p=1$")
        .doesNotContain(
            PASSWORD);
    assertThat(totp).hasToString("Totp[redacted]");
    assertThat(staff.find("worker-7")).hasToString("Optional[Account[redacted]]");
  }

  @Test
  void aShortPassword_isNone() {
    assertThat(SignIn.passwordFlaw("eleven char")).isPresent();
    assertThat(SignIn.passwordFlaw("twelve chars")).isEmpty();
    assertThat(SignIn.passwordFlaw("x".repeat(201))).isPresent();
    assertThatThrownBy(() -> signIn.enrol("worker-7", "short")).isInstanceOf(IllegalArgumentException.class);
  }
}
