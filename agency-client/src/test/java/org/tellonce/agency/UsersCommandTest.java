package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// `agency users`, and the night that sends the directory.
class UsersCommandTest extends EnrolledAgency {

  private int add(String user, String role) {
    return run("users", "add", user, "--role", role, "--trained-until", "2099-01-31");
  }

  private Directory held() throws IOException {
    return Directory.parse(Files.readAllBytes(folder.resolve("directory.json"))).orThrow();
  }

  private List<Directory> sent() {
    return server.recorded.getOrDefault(Route.DIRECTORY, List.of()).stream().map(body -> Directory.parse(body).orThrow()).toList();
  }

  @Test
  void add_writesTheDirectory_forItsOwnerOnly_andTheNumberRises() throws IOException {
    assertThat(add("u-7f3a", "caseworker")).as(terminal.all()).isZero();
    assertThat(add("a-1", "supervisor")).isZero();
    assertThat(add("u-7f3a", "SUPERVISOR")).isZero();

    Path file = folder.resolve("directory.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(held().number()).isEqualTo(3);
    assertThat(held().users()).extracting(DirectoryUser::user).containsExactly("a-1", "u-7f3a");
    assertThat(held().find("u-7f3a").orElseThrow().role()).isEqualTo(UserRole.SUPERVISOR);
    assertThat(terminal.out()).contains("directory number 3, 2 users; the next night sends it");
  }

  @Test
  void list_tellsWhoMayNotAsk_andWhetherTheServerHasIt() {
    assertThat(run("users")).isZero();
    assertThat(terminal.out()).contains("Nobody may ask");
    letAsk();
    assertThat(run("users", "list")).isZero();
    assertThat(terminal.out()).contains("Directory number 1, not sent yet");
    assertThat(terminal.out().lines().filter(line -> line.contains("may not ask"))).hasSize(2).noneMatch(line -> line.contains("u-7f3a"));
    assertThat(run("users", "send")).isZero();
    assertThat(run("users")).isZero();
    assertThat(terminal.out()).contains("Directory number 1, as the server has it");
  }

  @Test
  void clear_needsASecondPersonWhoMayClear() throws IOException {
    add("u-7f3a", "caseworker");
    add("w-2", "caseworker");
    add("boss-1", "supervisor");

    assertThat(run("users", "clear", "u-7f3a")).isEqualTo(2);
    assertThat(run("users", "clear", "u-7f3a", "--by", "u-7f3a")).isEqualTo(3);
    assertThat(terminal.err()).contains("nobody clears themselves");
    assertThat(run("users", "clear", "u-7f3a", "--by", "w-2")).isEqualTo(3);
    assertThat(terminal.err()).contains("a caseworker does not clear others");
    assertThat(run("users", "clear", "nobody", "--by", "boss-1")).isEqualTo(3);
    assertThat(held().find("u-7f3a").orElseThrow().clearedOn()).isEmpty();

    assertThat(run("users", "clear", "u-7f3a", "--by", "boss-1")).as(terminal.all()).isZero();
    assertThat(held().find("u-7f3a").orElseThrow().clearedOn()).contains(LocalDate.ofInstant(NOW, ZoneId.systemDefault()));
    assertThat(add("u-7f3a", "caseworker")).isZero();
    assertThat(held().find("u-7f3a").orElseThrow().clearedOn()).as("a new training keeps it").isPresent();
  }

  @Test
  void remove_takesAUserOut() throws IOException {
    letAsk();

    assertThat(run("users", "remove", "late")).isZero();
    assertThat(held().find("late")).isEmpty();
    assertThat(run("users", "remove", "late")).isEqualTo(3);
    assertThat(terminal.err()).contains("no such user");
  }

  @Test
  void night_sendsTheDirectoryOnce_andAgainWhenItChanged() {
    assertThat(run("nightly")).isZero();
    assertThat(sent()).as("there is none").isEmpty();
    letAsk();

    assertThat(run("nightly")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("directory: number 1 sent, 4 users");
    assertThat(run("nightly")).isZero();
    assertThat(sent()).extracting(Directory::number).containsExactly(1L);

    run("users", "remove", "late");
    assertThat(run("nightly")).isZero();
    assertThat(sent()).extracting(Directory::number).containsExactly(1L, 2L);
  }

  @Test
  void night_goesOnWithADirectoryThatIsNotTaken() {
    letAsk();
    server.refuse(Route.DIRECTORY, ProblemCode.CONFLICT);

    assertThat(run("nightly")).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("directory: not sent: the server has a later directory of this agency than number 1",
        "nightly: child_welfare, 40 rows");
  }

  @Test
  void aDamagedDirectory_isTold_andNobodyAsks() throws IOException {
    Files.writeString(folder.resolve("directory.json"), "{}");

    assertThat(run("users")).isEqualTo(3);
    assertThat(terminal.err()).contains("directory.json", "mend it");
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("directory: not sent: ");
    assertThat(sent()).isEmpty();
  }
}
