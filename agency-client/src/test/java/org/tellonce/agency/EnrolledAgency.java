package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.LoopbackServer;
import org.tellonce.keys.AtomicFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.UserRole;

/// An agency that is enrolled with a server on this machine, and its terminal: what tests of commands begin with. Its roster holds unmistakable words: none of them
/// may be shown.
abstract class EnrolledAgency {
  static final Instant NOW = Instant.now();
  static final TestCustodians CUSTODIANS = new TestCustodians(NOW);

  @TempDir
  Path temporary;

  final FakeServer server = new FakeServer(CUSTODIANS.signed(CUSTODIANS.rules()));
  Terminal terminal = new Terminal(Path.of(""));
  Path folder = Path.of("");
  Optional<LoopbackServer> running = Optional.empty();

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    LoopbackServer loopback = LoopbackServer.start(server, CUSTODIANS);
    running = Optional.of(loopback);
    terminal = new Terminal(temporary);
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, loopback.url());
    roster(rows(40));
  }

  @AfterEach
  void stop() {
    running.ifPresent(LoopbackServer::close);
  }

  static String rows(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "QQ-" + i + ",Zebulon,Quillon" + (char) ('a' + i % 26) + "ix,2009-04-" + (10 + i % 19)
        + "\n")
        .collect(Collectors.joining());
  }

  void roster(String rows) throws IOException {
    Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,family_name,date_of_birth\n" + rows);
  }

  int run(Object... args) {
    Object[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--dir";
    all[args.length + 1] = folder;
    return terminal.run(NOW, all);
  }

  /// Writes a directory: of `u-7f3a`, who may ask, `officer`, who is sworn, and `late`, whose training is over.
  void letAsk() {
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    Directory directory = Directory.of(1, List.of(new DirectoryUser("u-7f3a", UserRole.CASEWORKER, today.plusDays(100), Optional.empty()),
        new DirectoryUser("officer",
            UserRole.SWORN, today.plusDays(100), Optional.empty()), new DirectoryUser("late", UserRole.CASEWORKER, today.minusDays(2), Optional
                .empty()), new DirectoryUser("s-01", UserRole.SUPERVISOR, today.plusDays(100), Optional.empty())));
    AtomicFile.SECRET.replace(folder.resolve("directory.json"), directory.toBytes());
  }

  RecordKey key() {
    return Keyring.open(folder.resolve("keyring")).recordKey();
  }

  void assertShownWithoutCells() {
    assertThat(terminal.all().toLowerCase(Locale.ROOT)).doesNotContain("zebulon", "quillon", "2009-04", "qq-");
    assertThat(temporary).isDirectoryNotContaining("glob:**incident-*");
  }
}
