package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.keys.P256;

/// `tellonce keys rules new`: what it fills in, what it marks, and that nobody can sign a mark.
class RulesNewTest {
  @TempDir
  private Path above;
  private Path folder;
  private Path file;
  private Terminal terminal;
  private final TestPki pki = new TestPki(() -> TestRules.NOW);

  @BeforeEach
  void custodiansFolder() {
    terminal = new Terminal(above);
    folder = above.resolve("custodians");
    file = above.resolve("collaborative.json");
    done("ca", "root", "--dir", folder, "--name", "Harbor County");
    Ceremonies.make(terminal, folder, 2, 2, "alma", "bruno");
    done("custodian", "alma", "--dir", folder);
    done("custodian", "bruno", "--dir", folder);
  }

  private void done(Object... args) {
    assertThat(terminal.run(TestRules.NOW, args)).as(() -> terminal.err()).isEqualTo(ExitCode.DONE.number());
  }

  private void refused(Object... args) {
    assertThat(terminal.run(TestRules.NOW, args)).as(() -> terminal.err()).isEqualTo(ExitCode.DATA_REFUSED.number());
  }

  private Path card(String agency) {
    return card(agency, agency);
  }

  private Path card(String agency, String name) {
    KeyPair pair = P256.newPair(pki.random);
    Path file = above.resolve(name + ".json");
    SignedCard card = SignedCard.sign(TestPki.card(new AgencyId(agency), pair.getPublic()), pair.getPrivate());
    AtomicFile.PUBLIC.create(file, card.toBytes());
    return file;
  }

  /// As a person does: a value in the place of each mark.
  private void fill(Map<String, String> values) throws IOException {
    String text = Files.readString(file);
    for (var value : values.entrySet()) {
      text = text.replaceAll("\"@FILL IN: " + value.getKey() + "[^\"]*\"", "\"" + value.getValue() + "\"");
    }
    Files.writeString(file, text);
  }

  private static final Map<String, String> VALUES = Map.ofEntries(Map.entry("where days begin", "America/Los_Angeles"),
      Map.entry("whose line", "Harbor coordinator"), Map.entry("the coordinator's number", "555-0190"), Map.entry("what a caseworker", "Ask first."),
      Map.entry("the on-call advocate", "Advocate 555-0191"), Map.entry("one of the classes", "child-welfare"), Map.entry("P0, P1", "P3"),
      Map.entry("MOU, DSA", "MOU"), Map.entry("the agreement's first", "2026-01-01"), Map.entry("the agreement's last", "2026-12-31"),
      Map.entry("the office", "Intake desk"), Map.entry("its number", "555-0101"), Map.entry("when it is answered", "Mon-Fri 8-17"),
      Map.entry("whom to call outside", "Night line 555-0111"), Map.entry("the day on which", "2026-02-20"),
      Map.entry("who signed", "Harbor County"), Map.entry("what its people may ask", "intake"), Map.entry("on which it may share",
          "child-protection"),
      Map.entry("who helps", "Regional navigator"), Map.entry("the navigator's number", "555-0192"));

  private Path log() throws IOException {
    Path log = above.resolve("log.pub");
    Files.writeString(log, TestRules.LOG.toJson().toString());
    return log;
  }

  private Rules complete() throws IOException {
    done("rules", "new", file, "--dir", folder, "--log", log(), "--card", card("child_welfare"));
    fill(VALUES);
    fill(Map.of("what people call", "Harbor Child Welfare"));
    return SignedRules.parse(Files.readAllBytes(file)).orThrow().rules();
  }

  @Test
  void newRules_holdWhatFolderAndProgramKnow_andAreSignedOnceFilledIn() throws IOException {
    Rules rules = complete();

    assertThat(rules.number()).isEqualTo(1);
    assertThat(rules.collaborative()).isEqualTo("Harbor County");
    assertThat(rules.custodians()).extracting(custodian -> custodian.name()).containsExactly("alma", "bruno");
    assertThat(rules.authorityCertificate()).isEqualTo(new CertificateFile(folder.resolve("root.pem")).read().orThrow().getFirst());
    assertThat(rules.epochs()).containsExactly(new EpochTerm(2, LocalDate.of(2026, 2, 1), LocalDate.of(2027, 1, 31)));
    assertThat(rules.log()).isEqualTo(TestRules.LOG);
    assertThat(rules.misfits(rules.parameters())).isEmpty();
    assertThat(rules.responseCards()).containsOnlyKeys("harbor_county");
    done("rules", "sign", file, "--key", folder.resolve("alma.key"));
    done("rules", "sign", file, "--key", folder.resolve("bruno.key"));
    done("rules", "check", file, "--custodian", folder.resolve("alma.pub"), "--custodian", folder.resolve("bruno.pub"));
  }

  @Test
  void newRules_showTheWordsOfTheirKeys() throws IOException {
    Path card = card("child_welfare");
    done("rules", "new", file, "--dir", folder, "--log", log(), "--card", card);

    assertThat(terminal.out()).contains("custodian alma, in words: ", "custodian bruno, in words: ",
        "log tellonce/harbor-county, " + TestRules.LOG.fingerprint(), "member child_welfare, card " + new CardFile(card).read().fingerprint(),
        "fill in the 23 places");
  }

  @Test
  void newRules_withoutTheServersLog_markItsPlace() throws IOException {
    done("rules", "new", file, "--dir", folder, "--card", card("child_welfare"));

    refused("rules", "sign", file, "--key", folder.resolve("alma.key"));
    assertThat(terminal.err()).contains("rules.log: not filled in yet (what the server's log.pub holds", "24 problems");
  }

  @Test
  void everyPlaceThatIsStillMarked_isNamedOnce_andNothingIsSigned() throws IOException {
    done("rules", "new", file, "--dir", folder, "--log", log(), "--card", card("child_welfare"));

    refused("rules", "sign", file, "--key", folder.resolve("alma.key"));
    assertThat(terminal.err().lines().filter(line -> line.contains("not filled in yet"))).hasSize(23);
    assertThat(terminal.err()).contains("collaborative.json, rules.members[0].contacts[0].phone: not filled in yet (its number)", "23 problems");

    fill(VALUES);
    refused("rules", "sign", file, "--key", folder.resolve("alma.key"));
    assertThat(terminal.err()).contains("rules.members[0].name: not filled in yet (what people call this agency)", "1 problem,");
  }

  @Test
  void nextRules_keepWhatHeld_takeNewCards_andAreSignedByNobody() throws IOException {
    Rules held = complete();
    done("rules", "sign", file, "--key", folder.resolve("alma.key"));
    Path next = above.resolve("next.json");

    done("rules", "new", next, "--from", file, "--card", card("child_welfare", "again"), "--card", card("school"));

    var json = (ObjectNode) new ObjectMapper().readTree(next.toFile());
    assertThat(json.get("signatures")).isEmpty();
    assertThat(json.at("/rules/number").asInt()).isEqualTo(2);
    assertThat(json.at("/rules/members/0/contacts/0/phone").asText()).isEqualTo("555-0101");
    assertThat(json.at("/rules/members/0/card/tls_key").asText()).isNotEqualTo(held.members().getFirst().card().tlsKey());
    assertThat(json.at("/rules/members/1/agency").asText()).isEqualTo("school");
    assertThat(json.at("/rules/members/1/name").asText()).startsWith("@FILL IN");
    assertThat(terminal.out()).contains("rules 2 of Harbor County", "fill in the 14 places");
  }

  @Test
  void folderWithOneCustodian_orWithoutRoot_andFilesThatAreThere_areRefused() throws IOException {
    Files.delete(folder.resolve("bruno.pub"));
    refused("rules", "new", file, "--dir", folder);
    assertThat(terminal.err()).contains("NAME.pub of at least 2 custodians must lie here, found 1");
    Files.delete(folder.resolve("root.pem"));
    refused("rules", "new", file, "--dir", folder);
    assertThat(terminal.err()).contains("root.pem: no such file");
    assertThat(file).doesNotExist();
    Files.writeString(file, "{}");
    refused("rules", "new", file, "--dir", folder);
    assertThat(terminal.err()).contains("already there");
    refused("rules", "new", above.resolve("next.json"), "--from", file);
    assertThat(List.of(above.resolve("next.json"))).allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(terminal.run(TestRules.NOW, "rules", "new", file)).isEqualTo(ExitCode.USAGE.number());
  }
}
