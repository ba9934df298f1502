package org.tellonce.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.comparison.ParameterFile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.server.audit.LogKey;
import org.tellonce.server.transport.TestPki;

/// Rules for tests, with their custodians: two sign, a third stands by.
public final class TestSignedRules {
  public static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private final TestPki pki;
  private final List<Member> members = new ArrayList<>();
  private final List<Custodian> custodians = new ArrayList<>();
  private final List<KeyPair> keys = new ArrayList<>();

  private static final KeyPair LOG_KEYS = LogKey.random(new SecureRandom());
  /// The log that the rules name.
  public static final LogIdentity LOG = new LogIdentity("tellonce/harbor-county", LogKey.publicKey(LOG_KEYS));

  public TestSignedRules(TestPki pki) {
    this.pki = pki;
    for (String name : List.of("Ana", "Bela", "Cy")) {
      KeyPair pair = ed25519();
      keys.add(pair);
      custodians.add(Custodian.of(name, pair.getPublic()));
    }
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// The key of the log that the rules name.
  public static LogKey logKey() {
    try {
      Path file = Files.createTempFile("log", ".key");
      Files.writeString(file, LogKey.pem(LOG_KEYS));
      LogKey key = LogKey.load(file, LOG).orThrow();
      Files.delete(file);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives a server the key of the log that the rules name.
  public static void giveLogKey(Path server) {
    try {
      Files.writeString(server.resolve("log.key"), LogKey.pem(LOG_KEYS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static LocalDate today() {
    return LocalDate.ofInstant(InstantSource.system().instant(), ZONE);
  }

  public TestSignedRules member(String id, AgencyClass type, DisclosureProfile profile, TestPki.Identity identity) {
    return member(id, type, profile, identity, new Agreement(Agreement.Kind.MOU, List.of("Harbor County Task Force"), List.of(Purpose.values()), List
        .of(LegalBasis.values()), today().minusYears(1), today().plusYears(1), Optional.empty()));
  }

  public TestSignedRules member(String id, AgencyClass type, DisclosureProfile profile, TestPki.Identity identity, Agreement agreement) {
    var contact = new Contact("Front desk", "555-0100", "Mon-Fri 8-17", "555-0101", today().minusDays(3));
    members.add(new Member(new AgencyId(id), "Agency " + id, type, profile, "harbor", agreement, Map.of(Contact.Topic.SCREENING, contact), true,
        TestRules.card(new AgencyId(id), identity.certificate().getPublicKey().getEncoded())));
    return this;
  }

  public List<Custodian> custodians() {
    return custodians;
  }

  /// With which a custodian signs.
  public java.security.PrivateKey privateKey(int custodian) {
    return keys.get(custodian).getPrivate();
  }

  public Rules rules(long number) {
    var tables = new TreeMap<String, Digest>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    var card = new ResponseCard(List.of("Follow your protocol."), List.of("On-call advocate: 555-0102"), "1-888-373-7888", "233733", List.of(),
        Optional.empty());
    return new Rules(number, "Harbor County", ZONE, List.of(), List.of(), Suite.NAME, SizeClass.UP_TO_50_000, tables,
        new ParameterFile(SizeClass.UP_TO_50_000).digest(), List.of(new EpochTerm(1, today().minusYears(1), today().plusYears(1))), Limits.DEFAULT,
        90,
        new Coordinator("Dana", "555-0103", "Mon-Fri 8-17"), custodians, TestPki.pem(pki.root()), LOG, members, new TreeMap<>(java.util.Map.of(
            "harbor",
            card)));
  }

  /// Signed by the first two custodians.
  public SignedRules signed(long number) {
    return signed(rules(number), 0, 1);
  }

  /// Signed by some of the custodians.
  public SignedRules signed(Rules rules, int... signers) {
    SignedRules signed = SignedRules.unsigned(rules);
    for (int signer : signers) {
      signed = signed.signedBy(custodians.get(signer).name(), keys.get(signer).getPrivate());
    }
    return signed;
  }
}
