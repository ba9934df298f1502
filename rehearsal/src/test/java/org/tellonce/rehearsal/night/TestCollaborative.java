package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tellonce.keys.CardFile;
import org.tellonce.keys.Custody;
import org.tellonce.keys.Prompt;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.server.comparison.Parameters;

/// A whole collaborative in a folder: custodians, their CA, signed rules, agencies with rosters and a server, each made and run by the real programs.
///
/// Agencies and custodians run in this process under the clock of the test. So does the server, unless a test needs to kill it: then it is a process of its own
/// and the clock must be the real one. Between them stands a [Relay], so that agencies call one port whichever server runs.
final class TestCollaborative implements AutoCloseable {
  static final SecureRandom RANDOM = new SecureRandom();
  static final String REGION = "harbor";

  /// Where the server runs.
  enum Place {
    INSIDE,
    PROCESS
  }

  private final Path folder;
  private final TestClock clock;
  private final Place place;
  private final Relay relay = Relay.blind();
  private final Map<String, TestAgency> agencies = new LinkedHashMap<>();
  private TestServer server;
  private Rules rules;
  private Path rulesFile;

  private TestCollaborative(Path folder, TestClock clock, Place place) {
    this.folder = folder;
    this.clock = clock;
    this.place = place;
    this.server = new TestServer(serverFolder(), clock, relay);
  }

  /// A collaborative with custodians and a CA, a server that does not run yet, and no agency.
  static TestCollaborative in(Path folder, TestClock clock, Place place) {
    var made = new TestCollaborative(folder, clock, place);
    made.found();
    return made;
  }

  /// This collaborative in a copy of its folder; its server, which does not run here, does not run there yet.
  TestCollaborative copiedTo(Path copy, TestClock itsClock) {
    assertThat(server.isRunning()).isFalse();
    Snapshot.copy(folder, copy);
    var made = new TestCollaborative(copy, itsClock, place);
    if (rules != null) {
      made.rules = rules;
      made.rulesFile = copy.resolve(folder.relativize(rulesFile));
    }
    agencies.forEach((id, agency) -> {
      TestAgency same = agency.copiedTo(copy.resolve(folder.relativize(agency.folder())), itsClock);
      same.configures(relay.url(), made.relay.url());
      made.agencies.put(id, same);
    });
    return made;
  }

  private void found() {
    keys("custodian", "alma", "--dir", custodians());
    keys("custodian", "bruno", "--dir", custodians());
    ceremonies().hold();
    keys("ca", "root", "--dir", custodians(), "--name", "Harbor County");
    keys("ca", "request", "--dir", coordinator(), "--name", "Harbor County");
    keys("ca", "sign", coordinator().resolve("issuing.csr"), "--dir", custodians(), "--out", custodians());
    keys("ca", "install", custodians(), "--dir", coordinator());
    server("init", "--dir", serverFolder(), "--name", "localhost", "--port", "0", "--custodian", custodians().resolve("alma.pub"), "--custodian",
        custodians().resolve("bruno.pub"));
    issue(serverFolder().resolve("server.csr"), serverFolder().resolve("server.pem"));
  }

  /// Adds an agency whose rows are open cases under the legal basis that fits its class.
  TestAgency join(String id, AgencyClass type, DisclosureProfile profile) {
    var agency = new TestAgency(new AgencyId(id), type, profile, folder.resolve("agencies").resolve(id), clock, RANDOM);
    TestAgency.Ran made = agency.run("init", "--agency", id, "--server", relay.url(), "--custodian",
        custodians().resolve("alma.pub").toString(), "--custodian", custodians().resolve("bruno.pub").toString());
    assertThat(made.code()).as(made.all()).isZero();
    issueWithCard(agency.folder());
    copy(custodians().resolve("ca.pem"), agency.folder().resolve("ca.pem"));
    agency.configures("#open_case = true", "open_case = true");
    agency.configures("#legal_basis = \"child-protection\"", "legal_basis = \"child-protection\"");
    agency.serves(List.of());
    TestAgency.Ran directed = agency.run("users", "add", TestAgency.USER, "--role", "caseworker", "--trained-until", "2099-12-31");
    assertThat(directed.code()).as(directed.all()).isZero();
    agencies.put(id, agency);
    return agency;
  }

  /// The first signed rules, with all agencies that have joined; the server runs from here on.
  void begin() {
    enrol(firstRules());
    start();
  }

  /// The next number of the rules, changed, signed by both custodians and enrolled; the server takes them over.
  void amend(UnaryOperator<Rules> change) {
    boolean running = server.isRunning();
    server.stop();
    enrol(ChangedRules.numbered(change.apply(rules), rules.number() + 1));
    if (running) {
      start();
    }
  }

  /// The next number of the rules, with one member changed.
  void amend(TestAgency agency, UnaryOperator<Member> change) {
    amend(old -> ChangedRules.withMembers(old, old.members().stream().map(m -> m.agency().equals(agency.id()) ? change.apply(m) : m).toList()));
  }

  /// The custodians change the linkage secret: from now on both epochs are open.
  void rotate(int overlapDays) {
    Path next = folder.resolve("rotated-" + (rules.number() + 1) + ".json");
    ceremonies().rotate(rulesFile, next, overlapDays);
    Rules rotated = SignedRules.parse(read(next).getBytes(UTF_8)).orThrow().rules();
    amend(_ -> rotated);
  }

  /// Brings the linkage secret of an epoch to an agency.
  void hand(long epoch, TestAgency agency) {
    ceremonies().hand(epoch, List.of(agency), rulesFile);
  }

  private void enrol(Rules next) {
    Path file = signed(next, "alma", "bruno");
    server("enrol", "--dir", serverFolder(), file);
    rules = next;
    rulesFile = file;
    var eligibility = new Eligibility(rules, clock.today());
    ceremonies().hand(1, agencies.values().stream().filter(agency -> eligibility.mayUpload(agency.id()).isGiven() && !Files.exists(agency.folder()
        .resolve(
            "keyring/linkage-secret-1.json"))).toList(), rulesFile);
  }

  /// A file with rules, signed by these custodians.
  Path signed(Rules next, String... custodians) {
    try {
      Path file = Files.createTempFile(folder, "rules-" + next.number() + "-", ".json");
      Files.writeString(file, SignedRules.unsigned(next).toText());
      for (String custodian : custodians) {
        keys("rules", "sign", file, "--key", custodians().resolve(custodian + ".key"));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Rules rules() {
    return rules;
  }

  TestClock clock() {
    return clock;
  }

  private Rules firstRules() {
    var tables = new TreeMap<String, Digest>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    LocalDate today = clock.today();
    var card = new ResponseCard(List.of("Make sure the young person is safe now.", "Call the on-call advocate.", "Write down what you did."), List.of(
        "On-call advocate, 555-0191"), "1-888-373-7888", "233733", List.of(new ResponseCard.Clock("an advocate is with the young person", 90)),
        Optional.empty());
    return new Rules(1, "Harbor County", TestClock.ZONE, List.of(), List.of(), Suite.NAME, SizeClass.UP_TO_50_000, tables, parameters(),
        List.of(new EpochTerm(1, today.minusMonths(6), today.plusYears(2))), Limits.DEFAULT, 90,
        new Coordinator("Harbor County coordinator", "555-0190", "Mon-Fri 8-17"), List.of(custodian("alma"), custodian("bruno")), read(custodians()
            .resolve("root.pem")), log(), agencies.values().stream().map(this::member).toList(), new TreeMap<>(Map.of(REGION, card)));
  }

  private LogIdentity log() {
    return LogIdentity.parse(read(serverFolder().resolve("log.pub")).getBytes(java.nio.charset.StandardCharsets.UTF_8)).orThrow();
  }

  private static Digest parameters() {
    return Digest.parse(Parameters.shipped(SizeClass.UP_TO_50_000).digest()).orThrow();
  }

  private Custodian custodian(String name) {
    return Custodian.parse(read(custodians().resolve(name + ".pub")).getBytes(UTF_8)).orThrow();
  }

  private Member member(TestAgency agency) {
    LocalDate today = clock.today();
    return new Member(agency.id(), agency.id().value().replace('_', ' '), agency.type(), agency.profile(), REGION, new Agreement(Agreement.Kind.MOU,
        List.of("Harbor County Task Force"), List.of(Purpose.values()), List.of(LegalBasis.values()), today.minusMonths(6), today.plusYears(2),
        Optional.empty()), Map.of(Contact.Topic.SCREENING, new Contact("Intake desk of " + agency.id(), "555-0101", "Mon-Fri 8-17",
            "County night line, 555-0111", today.minusDays(10))), false, new CardFile(agency.folder().resolve("card.json")).read());
  }

  // --- the server

  TestServer server() {
    return server;
  }

  Relay relay() {
    return relay;
  }

  /// Starts the server where this collaborative has it.
  void start(String... javaOptions) {
    if (place == Place.INSIDE) {
      server.startInside();
    } else {
      server.startProcess(List.of(javaOptions));
    }
  }

  void restart() {
    server.stop();
    start();
  }

  // --- nights

  TestAgency agency(String id) {
    return agencies.get(id);
  }

  List<TestAgency> agencies() {
    return List.copyOf(agencies.values());
  }

  /// One night of every agency, in the order in which they joined, and what must hold after it.
  void night() {
    agencies().forEach(TestAgency::night);
    checkInvariants();
  }

  /// What holds between nights, whatever happened before: what each agency remembers is what the server has of it.
  ///
  /// @return the server's state
  ServerState checkInvariants() {
    ServerState state = server.state();
    for (TestAgency agency : agencies()) {
      assertThat(state.live(agency.id())).as("live records of " + agency.id()).containsExactlyInAnyOrderElementsOf(agency.ledger().live());
      assertThat(state.tombstones(agency.id())).as("tombstones of " + agency.id()).containsExactlyInAnyOrderElementsOf(agency.ledger().withdrawn());
    }
    state.checkInvariants();
    return state;
  }

  // --- folders and programs

  Path folder() {
    return folder;
  }

  Path custodians() {
    return folder.resolve("custodians");
  }

  /// The issuing CA's folder.
  Path coordinator() {
    return folder.resolve("coordinator");
  }

  Path serverFolder() {
    return folder.resolve("server");
  }

  /// Has an agency's request answered.
  void issueWithCard(Path agency) {
    keys("issue", agency.resolve("agency.csr"), "--card", agency.resolve("card.json"), "--dir", coordinator(), "--out", agency.resolve("agency.pem"));
  }

  /// Has a request answered.
  void issue(Path request, Path certificate) {
    keys("issue", request, "--dir", coordinator(), "--out", certificate);
  }

  private TestCeremonies ceremonies() {
    return new TestCeremonies(folder, custodians(), coordinator().resolve("issued"), this::keys);
  }

  /// Runs `tellonce keys …`, which must succeed.
  void keys(Object... words) {
    var out = new StringWriter();
    var writer = new PrintWriter(out, true);
    assertThat(org.tellonce.keys.Main.run(words(words), clock, RANDOM, writer, writer, folder, Custody.cheap(Prompt.NOBODY))).as(out.toString())
        .isZero();
  }

  /// Runs `tellonce server …`, which must succeed.
  void server(Object... words) {
    var out = new StringWriter();
    assertThat(server(out, words)).as(out.toString()).isZero();
  }

  /// Runs `tellonce server …`.
  ///
  /// @return its exit code
  int serverEnds(Object... words) {
    return server(new StringWriter(), words);
  }

  /// What `tellonce server …` prints, which must end because the log is contradicted.
  String serverSays(Object... words) {
    var out = new StringWriter();
    assertThat(server(out, words)).as(out.toString()).isEqualTo(org.tellonce.protocol.ExitCode.LOG_CONTRADICTS.number());
    return out.toString();
  }

  private int server(StringWriter out, Object... words) {
    var writer = new PrintWriter(out, true);
    return org.tellonce.server.Main.run(words(words), clock, RANDOM, writer, writer, folder);
  }

  private static String[] words(Object... words) {
    return Arrays.stream(words).map(Object::toString).toArray(String[]::new);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every file below a folder.
  static List<Path> files(Path folder) {
    try (var all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
    relay.close();
  }
}
