package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.SignedCard;

/// Custodians wrap a secret: to whom, for whom, and what the second of them signs.
class WrapTest extends WrappedSecret {
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

  @Test
  void ceremonyOfAnotherEpochThanTheRulesName_isNotWrapped() {
    Ceremonies.make(terminal, custodians, 7, 2, "alma", "bruno");
    List<Object> words = new ArrayList<>(wrapping());
    words.set(words.indexOf(custodians.resolve("ceremony-1.json")), custodians.resolve("ceremony-7.json"));
    ends(ExitCode.KEY, words, "of epoch 7, which the rules do not name");
  }
}
