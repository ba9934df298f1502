package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.agency.transport.FakeLog;
import org.tellonce.keys.AgencyKeys;
import org.tellonce.keys.Authority;
import org.tellonce.keys.CertificateFile;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.CertificateRequestFile;
import org.tellonce.keys.Holder;
import org.tellonce.keys.KeyFile;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.PrivateKeyFile;
import org.tellonce.keys.Secret;
import org.tellonce.keys.WrapKey;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyCard;
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
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.keys.Epoch;
import org.tellonce.protocol.keys.P256;

/// The custodians alma and bruno of Harbor County: their keys, the collaborative's CA, and rules with one member.
public final class TestCustodians {
  public static final Instant NOW = Instant.parse("2026-03-01T20:00:00Z");
  public static final AgencyId CHILD_WELFARE = new AgencyId("child_welfare");

  public final KeyPair alma = ed25519();
  public final KeyPair bruno = ed25519();
  public final SecureRandom random = new SecureRandom();
  public final Authority root;
  public final Authority issuing;
  public final KeyPair witness = ed25519();
  private final KeyPair tls = P256.newPair(random);
  private final WrapKey wrap = WrapKey.random(random);
  private final AgencyCard card;
  private final Instant now;
  private final LocalDate today;

  /// The custodians on [#NOW].
  public TestCustodians() {
    this(NOW);
  }

  /// The custodians on any day: TLS itself asks the machine's clock whether certificates hold.
  public TestCustodians(Instant now) {
    this.now = now;
    today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    root = Authority.root("Harbor County", () -> now, random);
    issuing = root.issuing();
    card = AgencyCard.of(CHILD_WELFARE, tls.getPublic().getEncoded(), wrap.publicKey(), Ed25519.raw(witness.getPublic()));
  }

  /// The public halves, as an agency pins them.
  public List<Custodian> pinned() {
    return List.of(Custodian.of("alma", alma.getPublic()), Custodian.of("bruno", bruno.getPublic()));
  }

  /// Rules number 3.
  public Rules rules() {
    return rules(3, tables(), 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE);
  }

  /// Rules number 3 with another card of the member.
  public Rules rules(AgencyCard other) {
    Rules r = rules();
    Member m = r.members().getFirst();
    var member = new Member(m.agency(), m.name(), m.type(), m.profile(), m.region(), m.agreement(), m.contacts(), m.showStatus(), other);
    return new Rules(r.number(), r.collaborative(), r.timeZone(), r.workingDays(), r.holidays(), r.suite(), r.sizeClass(), r.tables(), r.parameters(),
        r
            .epochs(), r.limits(), r.contactDays(), r.coordinator(), r.custodians(), r.authority(), r.log(), List.of(member), r.responseCards());
  }

  /// The same with another agreement of the member.
  public Rules with(Rules r, Agreement agreement) {
    Member m = r.members().getFirst();
    var member = new Member(m.agency(), m.name(), m.type(), m.profile(), m.region(), agreement, m.contacts(), m.showStatus(), m.card());
    return new Rules(r.number(), r.collaborative(), r.timeZone(), r.workingDays(), r.holidays(), r.suite(), r.sizeClass(), r.tables(), r.parameters(),
        r.epochs(), r.limits(), r.contactDays(), r.coordinator(), r.custodians(), r.authority(), r.log(), List.of(member), r.responseCards());
  }

  public Rules rules(long number) {
    return rules(number, tables(), 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE);
  }

  public Rules rules(long number, SortedMap<String, Digest> tables, long epoch, Agreement.Kind kind, AgencyClass type) {
    return rules(number, tables, epoch, kind, type, type.defaultProfile(), today.minusDays(10));
  }

  public Rules rules(long number, SortedMap<String, Digest> tables, long epoch, Agreement.Kind kind, AgencyClass type, DisclosureProfile profile,
      LocalDate verified) {
    var member = new Member(CHILD_WELFARE, "Harbor Child Welfare", type, profile, "harbor", new Agreement(kind, List.of("Harbor County Task Force"),
        List.of(Purpose.values()), List.of(LegalBasis.values()), today.minusDays(60), today.plusDays(300), Optional.empty()), Map.of(
            Contact.Topic.SCREENING, new Contact("Intake desk", "555-0100", "Mon-Fri 8-17", "Night line 555-0101", verified)), true, card);
    var response = new ResponseCard(List.of("Ask whether the young person is safe tonight"), List.of("Advocate 555-0102"), "1-888-373-7888", "233733",
        List.of(new ResponseCard.Clock("an advocate is with the young person", 90)), Optional.empty());
    return new Rules(number, "Harbor County", ZoneId.of("America/Los_Angeles"), List.of(), List.of(), Suite.NAME, SizeClass.UP_TO_50_000, tables,
        new ParameterFile(SizeClass.UP_TO_50_000).digest(), List.of(new EpochTerm(epoch, today.minusDays(60), today.plusDays(300))), Limits.DEFAULT,
        90,
        new Coordinator("Harbor coordinator", "555-0190", "Mon-Fri 8-17"), pinned(), rootPem(), FakeLog.IDENTITY, List.of(member), new TreeMap<>(Map
            .of("harbor",
                response)));
  }

  /// The tables of this version.
  public static SortedMap<String, Digest> tables() {
    SortedMap<String, Digest> tables = new TreeMap<>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    return tables;
  }

  /// Signed by both.
  public byte[] signed(Rules rules) {
    return SignedRules.unsigned(rules).signedBy("alma", alma.getPrivate()).signedBy("bruno", bruno.getPrivate()).toBytes();
  }

  /// Makes an agency's folder: `init`, certificate, linkage secret, an open case in every row.
  public void enrol(Path folder, String server) throws IOException {
    Path hand = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-custodians"));
    for (Custodian custodian : pinned()) {
      Files.writeString(hand.resolve(custodian.name() + ".pub"), custodian.toJson().toString());
    }
    Terminal terminal = new Terminal(hand);
    int code = terminal.run(now, "init", "--dir", folder, "--agency", CHILD_WELFARE, "--server", server, "--custodian", hand.resolve("alma.pub"),
        "--custodian", hand.resolve("bruno.pub"));
    if (code != 0) {
      throw new IllegalStateException(terminal.all());
    }
    putKeys(folder);
    CertificateRequest request = CertificateRequest.parse(Files.readString(folder.resolve("agency.csr"))).orThrow();
    new CertificateFile(folder.resolve("agency.pem")).create(List.of(issuing.issue(request, Authority.LEAF_DAYS), issuing.certificate()));
    new CertificateFile(folder.resolve("ca.pem")).create(List.of(issuing.certificate(), root.certificate()));
    var secret = new LinkageSecret(new Epoch(1, SizeClass.UP_TO_50_000), Secret.random(random));
    new KeyFile.OfLinkageSecret(secret).createIn(folder.resolve("keyring"));
    edit(folder, "#open_case = true", "open_case = true");
    edit(folder, "#legal_basis", "legal_basis");
  }

  /// The keys of the card that the rules name, in the place of those that `init` made.
  private void putKeys(Path folder) throws IOException {
    var keys = new AgencyKeys(folder);
    for (Path made : List.of(keys.tlsKey(), keys.wrapKey(), keys.witnessKey(), keys.card(), keys.request())) {
      Files.delete(made);
    }
    new PrivateKeyFile(keys.tlsKey()).create(tls.getPrivate());
    wrap.create(keys.wrapKey());
    new PrivateKeyFile(keys.witnessKey()).create(witness.getPrivate());
    Files.write(keys.card(), SignedCard.sign(card, tls.getPrivate()).toBytes());
    new CertificateRequestFile(keys.request()).create(CertificateRequest.create(new Holder.Agency(CHILD_WELFARE), tls, random));
  }

  /// Changes the folder's `agency.toml`.
  public static void edit(Path folder, String before, String after) throws IOException {
    Path file = folder.resolve("agency.toml");
    String text = Files.readString(file);
    if (!text.contains(before)) {
      throw new IllegalArgumentException("agency.toml has no " + before);
    }
    Files.writeString(file, text.replace(before, after));
  }

  private String rootPem() {
    try {
      Path file = Files.createTempDirectory("root").resolve("root.pem");
      new CertificateFile(file).create(List.of(root.certificate()));
      String pem = new String(Files.readAllBytes(file), UTF_8);
      Files.delete(file);
      Files.delete(file.getParent());
      return pem;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
