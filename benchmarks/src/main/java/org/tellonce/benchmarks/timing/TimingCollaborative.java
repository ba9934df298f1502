package org.tellonce.benchmarks.timing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;

/// A collaborative of three agencies in a folder, made by the real commands: one that asks, one that is named, one that is hidden while too few are. Nobody in it counts
/// questions as long as the benchmark asks.
final class TimingCollaborative {
  /// Who asks.
  static final AgencyId ASKING = new AgencyId("asking");
  /// Whose records are shielded.
  static final AgencyId NAMED = new AgencyId("named");
  /// Whose records cannot be shown.
  static final AgencyId HIDING = new AgencyId("hiding");

  /// So many calls of one agency are let in at once: one less than the server has workers.
  static final int MOST_AT_ONCE = 11;

  private static final List<AgencyId> AGENCIES = List.of(ASKING, NAMED, HIDING);
  private static final List<String> CUSTODIANS = List.of("alma", "bruno");
  private static final String REGION = "loopback";
  /// Where its days begin.
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  private static final int MOST_ASKS = 100_000;

  private final Path folder;
  private final InstantSource clock;
  private final SecureRandom random;

  /// Makes it.
  ///
  /// @param folder an empty one
  TimingCollaborative(Path folder, InstantSource clock, SecureRandom random) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    found();
    AGENCIES.forEach(this::join);
    Path rules = folder.resolve("rules.json");
    write(rules, SignedRules.unsigned(rules(DisclosureProfile.P2)).toText());
    CUSTODIANS.forEach(name -> keys("rules", "sign", rules.toString(), "--key", custodians().resolve(name + ".key").toString()));
    server("enrol", "--dir", server().toString(), rules.toString());
    Path config = server().resolve("server.toml");
    write(config, text(config).replaceAll("(?m)^calls_at_once_per_agency = .*$", "calls_at_once_per_agency = " + MOST_AT_ONCE)
        .replaceAll("(?m)^(calls_per_minute|logged_calls_per_day) = .*$", "$1 = 1000000"));
  }

  private void found() {
    String name = "Loopback County";
    CUSTODIANS.forEach(custodian -> keys("custodian", custodian, "--dir", custodians().toString()));
    keys("ca", "root", "--dir", custodians().toString(), "--name", name);
    keys("ca", "request", "--dir", coordinator().toString(), "--name", name);
    keys("ca", "sign", coordinator().resolve("issuing.csr").toString(), "--dir", custodians().toString(), "--out", custodians().toString());
    keys("ca", "install", custodians().toString(), "--dir", coordinator().toString());
    server("init", "--dir", server().toString(), "--name", "localhost", "--port", "0", "--custodian", publicKey(0), "--custodian", publicKey(1));
    keys("issue", server().resolve("server.csr").toString(), "--dir", coordinator().toString(), "--out", server().resolve("server.pem").toString());
  }

  private void join(AgencyId agency) {
    Path home = home(agency);
    run("agency", writer -> org.tellonce.agency.Main.run(new String[] {"init", "--dir", home.toString(), "--agency", agency.value(), "--server",
        "https://localhost:1", "--custodian", publicKey(0), "--custodian", publicKey(1)}, clock, random, writer, writer, folder));
    keys("issue", home.resolve("agency.csr").toString(), "--card", home.resolve("card.json").toString(), "--dir", coordinator().toString(), "--out",
        home.resolve("agency.pem").toString());
  }

  /// The rules: those that are signed, or what they would be with another profile of [#HIDING].
  Rules rules(DisclosureProfile hiding) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    List<Custodian> custodians = CUSTODIANS.stream().map(name -> Custodian.parse(text(custodians().resolve(name + ".pub")).getBytes(UTF_8)).orThrow())
        .toList();
    var limits = new Limits(Limits.DEFAULT.maxRejectedPercent(), Limits.DEFAULT.maxGonePercent(), Limits.DEFAULT.retentionMonths(), Limits.DEFAULT
        .rescreenMonths(), MOST_ASKS, MOST_ASKS);
    var card = new ResponseCard(List.of("Call"), List.of(), "1-888-373-7888", "233733", List.of(), Optional.empty());
    return new Rules(1, "Loopback County", ZONE, List.of(), List.of(), Suite.NAME, SizeClass.UP_TO_50_000, tables, new ParameterFile(
        SizeClass.UP_TO_50_000).digest(), List.of(new EpochTerm(1, today.minusMonths(6), today.plusMonths(6))), limits, 90, new Coordinator(
            "Coordinator", "555-0190", "Mon-Fri 8-17"), custodians, text(custodians().resolve("root.pem")), LogIdentity.parse(text(server().resolve(
                "log.pub")).getBytes(UTF_8)).orThrow(), AGENCIES.stream().map(agency -> member(agency, agency.equals(HIDING) ? hiding
                    : DisclosureProfile.P3, today)).toList(), new TreeMap<>(Map.of(REGION, card)));
  }

  private Member member(AgencyId agency, DisclosureProfile profile, LocalDate today) {
    var agreement = new Agreement(Agreement.Kind.MOU, List.of("Loopback County"), List.of(Purpose.values()), List.of(LegalBasis.values()), today
        .minusYears(1), today.plusYears(1), Optional.empty());
    var contact = new Contact("Intake desk", "555-0100", "Mon-Fri 8-17", "night line, 555-0111", today.minusDays(30));
    return new Member(agency, agency.value(), AgencyClass.CHILD_WELFARE, profile, REGION, agreement, Map.of(Contact.Topic.SCREENING, contact), true,
        SignedCard.parse(text(home(agency).resolve("card.json")).getBytes(UTF_8)).orThrow().card());
  }

  /// The folder of the server.
  Path server() {
    return folder.resolve("server");
  }

  /// With which an agency calls.
  TlsIdentity identity(AgencyId agency) {
    Path home = home(agency);
    return TlsIdentity.open(new TlsIdentity.Files(home.resolve("agency.key"), home.resolve("agency.pem"), custodians().resolve("ca.pem")), clock,
        random);
  }

  private Path home(AgencyId agency) {
    return folder.resolve(agency.value());
  }

  private Path custodians() {
    return folder.resolve("custodians");
  }

  private Path coordinator() {
    return folder.resolve("coordinator");
  }

  private String publicKey(int custodian) {
    return custodians().resolve(CUSTODIANS.get(custodian) + ".pub").toString();
  }

  private void keys(String... words) {
    run("keys " + words[0], writer -> org.tellonce.keys.Main.run(words, clock, random, writer, writer, folder));
  }

  private void server(String... words) {
    run("server " + words[0], writer -> org.tellonce.server.Main.run(words, clock, random, writer, writer, folder));
  }

  private interface Command {
    int run(PrintWriter writer);
  }

  private static void run(String what, Command command) {
    var out = new StringWriter();
    int code = command.run(new PrintWriter(out, true));
    if (code != 0) {
      throw new IllegalStateException(what + " ended with " + code + ": " + out);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
