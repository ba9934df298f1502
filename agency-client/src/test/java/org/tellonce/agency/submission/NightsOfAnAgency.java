package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tellonce.agency.submission.TestRecords.FILLERS;
import static org.tellonce.agency.submission.TestRecords.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.agreements.PinnedRules;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.Server;
import org.tellonce.keys.Keyring;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.transport.Route;

/// An agency on the disk and a server in memory: what tests of nights begin with.
abstract class NightsOfAnAgency {
  static final TestCustodians CUSTODIANS = new TestCustodians();

  @TempDir
  static Path temporary = Path.of("");

  static Path folder = Path.of("");

  final List<String> progress = new ArrayList<>();
  FakeServer server = new FakeServer(new byte[0]);
  Path state = Path.of("");

  @BeforeAll
  static void enrol() throws IOException {
    folder = temporary.resolve("agency");
    CUSTODIANS.enrol(folder, "https://localhost:1");
  }

  @BeforeEach
  void begin() throws IOException {
    state = Files.createTempDirectory(folder, "state-");
    server = new FakeServer(CUSTODIANS.signed(CUSTODIANS.rules()));
  }

  @AfterEach
  void end() throws IOException {
    Files.deleteIfExists(folder.resolve("keyring/linkage-secret-2.json"));
  }

  LedgerFile ledger() {
    return new LedgerFile(state.resolve("ledger"));
  }

  Night.Summary night(List<SubmittedRecord> records) {
    return night(records, Set.of(), Set.of());
  }

  Night.Summary night(List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> untouched) {
    return night(records, sealed, Set.of(), untouched);
  }

  Night.Summary nightWithUnconsented(List<SubmittedRecord> records, RecordToken... unconsented) {
    return night(records, Set.of(), Set.of(unconsented), Set.of());
  }

  Night.Summary night(Server to, List<SubmittedRecord> records) {
    return night(to, records, Set.of(), Set.of(), Set.of());
  }

  Night.Summary night(List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> unconsented, Set<RecordToken> untouched) {
    return night(server, records, sealed, unconsented, untouched);
  }

  Night.Summary night(Server to, List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> unconsented,
      Set<RecordToken> untouched) {
    PinnedRules rules = new PinnedRules(state.resolve("collaborative.json"), CUSTODIANS.pinned());
    Night night = new Night(TestCustodians.CHILD_WELFARE, rules, Keyring.open(folder.resolve("keyring")), ledger(),
        new Outbox(state.resolve("outbox")), to, () -> TestCustodians.NOW, progress::add);
    return night.run(new TonightsRoster.Reader() {
      @Override
      public Set<RecordToken> sealed(Night.Keys keys) {
        return sealed;
      }

      @Override
      public TonightsRoster read(Night.Keys keys) {
        return new TonightsRoster(untouched.size(), records, sealed, unconsented, untouched, FILLERS);
      }
    }, false);
  }

  void refused(ExitCode code, String... words) {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(code);
      assertThat(stop.line()).contains(words);
    });
    assertThat(server.calls).doesNotContain(Route.SUBMISSIONS, Route.PART, Route.COMMIT);
  }

  void assertServerHolds(List<SubmittedRecord> records) {
    SortedMap<RecordToken, SubmittedRecord> held = new TreeMap<>(server.records);
    held.keySet().removeAll(ledger().known().orElseThrow().fillers());
    assertThat(held.values()).containsExactlyInAnyOrderElementsOf(records);
    assertThat(server.records.keySet()).isEqualTo(ledger().known().orElseThrow().live());
    assertThat(state.resolve("outbox")).doesNotExist();
  }

  static RecordToken token(int row) {
    return TestRecords.token(row);
  }
}
