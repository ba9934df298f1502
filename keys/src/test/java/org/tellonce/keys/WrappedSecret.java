package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.SignedWrap;
import org.tellonce.protocol.custody.Transcript;

/// A collaborative of two agencies with their keys and certificates, signed rules, and a secret in shares: what tests of wraps begin with.
abstract class WrappedSecret {
  static final Instant NOW = TestRules.NOW;
  static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  static final AgencyId SCHOOL = new AgencyId("school");

  @TempDir
  Path above;
  Terminal terminal;
  Path custodians;
  Path certificates;
  Path wraps;
  Path rulesFile;
  final TestPki pki = new TestPki(() -> NOW);
  final Map<AgencyId, AgencyKeys> agencies = new TreeMap<>();
  Rules rules;

  @BeforeEach
  void collaborative() throws IOException {
    terminal = new Terminal(above);
    custodians = above.resolve("custodians");
    certificates = Files.createDirectory(above.resolve("certificates"));
    wraps = above.resolve("wraps");
    rulesFile = above.resolve("collaborative.json");
    for (String name : List.of("alma", "bruno", "mallory")) {
      done(List.of("custodian", name, "--dir", custodians));
    }
    for (AgencyId id : List.of(TestPki.CHILD_WELFARE, SCHOOL)) {
      var keys = new AgencyKeys(Files.createDirectory(above.resolve(id.value())));
      keys.create(id, pki.random);
      certify(keys, id, pki);
      agencies.put(id, keys);
    }
    sign(List.of(card(TestPki.CHILD_WELFARE), card(SCHOOL)), "alma", "bruno");
    Ceremonies.make(terminal, custodians, 1, 2, "alma", "bruno", "cleo");
  }

  void certify(AgencyKeys keys, AgencyId id, TestPki under) throws IOException {
    CertificateRequest request = new CertificateRequestFile(keys.request()).read().orThrow();
    Path file = certificates.resolve(id + ".pem");
    Files.deleteIfExists(file);
    new CertificateFile(file).create(List.of(under.issuing.issue(request, 30), under.issuing.certificate()));
  }

  void sign(List<AgencyCard> cards, String... names) throws IOException {
    rules = TestRules.of(List.of(custodian("alma"), custodian("bruno")), pki, cards);
    Files.writeString(rulesFile, SignedRules.unsigned(rules).toText());
    for (String name : names) {
      done(List.of("rules", "sign", rulesFile, "--key", key(name)));
    }
  }

  AgencyCard card(AgencyId id) {
    return new CardFile(agencies.get(id).card()).read();
  }

  Custodian custodian(String name) {
    return new CustodianFile(custodians.resolve(name + ".pub")).read().orThrow();
  }

  Path key(String name) {
    return custodians.resolve(name + ".key");
  }

  PrivateKey privateKey(String name) {
    return new PrivateKeyFile(key(name)).read("Ed25519").orThrow();
  }

  void done(List<?> words) {
    assertThat(terminal.run(NOW, words.toArray())).as(() -> terminal.err()).isZero();
  }

  void ends(ExitCode code, List<?> words, String... told) {
    assertThat(terminal.run(NOW, words.toArray())).as(() -> terminal.err()).isEqualTo(code.number());
    assertThat(terminal.err()).contains(told).doesNotContain("incident");
  }

  List<Object> checks(String signer, String... compared) {
    return List.of("--rules", rulesFile, "--custodian", custodians.resolve("alma.pub"), "--custodian", custodians.resolve("bruno.pub"),
        "--certificates",
        certificates, "--compared", String.join(",", compared), "--key", key(signer));
  }

  List<Object> wrapping(String signer, String[] sharers, String... compared) {
    List<Object> words = new ArrayList<>(List.of("wrap", "--ceremony", custodians.resolve("ceremony-1.json"), "--out", wraps));
    words.addAll(Ceremonies.shares(custodians, 1, sharers));
    words.addAll(checks(signer, compared));
    return words;
  }

  List<Object> wrapping() {
    return wrapping("alma", new String[] {"alma", "bruno"}, "child_welfare", "school");
  }

  List<Object> signing(String signer) {
    List<Object> words = new ArrayList<>(List.of("wrap-sign", wraps, "--ceremony", custodians.resolve("ceremony-1.json")));
    words.addAll(checks(signer, "child_welfare", "school"));
    return words;
  }

  void wrapAndSign() {
    done(wrapping());
    done(signing("bruno"));
  }

  SignedWrap wrap(AgencyId id) {
    return new CeremonyFile(wraps.resolve(id + ".wrap.json")).wrap();
  }

  Unwrapping unwrapping(AgencyId id, Keyring keyring, LocalDate today) {
    return new Unwrapping(card(id), WrapKey.read(agencies.get(id).wrapKey()).orThrow(), List.of(custodian("alma"), custodian("bruno")), keyring,
        today);
  }

  Keyring keyring(String name) {
    return Keyring.create(above.resolve(name), new SecureRandom());
  }

  Unwrapping childWelfare() throws IOException {
    Path folder = Files.createTempDirectory(above, "keyring");
    return unwrapping(TestPki.CHILD_WELFARE, Keyring.create(folder.resolve("k"), new SecureRandom()), TODAY);
  }

  static void refused(Unwrapping unwrapping, SignedWrap wrap, String... told) {
    assertThatThrownBy(() -> unwrapping.open(wrap)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.getMessage()).contains("the wrap is refused: ").contains(told);
    });
  }

  /// Signed anew by whom it says, so that nothing but what was changed is wrong.
  SignedWrap resigned(SignedWrap of, Transcript transcript, String... signers) {
    SignedTranscript signed = SignedTranscript.unsigned(transcript);
    for (String name : signers) {
      signed = signed.signedBy(name, privateKey(name));
    }
    return new SignedWrap(of.wrap(), signed);
  }

  void redo() throws IOException {
    try (var files = Files.list(wraps)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    done(wrapping());
  }

  static void edit(Path file, java.util.function.Consumer<ObjectNode> change) throws IOException {
    var mapper = new ObjectMapper();
    var root = (ObjectNode) mapper.readTree(file.toFile());
    change.accept(root);
    Files.writeString(file, mapper.writeValueAsString(root));
  }
}
