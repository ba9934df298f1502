package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.ExpiryEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// `agency nightly` as a witness and `agency audit verify`, over mutual TLS on this machine.
class AuditCommandTest extends EnrolledAgency {
  private static final Instant SECOND = NOW.truncatedTo(ChronoUnit.SECONDS);

  @BeforeEach
  void log() {
    var rules = CUSTODIANS.rules();
    server.log.add(new RulesEvent(SECOND, rules.number(), rules.digest())).add(expiry(1));
  }

  private static Event expiry(int records) {
    return new ExpiryEvent(SECOND, TestCustodians.CHILD_WELFARE, 0, records);
  }

  private int verify() {
    return terminal.run(NOW, "audit", "verify", "--dir", folder);
  }

  private List<Path> incidents() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state/log"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("incident-")).toList();
    }
  }

  private void assertErrorIsOneLine(String... words) {
    assertThat(terminal.err().lines().toList()).hasSize(1);
    assertThat(terminal.err()).contains(words);
    assertShownWithoutCells();
  }

  @Test
  void nightly_endsAsAWitness_andTheCopyIsSound() throws IOException {
    assertThat(run("nightly")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("log: 2 leaves, 2 of them new, checked and cosigned");
    assertThat(server.log.cosignatures).hasSize(1);
    assertThat(server.calls.indexOf(Route.CHECKPOINT)).as("after the receipt").isGreaterThan(server.calls.indexOf(Route.COMMIT));

    assertThat(verify()).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("audit: child_welfare, 2 leaves and 2 events of this agency agree");
    assertThat(incidents()).isEmpty();
    assertShownWithoutCells();
  }

  @Test
  void verify_holdsTheCopyAgainstWhatWasDoneBeforeItsLastNight_notAgainstLaterCalls() {
    assertThat(run("nightly")).isZero();
    assertThat(terminal.run(NOW.plus(Duration.ofDays(3)), "audit", "verify", "--dir", folder)).as(terminal.all()).isZero();
  }

  @Test
  void logThatCannotBeBelieved_endsWithEight_andWhatWasSubmittedStays() throws IOException {
    server.log.alter(1, expiry(2));

    assertThat(run("nightly")).isEqualTo(8);
    assertErrorIsOneLine("an event is not the one that the log was given (leaf 1)", "not cosigned", "two custodians", "incident-");
    assertThat(terminal.out()).contains("nightly: child_welfare, 40 rows");
    assertThat(server.committed).hasSize(1);
    assertThat(server.log.cosignatures).isEmpty();
    assertThat(incidents()).hasSize(1);
    assertThat(Files.readString(incidents().getFirst())).contains("ALTERED", new String(server.log.checkpoint().toBytes(), UTF_8));

    assertThat(run("nightly")).as("again").isEqualTo(8);
    assertThat(server.committed).hasSize(2);
  }

  @Test
  void commitThatTheLogNeverShows_isFoundTheNextDay() {
    assertThat(run("nightly")).isZero();
    server.log.add(expiry(2));

    assertThat(terminal.run(NOW.plus(Duration.ofDays(1)), "nightly", "--dir", folder)).as(terminal.all()).isEqualTo(8);
    assertErrorIsOneLine("what this agency did does not stand in the log (commit of ");
  }

  @Test
  void nightThatTheRosterStopped_bearsWitnessAllTheSame() throws IOException {
    assertThat(run("nightly")).isZero();
    roster(rows(20));
    server.log.add(expiry(2));
    assertThat(run("nightly")).isEqualTo(3);
    assertThat(server.log.cosignatures).hasSize(2);
    assertThat(terminal.out()).contains("log: 3 leaves, 1 of them new");

    server.log.alter(2, expiry(9));
    assertThat(run("nightly")).isEqualTo(8);
    assertThat(terminal.err()).contains("--allow-removals", "leaf 2");
    assertThat(terminal.err().lines().toList()).hasSize(2);
  }

  @Test
  void nightThatAKeyOrTheRulesStopped_bearsWitnessAllTheSame_andEightOutweighs() throws IOException {
    assertThat(run("nightly")).isZero();
    Files.delete(folder.resolve("keyring/linkage-secret-1.json"));
    server.log.add(expiry(2));
    assertThat(run("nightly")).isEqualTo(5);
    assertThat(server.log.cosignatures).hasSize(2);
    assertThat(terminal.out()).contains("log: 3 leaves, 1 of them new");
    assertErrorIsOneLine("linkage-secret-1.json");

    byte[] rules = server.rules;
    server.rules = SignedRules.unsigned(CUSTODIANS.rules()).toBytes();
    server.log.add(expiry(3));
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(server.log.cosignatures).hasSize(3);

    server.refuse(Route.CHECKPOINT, ProblemCode.UNAVAILABLE);
    assertThat(run("nightly")).as("that the log cannot be looked at is told, and does not outweigh").isEqualTo(4);
    assertThat(terminal.err().lines().toList()).hasSize(2);
    server.refuseNothing();

    server.log.alter(3, expiry(9));
    assertThat(run("nightly")).isEqualTo(8);
    server.rules = rules;
    assertThat(run("nightly")).isEqualTo(8);
    assertThat(terminal.err()).contains("linkage-secret-1.json", "leaf 3");
  }

  @Test
  void rosterThatCannotBeRead_onTheFirstNight_bearsWitnessToo() throws IOException {
    Files.delete(folder.resolve("roster.csv"));
    assertThat(run("nightly")).as(terminal.all()).isEqualTo(3);
    assertThat(server.log.cosignatures).hasSize(1);
  }

  @Test
  void serverWithoutACheckpoint_isAskedAgainLater() {
    server.refuse(Route.CHECKPOINT, ProblemCode.UNAVAILABLE);
    assertThat(run("nightly")).isEqualTo(6);
    assertErrorIsOneLine("the log", "run the same command again later");
    assertThat(server.committed).hasSize(1);
  }

  @Test
  void events_areToldInPlainWords_byKindDayAndRecord_withoutACell() {
    assertThat(run("nightly")).isZero();
    assertThat(terminal.run(NOW, "audit", "events", "--dir", folder)).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("rules ", "number " + CUSTODIANS.rules().number(), "expiry ", "0 screenings were over, 1 records went",
        "2 of the 2 events that this agency may read");
    assertShownWithoutCells();

    assertThat(terminal.run(NOW, "audit", "events", "--kind", "expiry", "--dir", folder)).isZero();
    assertThat(terminal.out()).contains("1 of the 2 events").doesNotContain("number");
    assertThat(terminal.run(NOW, "audit", "events", "--since", "2100-01-01", "--dir", folder)).isZero();
    assertThat(terminal.out()).contains("0 of the 2 events");
    assertThat(terminal.run(NOW, "audit", "events", "--record", "QQ-3", "--dir", folder)).isZero();
    assertThat(terminal.out()).contains("0 of the 2 events");
    assertThat(terminal.run(NOW, "audit", "events", "--kind", "openings", "--dir", folder)).isEqualTo(2);
    assertThat(terminal.err()).contains("--kind: one of rules, card, certificate");
  }

  @Test
  void verify_beforeTheFirstNight_saysWhatIsMissing() {
    assertThat(verify()).isEqualTo(4);
    assertErrorIsOneLine("no rules here yet");
    assertThat(terminal.run(NOW, "audit")).isEqualTo(2);
    assertThat(terminal.err()).contains("which command? (verify, events)");
  }

  @Test
  void verify_namesAnAlteredLeafEventAndCheckpoint() throws IOException {
    assertThat(run("nightly")).isZero();
    Path log = folder.resolve("state/log");
    byte[] leaves = Files.readAllBytes(log.resolve("leaves"));
    byte[] altered = leaves.clone();
    altered[40] ^= 1;
    Files.write(log.resolve("leaves"), altered);
    assertVerifyNames("the 2 leaves here have not the root of the checkpoint over 2", "leaf 1: the event here is not the one that the log has");
    Files.write(log.resolve("leaves"), leaves);

    String events = Files.readString(log.resolve("events"));
    Files.writeString(log.resolve("events"), events.replace("\"records\":1", "\"records\":7"));
    assertVerifyNames("leaf 1: the event here is not the one that the log has");
    Files.writeString(log.resolve("events"), events.replace("\"records\":1", "\"records\":-1"));
    assertVerifyNames("line 2 of the events here is none");
    Files.writeString(log.resolve("events"), events);

    String checkpoint = Files.readString(log.resolve("checkpoint"));
    Files.writeString(log.resolve("checkpoint"), checkpoint.replaceFirst("\n2\n", "\n1\n"));
    assertVerifyNames("the checkpoint is not signed by the log that the rules name", "not cosigned by this agency's witness key", "over 1");
    Files.writeString(log.resolve("checkpoint"), checkpoint.substring(0, 40));
    assertThat(verify()).isEqualTo(8);
    assertErrorIsOneLine("checkpoint", "damaged", "restore state/log from your copy");
    Files.writeString(log.resolve("checkpoint"), checkpoint);
    assertThat(verify()).isZero();
  }

  private void assertVerifyNames(String... lines) {
    assertThat(verify()).isEqualTo(8);
    assertThat(terminal.out()).contains(lines);
    assertErrorIsOneLine("the copy of the log is not sound (", "the next night fetches it anew");
  }
}
