package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.keys.P256;

/// Custodians with a root, a coordinator with an issuing CA, and the folders that the operator brings: what tests of certificates begin with.
abstract class IssuingFolders {
  static final AgencyId SCHOOL = new AgencyId("school");

  @TempDir
  Path above;
  Path custodians;
  Path coordinator;
  Path signed;
  Path requests;
  Path issued;
  Path revoked;
  Path rulesFile;
  Terminal terminal;
  Instant now = TestRules.NOW;
  final SecureRandom random = new SecureRandom();

  @BeforeEach
  void issuingCa() throws IOException {
    terminal = new Terminal(above);
    custodians = above.resolve("custodians");
    coordinator = above.resolve("coordinator");
    signed = above.resolve("signed");
    requests = Files.createDirectory(above.resolve("requests"));
    issued = above.resolve("issued");
    revoked = above.resolve("revoked.pem");
    rulesFile = above.resolve("collaborative.json");
    done("custodian", "alma", "--dir", custodians);
    done("custodian", "bruno", "--dir", custodians);
    done("ca", "root", "--dir", custodians, "--name", "Harbor County");
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", signed);
    done("ca", "install", signed, "--dir", coordinator);
  }

  /// Somebody who asks for certificates with one key.
  ///
  /// @param card there if it is an agency
  record Asker(Holder holder, KeyPair pair, Path request, Path card) {}

  /// Puts a request where the operator brings it: `requests/NAME.csr`.
  Asker asks(String name, Holder holder) {
    return asks(name, holder, P256.newPair(random));
  }

  Asker asks(String name, Holder holder, KeyPair pair) {
    Path request = requests.resolve(name + ".csr");
    new CertificateRequestFile(request).create(CertificateRequest.create(holder, pair, random));
    Path card = above.resolve(name + ".card.json");
    if (holder instanceof Holder.Agency(AgencyId agency) && !Files.exists(card)) {
      new SecretFile(card).create(SignedCard.sign(TestPki.card(agency, pair.getPublic()), pair.getPrivate()).toJson().toString());
    }
    return new Asker(holder, pair, request, card);
  }

  static Holder agency(AgencyId id) {
    return new Holder.Agency(id);
  }

  /// The rules with these members, signed by both custodians.
  void rules(Asker... members) throws IOException {
    unsigned(members);
    for (String name : List.of("alma", "bruno")) {
      done("rules", "sign", rulesFile, "--key", custodians.resolve(name + ".key"));
    }
  }

  void unsigned(Asker... members) throws IOException {
    List<Custodian> both = Stream.of("alma", "bruno").map(name -> new CustodianFile(custodians.resolve(name + ".pub")).read().orThrow()).toList();
    List<AgencyCard> cards = Arrays.stream(members).map(member -> new CardFile(member.card()).read()).toList();
    Files.writeString(rulesFile, SignedRules.unsigned(TestRules.of(both, root(), cards)).toText());
  }

  X509Certificate root() {
    return first(custodians.resolve("root.pem"));
  }

  static X509Certificate first(Path file) {
    return new CertificateFile(file).read().orThrow().getFirst();
  }

  void done(Object... words) {
    assertThat(terminal.run(now, words)).as(() -> terminal.err()).isEqualTo(ExitCode.DONE.number());
  }

  void ends(ExitCode code, Object... words) {
    assertThat(terminal.run(now, words)).as(() -> terminal.err()).isEqualTo(code.number());
    assertThat(terminal.err()).doesNotContain("incident");
  }

  Object[] issue(Asker asker, Path target, Object... more) {
    List<Object> words = new ArrayList<>(List.of("issue", asker.request(), "--dir", coordinator, "--out", target));
    if (asker.holder() instanceof Holder.Agency) {
      words.addAll(List.of("--card", asker.card()));
    }
    words.addAll(List.of(more));
    return words.toArray();
  }

  Object[] renew() {
    return new Object[] {"renew", "--requests", requests, "--out", issued, "--dir", coordinator, "--rules", rulesFile, "--custodian", custodians
        .resolve("alma.pub"), "--custodian", custodians.resolve("bruno.pub")};
  }

  Object[] revoke(AgencyId id) {
    return new Object[] {"revoke", "--agency", id, "--dir", coordinator, "--out", revoked};
  }

  /// The next day, or a later one.
  void days(long days) {
    now = now.plus(Duration.ofDays(days));
  }

  /// What lies in the register.
  List<BigInteger> serials() {
    return new IssuedFolder(coordinator.resolve("issued")).read().issued().stream().map(Issued::serial).toList();
  }
}
