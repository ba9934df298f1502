package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordEncoder;
import org.tellonce.agency.encoding.RosterEncoding;
import org.tellonce.agency.person.Normaliser;
import org.tellonce.agency.person.Person;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.Fillers;
import org.tellonce.agency.submission.Ledger;
import org.tellonce.agency.submission.LedgerFile;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.SubmittedRecord;

/// One agency of a [TestCollaborative]: its folder, its roster, and its program.
final class TestAgency {
  private static final List<String> COLUMNS = List.of("local_id", "given_name", "middle_name", "family_name", "suffix", "preferred_name",
      "date_of_birth", "sex", "address", "city", "state", "zip", "phone", "guardian_name", "ssn_last4", "school_id", "screening_instrument",
      "screening_form", "screening_date", "language", "open_case", "legal_basis", "consent_reference", "consent_until", "consent_signer",
      "consent_checked", "consent_scope", "court_seal");

  private static final Pattern SECRET = Pattern.compile("secret +([A-Z2-7 ]+)");

  /// Who asks, by pseudonym.
  static final String USER = "u-7f3a";

  /// What a command did.
  ///
  /// @param code its exit code
  record Ran(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private final AgencyId id;
  private final AgencyClass type;
  private final DisclosureProfile profile;
  private final Path folder;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, TestRow> roster = new LinkedHashMap<>();
  private final List<TestRow> everServed = new ArrayList<>();
  private final StringBuilder journal = new StringBuilder();

  TestAgency(AgencyId id, AgencyClass type, DisclosureProfile profile, Path folder, InstantSource clock, SecureRandom random) {
    this.id = id;
    this.type = type;
    this.profile = profile;
    this.folder = folder;
    this.clock = clock;
    this.random = random;
  }

  /// The same agency in a copy of its folder: what it did is the same, and what it does is its own.
  TestAgency copiedTo(Path copy, InstantSource itsClock) {
    var agency = new TestAgency(id, type, profile, copy, itsClock, random);
    agency.roster.putAll(roster);
    agency.everServed.addAll(everServed);
    agency.journal.append(journal);
    return agency;
  }

  AgencyId id() {
    return id;
  }

  AgencyClass type() {
    return type;
  }

  DisclosureProfile profile() {
    return profile;
  }

  Path folder() {
    return folder;
  }

  /// The roster's lines, in their order.
  List<TestRow> rows() {
    return List.copyOf(roster.values());
  }

  /// Every line that ever stood in the roster.
  List<TestRow> everServed() {
    return List.copyOf(everServed);
  }

  /// Puts lines into the roster; a line with an id that is there takes that one's place.
  void serves(List<TestRow> rows) {
    rows.forEach(row -> roster.put(row.localId(), row));
    everServed.addAll(rows);
    write("roster.csv", TestRow.csv(roster.values(), COLUMNS));
  }

  void serves(TestRow... rows) {
    serves(List.of(rows));
  }

  /// Serves these and nobody else.
  void servesOnly(List<TestRow> rows) {
    roster.clear();
    serves(rows);
  }

  /// Changes one line.
  void changes(String localId, UnaryOperator<TestRow> change) {
    serves(change.apply(roster.get(localId)));
  }

  /// Takes lines out of the roster.
  void noLongerServes(String... localIds) {
    for (String localId : localIds) {
      roster.remove(localId);
    }
    serves(List.of());
  }

  /// Changes a text of `agency.toml`, which must be there.
  void configures(String old, String changed) {
    try {
      String toml = Files.readString(folder.resolve("agency.toml"));
      assertThat(toml).contains(old);
      write("agency.toml", toml.replace(old, changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs `tellonce agency WORD --dir FOLDER …` in this process.
  Ran run(String word, String... more) {
    List<String> words = new ArrayList<>(List.of(word, "--dir", folder.toString()));
    words.addAll(List.of(more));
    Ran ran = ran(words);
    if (word.equals("nightly") || word.equals("withdraw")) {
      journal.append(ran.all());
    }
    return ran;
  }

  /// Runs `tellonce agency audit verify`.
  Ran verifies() {
    return ran(List.of("audit", "verify", "--dir", folder.toString()));
  }

  /// The same with something on standard input.
  Ran types(String text, String word, String... more) {
    List<String> words = new ArrayList<>(List.of(word, "--dir", folder.toString()));
    words.addAll(List.of(more));
    return ran(new ByteArrayInputStream(text.getBytes(UTF_8)), words);
  }

  private Ran ran(List<String> words) {
    return ran(InputStream.nullInputStream(), words);
  }

  private Ran ran(InputStream in, List<String> words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = org.tellonce.agency.Main.run(words.toArray(String[]::new), clock, random, in, new PrintWriter(out, true), new PrintWriter(err, true),
        folder);
    return new Ran(code, out.toString(), err.toString());
  }

  /// Runs the night, which must succeed.
  Ran night(String... more) {
    Ran ran = run("nightly", more);
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran;
  }

  /// Starts the night as a process of its own; what it prints goes into the journal file.
  Program.Running startNight(List<String> javaOptions) {
    return Program.AGENCY.start(folder.resolve("journal.txt"), javaOptions, "nightly", "--dir", folder.toString());
  }

  /// The local ids of `flags.csv` after asking the server anew.
  List<String> flagged() {
    Ran ran = run("flags");
    assertThat(ran.code()).as(ran.all()).isZero();
    return flagsFile();
  }

  /// The local ids of `flags.csv` as it lies there.
  List<String> flagsFile() {
    try {
      return Files.readAllLines(folder.resolve("flags.csv")).stream().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens the pointer of a row.
  Ran opens(String localId, String caseNumber, String purpose) {
    return run("flags", "--open", localId, "--case", caseNumber, "--purpose", purpose, "--user", USER);
  }

  /// Gives somebody of its directory an account at its desk.
  ///
  /// @return the secret of their phone
  String enrolsAtDesk(String user, String password) {
    Ran made = ran(new ByteArrayInputStream((password + "\n").getBytes(UTF_8)), List.of("desk", "add-user", user, "--dir", folder.toString()));
    assertThat(made.code()).as(made.all()).isZero();
    Matcher secret = SECRET.matcher(made.out());
    assertThat(secret.find()).as(made.all()).isTrue();
    return secret.group(1).replace(" ", "");
  }

  /// Sends its directory, which names [#USER], without a night.
  void publishes() {
    Ran ran = run("users", "send");
    assertThat(ran.code()).as(ran.all()).isZero();
  }

  /// The server's name of a row.
  RecordToken token(String localId) {
    return keyring().recordKey().token(localId);
  }

  /// The tokens of all fillers that this agency can ever send.
  Set<RecordToken> allFillers() {
    RecordKey key = keyring().recordKey();
    return IntStream.range(0, Fillers.SLOTS).mapToObj(slot -> key.token("\0filler/" + slot)).collect(Collectors.toSet());
  }

  /// A line to the server with this agency's certificate and signature, for requests that its program would not make.
  ServerClient byHand() {
    return AgencyFolder.open(folder).connect(clock, random);
  }

  /// A look-up that no program of ours would send: whatever was typed is encoded, with the agency's real keys, however little it is.
  LookUp encodesLookUp(String user, Map<Column, String> typed) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    cells.putAll(typed);
    cells.put(Column.LOCAL_ID, "-");
    Person person = Normaliser.ofSuite(LocalDate.ofInstant(clock.instant(), TestClock.ZONE)).normalise(new Row(1, cells)).person();
    LinkageSecret secret = keyring().find(1).orElseThrow();
    String name = "\0lookup/0123456789abcdef0123456789abcdef";
    var encoder = new RecordEncoder(secret, keyring().recordKey(), Passes.of(secret.epoch().sizeClass()));
    return new LookUp(token(name), List.of(new LookUp.Encoding(1, encoder.encode(name, person))), asks(user), Optional.empty());
  }

  /// For one case, before asking at intake.
  static OpeningRequest asks(String user) {
    return new OpeningRequest(Digest.of("case".getBytes(UTF_8)), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION, user, false);
  }

  /// Puts somebody between this agency and the server who has the certificates of both.
  Relay readAlong(TestCollaborative harbor) {
    var identity = TlsIdentity.open(new TlsIdentity.Files(folder.resolve("agency.key"), folder.resolve("agency.pem"), folder.resolve("ca.pem")),
        clock,
        random);
    Relay wire = Relay.reading(harbor.server().tls(), identity.sslContext());
    wire.target(harbor.relay().port());
    configures(harbor.relay().url(), wire.url());
    return wire;
  }

  Keyring keyring() {
    return Keyring.open(folder.resolve("keyring"));
  }

  /// A row as it would be sent by a program that asks nobody whether it may be.
  SubmittedRecord encoded(String localId) {
    return RosterEncoding.of(AgencyFolder.open(folder).config(), clock.instant().atZone(TestClock.ZONE).toLocalDate(), keyring().find(1)
        .orElseThrow(), keyring().recordKey(), 1).encode(100, RosterEncoding.Progress.NONE).orThrow().entries().stream().filter(entry -> entry
            .localId()
            .equals(localId)).findFirst().orElseThrow().submitted();
  }

  /// What the client remembers.
  Ledger ledger() {
    return new LedgerFile(folder.resolve("state").resolve("ledger")).known().orElse(Ledger.EMPTY);
  }

  /// What nights and withdrawals printed in this process: what a timer puts into the system's journal.
  String journal() {
    return journal.toString();
  }
}
