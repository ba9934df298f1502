package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.CustodianSignatures;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.SignedWrap;
import org.tellonce.protocol.custody.Transcript;
import org.tellonce.protocol.custody.Wrap;

/// From shares to the keyrings of two agencies, and everything on the way that somebody could have altered, swapped, left out or sent again.
class WrapTest {
  private static final Instant NOW = TestRules.NOW;
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final AgencyId SCHOOL = new AgencyId("school");

  @TempDir
  private Path above;
  private Terminal terminal;
  private Path custodians;
  private Path certificates;
  private Path wraps;
  private Path rulesFile;
  private final TestPki pki = new TestPki(() -> NOW);
  private final Map<AgencyId, AgencyKeys> agencies = new TreeMap<>();
  private Rules rules;

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

  private void certify(AgencyKeys keys, AgencyId id, TestPki under) throws IOException {
    CertificateRequest request = new CertificateRequestFile(keys.request()).read().orThrow();
    Path file = certificates.resolve(id + ".pem");
    Files.deleteIfExists(file);
    new CertificateFile(file).create(List.of(under.issuing.issue(request, 30), under.issuing.certificate()));
  }

  private void sign(List<AgencyCard> cards, String... names) throws IOException {
    rules = TestRules.of(List.of(custodian("alma"), custodian("bruno")), pki, cards);
    Files.writeString(rulesFile, SignedRules.unsigned(rules).toText());
    for (String name : names) {
      done(List.of("rules", "sign", rulesFile, "--key", key(name)));
    }
  }

  private AgencyCard card(AgencyId id) {
    return new CardFile(agencies.get(id).card()).read();
  }

  private Custodian custodian(String name) {
    return new CustodianFile(custodians.resolve(name + ".pub")).read().orThrow();
  }

  private Path key(String name) {
    return custodians.resolve(name + ".key");
  }

  private PrivateKey privateKey(String name) {
    return new PrivateKeyFile(key(name)).read("Ed25519").orThrow();
  }

  private void done(List<?> words) {
    assertThat(terminal.run(NOW, words.toArray())).as(() -> terminal.err()).isZero();
  }

  private void ends(ExitCode code, List<?> words, String... told) {
    assertThat(terminal.run(NOW, words.toArray())).as(() -> terminal.err()).isEqualTo(code.number());
    assertThat(terminal.err()).contains(told).doesNotContain("incident");
  }

  private List<Object> checks(String signer, String... compared) {
    return List.of("--rules", rulesFile, "--custodian", custodians.resolve("alma.pub"), "--custodian", custodians.resolve("bruno.pub"),
        "--certificates",
        certificates, "--compared", String.join(",", compared), "--key", key(signer));
  }

  private List<Object> wrapping(String signer, String[] sharers, String... compared) {
    List<Object> words = new ArrayList<>(List.of("wrap", "--ceremony", custodians.resolve("ceremony-1.json"), "--out", wraps));
    words.addAll(Ceremonies.shares(custodians, 1, sharers));
    words.addAll(checks(signer, compared));
    return words;
  }

  private List<Object> wrapping() {
    return wrapping("alma", new String[] {"alma", "bruno"}, "child_welfare", "school");
  }

  private List<Object> signing(String signer) {
    List<Object> words = new ArrayList<>(List.of("wrap-sign", wraps, "--ceremony", custodians.resolve("ceremony-1.json")));
    words.addAll(checks(signer, "child_welfare", "school"));
    return words;
  }

  private void wrapAndSign() {
    done(wrapping());
    done(signing("bruno"));
  }

  private SignedWrap wrap(AgencyId id) {
    return new CeremonyFile(wraps.resolve(id + ".wrap.json")).wrap();
  }

  private Unwrapping unwrapping(AgencyId id, Keyring keyring, LocalDate today) {
    return new Unwrapping(card(id), WrapKey.read(agencies.get(id).wrapKey()).orThrow(), List.of(custodian("alma"), custodian("bruno")), keyring,
        today);
  }

  private Keyring keyring(String name) {
    return Keyring.create(above.resolve(name), new SecureRandom());
  }

  private Unwrapping childWelfare() throws IOException {
    Path folder = Files.createTempDirectory(above, "keyring");
    return unwrapping(TestPki.CHILD_WELFARE, Keyring.create(folder.resolve("k"), new SecureRandom()), TODAY);
  }

  private static void refused(Unwrapping unwrapping, SignedWrap wrap, String... told) {
    assertThatThrownBy(() -> unwrapping.open(wrap)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.getMessage()).contains("the wrap is refused: ").contains(told);
    });
  }

  /// Signed anew by whom it says, so that nothing but what was changed is wrong.
  private SignedWrap resigned(SignedWrap of, Transcript transcript, String... signers) {
    SignedTranscript signed = SignedTranscript.unsigned(transcript);
    for (String name : signers) {
      signed = signed.signedBy(name, privateKey(name));
    }
    return new SignedWrap(of.wrap(), signed);
  }

  @Test
  void secret_reachesBothAgencies_byteByByte_andNobodyReadsItOnTheWay() throws IOException {
    wrapAndSign();
    done(join(List.of("combine", "--keyring", above.resolve("plain")), Ceremonies.shares(custodians, 1, "bruno", "cleo")));
    var plain = (KeyFile.OfLinkageSecret) KeyFile.read(above.resolve("plain/linkage-secret-1.json")).orThrow();

    for (AgencyId id : agencies.keySet()) {
      Keyring keyring = keyring("keyring-" + id);
      LinkageSecret opened = unwrapping(id, keyring, TODAY).open(wrap(id));
      assertThat(opened).isEqualTo(plain.linkageSecret());
      assertThat(keyring.add(opened, wrap(id).signed())).isPresent();
      assertThat(Keyring.open(above.resolve("keyring-" + id)).find(1)).contains(opened);
      assertThat(unwrapping(id, Keyring.open(above.resolve("keyring-" + id)), TODAY).open(wrap(id))).isEqualTo(opened);
      assertThat(keyring.add(opened, wrap(id).signed())).isEmpty();
    }
    String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(plain.linkageSecret().secret().bytes());
    try (var files = Files.list(wraps)) {
      assertThat(files.toList()).hasSize(3).allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(base64));
    }
    assertThat(wrap(SCHOOL).signed().signatures().byName()).containsOnlyKeys("alma", "bruno");
  }

  private static List<Object> join(List<?> one, List<?> other) {
    List<Object> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  @Test
  void swappedCard_changesTheWords_andFailsTheRootCheck() throws IOException {
    String words = card(SCHOOL).fingerprint().toString();
    var forged = new AgencyKeys(Files.createDirectory(above.resolve("forged")));
    forged.create(SCHOOL, pki.random);
    AgencyCard swapped = new CardFile(forged.card()).read();
    assertThat(swapped.fingerprint()).doesNotHaveToString(words);

    sign(List.of(card(TestPki.CHILD_WELFARE), swapped), "alma", "bruno");
    ends(ExitCode.KEY, wrapping(), "no certificate below the rules' root", "of school; a swapped card has none");
    assertThat(wraps).doesNotExist();
  }

  @Test
  void swappedWrapKey_besideTheRightTlsKey_showsOtherWords() throws IOException {
    AgencyCard own = card(SCHOOL);
    AgencyCard swapped = AgencyCard.of(SCHOOL, own.spki(), WrapKey.random(pki.random).publicKey(), own.witnessKeyBytes());
    assertThat(SignedCard.parse(new ObjectMapper().writeValueAsBytes(new ObjectMapper().createObjectNode().put("signature", SignedCard.parse(Files
        .readAllBytes(agencies.get(SCHOOL).card())).orThrow().signature()).set("card", swapped.toJson())))).isInstanceOf(Parsed.Rejected.class);

    sign(List.of(card(TestPki.CHILD_WELFARE), swapped), "alma", "bruno");
    ends(ExitCode.KEY, wrapping("alma", new String[] {"alma", "bruno"}, "child_welfare"), "not compared: school");
    assertThat(terminal.out()).contains("card of school, " + swapped.fingerprint()).doesNotContain(own.fingerprint().toString());
  }

  @Test
  void certificateOfAnotherRoot_orAnotherAgency_orOverTime_standsForNoCard() throws IOException {
    certify(agencies.get(SCHOOL), SCHOOL, new TestPki(() -> NOW));
    ends(ExitCode.KEY, wrapping(), "of school;");
    Files.copy(certificates.resolve("child_welfare.pem"), certificates.resolve("school.pem"), StandardCopyOption.REPLACE_EXISTING);
    ends(ExitCode.KEY, wrapping(), "of school;");
    certify(agencies.get(SCHOOL), SCHOOL, pki);
    assertThat(terminal.run(NOW.plus(31, ChronoUnit.DAYS), wrapping().toArray())).isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains("of child_welfare, school;");
    done(wrapping());
  }

  @Test
  void rulesThatOneSigned_orAnUnpinnedSigner_orTooFewShares_wrapNothing() throws IOException {
    ends(ExitCode.KEY, wrapping("mallory", new String[] {"alma", "bruno"}, "child_welfare", "school"), "mallory.key: not the key of a custodian");
    ends(ExitCode.KEY, wrapping("alma", new String[] {"alma"}, "child_welfare", "school"), "1 share only; 2 of the 3 are needed");
    sign(List.of(card(TestPki.CHILD_WELFARE)), "alma");
    ends(ExitCode.RULES, wrapping(), "1 good of 2 different pinned custodians");
    assertThat(wraps).doesNotExist();
  }

  @Test
  void comparison_isAskedAtTheTerminal_agencyByAgency() {
    List<Object> words = new ArrayList<>(wrapping());
    int at = words.indexOf("--compared");
    words.subList(at, at + 2).clear();

    terminal.answering("yes", "no");
    ends(ExitCode.KEY, words, "not compared: school");
    terminal.answering("yes", "yes");
    done(words);
  }

  @Test
  void oneCustodianTwice_isOneSignature() {
    done(wrapping());
    done(signing("alma"));

    assertThat(terminal.out()).contains("signed by alma (1 of 2 needed)");
  }

  @Test
  void secondCustodian_signsNothingThatWasAltered() throws IOException {
    done(wrapping());
    edit(wraps.resolve("transcript.json"), json -> ((ObjectNode) json.get("transcript")).put("valid_until", "2026-03-29"));
    ends(ExitCode.KEY, signing("bruno"), "not the wrap that");
    redo();
    edit(wraps.resolve("school.wrap.json"), json -> ((ObjectNode) json.get("wrap")).put("ciphertext", "A".repeat(64)));
    ends(ExitCode.KEY, signing("bruno"), "school.wrap.json, wrap: is not the one that the transcript names");
    redo();
    Files.delete(wraps.resolve("school.wrap.json"));
    ends(ExitCode.KEY, signing("bruno"), "school.wrap.json: no such file");
    redo();
    for (String file : List.of("transcript.json", "school.wrap.json", "child_welfare.wrap.json")) {
      edit(wraps.resolve(file), json -> ((ArrayNode) json.get("signatures")).set(0, new ObjectMapper().createObjectNode().put("custodian", "alma")
          .put(
              "signature", "A".repeat(86))));
    }
    ends(ExitCode.KEY, signing("bruno"), "the signature of alma does not fit this transcript");
    redo();
    sign(List.of(card(TestPki.CHILD_WELFARE)), "alma", "bruno");
    ends(ExitCode.KEY, signing("bruno"), "made by other rules");
  }

  @Test
  void ceremonyThatTheSecondCustodianWasNotAt_isNotSignedFor() {
    done(wrapping());
    Ceremonies.make(terminal, above.resolve("own"), 1, 2, "alma", "bruno", "cleo");
    List<Object> words = new ArrayList<>(signing("bruno"));
    words.set(words.indexOf(custodians.resolve("ceremony-1.json")), above.resolve("own/ceremony-1.json"));

    ends(ExitCode.KEY, words, "of another ceremony than");
  }

  private void redo() throws IOException {
    try (var files = Files.list(wraps)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    done(wrapping());
  }

  private static void edit(Path file, java.util.function.Consumer<ObjectNode> change) throws IOException {
    var mapper = new ObjectMapper();
    var root = (ObjectNode) mapper.readTree(file.toFile());
    change.accept(root);
    Files.writeString(file, mapper.writeValueAsString(root));
  }

  @Test
  void wrapForAnotherAgency_orAnotherCard_isRefused() throws IOException {
    wrapAndSign();
    refused(childWelfare(), wrap(SCHOOL), "it is for school, and this is child_welfare");
    AgencyCard own = card(TestPki.CHILD_WELFARE);
    AgencyCard other = AgencyCard.of(own.agency(), own.spki(), own.wrapKeyBytes(), card(SCHOOL).witnessKeyBytes());
    Unwrapping with = childWelfare();
    refused(new Unwrapping(other, with.key(), with.pinned(), with.keyring(), TODAY), wrap(own.agency()), "wrapped to another card of child_welfare");
    refused(new Unwrapping(own, WrapKey.random(pki.random), with.pinned(), with.keyring(), TODAY), wrap(own.agency()), "wrap.key does not open it");
  }

  @Test
  void unsigned_onceSigned_andSignedTwiceByOneKey_areRefused_eachInItsWords() throws IOException {
    wrapAndSign();
    SignedWrap good = wrap(TestPki.CHILD_WELFARE);
    Transcript transcript = good.signed().transcript();

    refused(childWelfare(), resigned(good, transcript), "0 good of 2 different pinned custodians");
    refused(childWelfare(), resigned(good, transcript, "alma"), "1 good of 2 different pinned custodians");
    refused(childWelfare(), resigned(good, transcript, "alma", "mallory"), "1 good of 2 different pinned custodians (mallory is not pinned)");
    SignedTranscript byOne = SignedTranscript.unsigned(transcript).signedBy("alma", privateKey("alma")).signedBy("twin", privateKey("alma"));
    Unwrapping with = childWelfare();
    var twin = new Custodian("twin", custodian("alma").key());
    refused(new Unwrapping(with.card(), with.key(), List.of(custodian("alma"), twin, custodian("bruno")), with.keyring(), TODAY), new SignedWrap(good
        .wrap(), byOne), "1 good of 2 different pinned custodians (twin has the key of alma)");
    SignedTranscript posed = SignedTranscript.unsigned(transcript).signedBy("alma", privateKey("alma")).signedBy("bruno", privateKey("mallory"));
    refused(childWelfare(), new SignedWrap(good.wrap(), posed), "the one of custodian bruno is not over this transcript or not by the pinned key");
    var rulesSignature = new CustodianSignatures(SignedRules.parse(Files.readAllBytes(rulesFile)).orThrow().signatures());
    refused(childWelfare(), new SignedWrap(good.wrap(), new SignedTranscript(transcript, rulesSignature)), "not over this transcript");
  }

  @Test
  void tooEarlyAndTooLate_areRefused() throws IOException {
    wrapAndSign();
    SignedWrap wrap = wrap(TestPki.CHILD_WELFARE);
    refused(unwrapping(TestPki.CHILD_WELFARE, keyring("early"), TODAY.minusDays(1)), wrap, "it opens from 2026-03-01 on");
    refused(unwrapping(TestPki.CHILD_WELFARE, keyring("late"), TODAY.plusDays(30)), wrap, "it was to be opened until 2026-03-30");
    assertThat(unwrapping(TestPki.CHILD_WELFARE, keyring("last"), TODAY.plusDays(29)).open(wrap).epoch().number()).isEqualTo(1);
  }

  @Test
  void everyFlippedBit_isRefused() throws IOException {
    wrapAndSign();
    byte[] whole = Files.readAllBytes(wraps.resolve("child_welfare.wrap.json"));
    Unwrapping with = childWelfare();
    for (int at = 0; at < whole.length; at += 11) {
      if (Character.isWhitespace(whole[at])) {
        continue;
      }
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      if (SignedWrap.parse(bytes) instanceof Parsed.Valid<SignedWrap>(SignedWrap altered)) {
        refused(with, altered, "the wrap is refused");
      }
    }
    assertThat(with.open(SignedWrap.parse(whole).orThrow()).epoch().number()).isEqualTo(1);
  }

  @Test
  void wrapPutTogetherFromTwoCeremonies_isNoWrap() throws IOException {
    wrapAndSign();
    SignedWrap first = wrap(TestPki.CHILD_WELFARE);
    redo();
    done(signing("bruno"));
    SignedTranscript second = wrap(TestPki.CHILD_WELFARE).signed();

    ObjectNode mixed = first.toJson();
    mixed.set("transcript", second.transcript().toJson());
    mixed.set("signatures", second.signatures().toJson());
    assertThat(SignedWrap.parse(new ObjectMapper().writeValueAsBytes(mixed)).in("f").toString()).contains("put together from two ceremonies");
  }

  @Test
  void secretThatIsNotTheCeremonys_isRefused_thoughTwoHaveSigned() throws IOException {
    wrapAndSign();
    SignedWrap good = wrap(TestPki.CHILD_WELFARE);
    Transcript old = good.signed().transcript();
    AgencyCard own = card(TestPki.CHILD_WELFARE);
    WrapKey.Sealed sealed = WrapKey.seal(own.wrapKeyBytes(), good.wrap().terms().info(), new byte[32], pki.random);
    var forged = new Wrap(good.wrap().terms(), sealed.enc(), sealed.ciphertext());
    var transcript = new Transcript(old.ceremony(), old.collaborative(), old.rulesNumber(), old.rules(), old.validFrom(), old.validUntil(), List.of(
        new Transcript.Entry(own.agency(), Digest.of(own.toBytes()), forged.digest())));
    SignedTranscript signed = SignedTranscript.unsigned(transcript).signedBy("alma", privateKey("alma")).signedBy("bruno", privateKey("bruno"));

    refused(childWelfare(), new SignedWrap(forged, signed), "is not the secret that ceremony");
  }

  @Test
  void replays_areRefused() throws IOException {
    wrapAndSign();
    SignedWrap first = wrap(TestPki.CHILD_WELFARE);
    Keyring keyring = keyring("held");
    keyring.add(unwrapping(TestPki.CHILD_WELFARE, keyring, TODAY).open(first), first.signed());

    custodians = again("second", 1);
    wrapAndSign();
    refused(unwrapping(TestPki.CHILD_WELFARE, keyring, TODAY), wrap(TestPki.CHILD_WELFARE), "the keyring has ceremony ",
        "a replay, or a second ceremony");
    Keyring bare = keyring("bare");
    new KeyFile.OfLinkageSecret(keyring.find(1).orElseThrow()).createIn(above.resolve("bare"));
    refused(unwrapping(TestPki.CHILD_WELFARE, Keyring.open(above.resolve("bare")), TODAY), wrap(TestPki.CHILD_WELFARE),
        "the keyring has another secret of epoch 1");
    assertThat(bare.epochs()).isEmpty();
  }

  /// Another ceremony of the same custodians.
  private Path again(String name, int epoch) throws IOException {
    Path folder = above.resolve(name);
    Ceremonies.make(terminal, folder, epoch, 2, "alma", "bruno", "cleo");
    for (String file : List.of("alma.pub", "bruno.pub", "alma.key", "bruno.key")) {
      Files.copy(custodians.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (var files = Files.list(wraps)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  @Test
  void olderCeremony_isRefused() throws IOException {
    wrapAndSign();
    SignedWrap first = wrap(TestPki.CHILD_WELFARE);
    Transcript held = first.signed().transcript();
    Ceremony one = held.ceremony();
    var newer = new Ceremony(org.tellonce.protocol.custody.CeremonyId.random(pki.random), TODAY.plusDays(1), new org.tellonce.protocol.keys.Epoch(2,
        one
            .epoch().sizeClass()), one.needed(), one.custodians(), one.shares(), one.commitment());
    Keyring keyring = keyring("newer");
    var transcript = new Transcript(newer, held.collaborative(), held.rulesNumber(), held.rules(), held.validFrom(), held.validUntil(), held.wraps());
    keyring.add(new LinkageSecret(newer.epoch(), Secret.random(pki.random)), SignedTranscript.unsigned(transcript));

    refused(unwrapping(TestPki.CHILD_WELFARE, keyring, TODAY), first, "its ceremony of 2026-03-01 is older than the one of 2026-03-02");
  }

  @Test
  void ceremonyOfAnotherEpochThanTheRulesName_isNotWrapped() {
    Ceremonies.make(terminal, custodians, 7, 2, "alma", "bruno");
    List<Object> words = new ArrayList<>(wrapping());
    words.set(words.indexOf(custodians.resolve("ceremony-1.json")), custodians.resolve("ceremony-7.json"));
    ends(ExitCode.KEY, words, "of epoch 7, which the rules do not name");
  }

  @Test
  void fileWithRubbish_isRefusedInOneLine() throws IOException {
    done(wrapping());
    for (String text : List.of("", "{}", "[1]", "{\"wrap\":{}}", "x".repeat(2 << 20))) {
      Files.writeString(wraps.resolve("school.wrap.json"), text);
      ends(ExitCode.KEY, signing("bruno"), "school.wrap.json");
      assertThat(terminal.err().lines()).hasSizeLessThan(8);
    }
  }
}
