package org.tellonce.server.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.REQUEST;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.audit.DirectoryEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.server.TestServer;

class UsersTest {
  private static final String LOCKED = ": a second person of the agency looks at why and clears the user in the directory";

  @TempDir
  private Path folder;
  private TestServer server;
  private Users users;

  @BeforeEach
  void open() {
    server = new TestServer(folder.resolve("server.db"));
    users = new Users(new DirectoryStore(server.key, new SecureRandom()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private DirectoryOutcome take(long number, DirectoryUser... listed) {
    return server.directories.take(CHILD_WELFARE, Directory.of(number, List.of(listed)), REQUEST, server.rules);
  }

  private DirectoryUser user(UserRole role, LocalDate trainedUntil, LocalDate... cleared) {
    return new DirectoryUser("u-1", role, trainedUntil, Optional.of(cleared).filter(days -> days.length > 0).map(days -> days[0]));
  }

  private Optional<String> refusal() {
    return server.database.read(handle -> users.refusal(handle, CHILD_WELFARE, "u-1", server.today));
  }

  private void lock() {
    server.database.writing(handle -> users.lock(handle, CHILD_WELFARE, "u-1", server.today));
  }

  @Test
  void onlyWhomTheDirectoryNames_trainedAndNotSworn_mayAsk() {
    assertThat(refusal()).contains("unknown pseudonym");
    take(1, user(UserRole.SUPERVISOR, server.today));
    assertThat(refusal()).isEmpty();
    assertThat(server.database.<Optional<String>>read(handle -> users.refusal(handle, SCHOOL, "u-1", server.today))).contains("unknown pseudonym");
    server.today = server.today.plusDays(1);
    assertThat(refusal()).contains("training is over");
    take(2, user(UserRole.SWORN, server.today));
    assertThat(refusal()).contains("a sworn officer does not ask: the coordinator calls back");
    take(3);
    assertThat(refusal()).contains("unknown pseudonym");
  }

  @Test
  void directory_isTakenByItsNumber_andEachIsALeaf() {
    DirectoryUser user = user(UserRole.CASEWORKER, server.today);
    assertThat(take(7, user)).isEqualTo(new DirectoryOutcome.Taken(new Recorded(server.today)));
    assertThat(take(7, user)).as("again").isEqualTo(new DirectoryOutcome.Taken(new Recorded(server.today)));
    assertThat(take(7)).isEqualTo(new DirectoryOutcome.Conflict(7));
    assertThat(take(6)).isEqualTo(new DirectoryOutcome.Conflict(7));
    assertThat(refusal()).isEmpty();
    assertThat(server.directories.take(new AgencyId("stranger"), Directory.of(1, List.of()), REQUEST, server.rules)).isEqualTo(
        new DirectoryOutcome.NotAllowed(Refusal.NOT_A_MEMBER));
    List<LoggedEvent> events = server.database.read(handle -> server.log.all(handle).list());
    assertThat(events.stream().map(LoggedEvent::event).filter(DirectoryEvent.class::isInstance)).hasSize(2).allSatisfy(event -> assertThat(event)
        .isInstanceOfSatisfying(DirectoryEvent.class, taken -> assertThat(taken.number()).isEqualTo(7)));
  }

  @Test
  void lockedUser_isClearedByALaterDirectoryOnly() {
    LocalDate day = server.today;
    LocalDate far = day.plusYears(1);
    take(1, user(UserRole.CASEWORKER, far, day.plusDays(30)));
    lock();
    assertThat(refusal()).as("a date that was written down before").contains("locked since " + day + LOCKED);
    take(2, user(UserRole.CASEWORKER, far, day.minusDays(1)));
    assertThat(refusal()).as("cleared before the lock").isNotEmpty();
    take(3, user(UserRole.CASEWORKER, far, day.plusDays(1)));
    assertThat(refusal()).as("not yet").isNotEmpty();
    take(4);
    take(5, user(UserRole.CASEWORKER, far));
    assertThat(refusal()).as("away and back").isNotEmpty();
    DirectoryUser cleared = user(UserRole.CASEWORKER, far, day);
    take(6, cleared);
    assertThat(refusal()).isEmpty();
    lock();
    take(6, cleared);
    assertThat(refusal()).as("the same directory again").isNotEmpty();
    take(7, cleared);
    assertThat(refusal()).isEmpty();
  }
}
