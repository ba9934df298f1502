package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.agreements.SignedRules.Verification;
import org.tellonce.protocol.encoding.Suite;

class RulesCommandsTest {
  @TempDir
  private Path folder;
  private Terminal terminal;
  private Path file;
  private Rules rules;

  @BeforeEach
  void rulesThatNobodySigned() throws IOException {
    terminal = new Terminal(folder);
    file = folder.resolve("collaborative.json");
    for (String name : List.of("alice", "bob", "mallory")) {
      done("custodian", name, "--dir", folder);
    }
    rules = TestRules.of(List.of(custodian("alice"), custodian("bob")));
    Files.writeString(file, SignedRules.unsigned(rules).toText());
  }

  private Custodian custodian(String name) throws IOException {
    return Custodian.parse(Files.readAllBytes(folder.resolve(name + ".pub"))).orThrow();
  }

  private Path key(String name) {
    return folder.resolve(name + ".key");
  }

  private void done(Object... args) {
    assertThat(terminal.run(TestRules.NOW, args)).as(() -> terminal.err()).isEqualTo(ExitCode.DONE.number());
  }

  /// A command that is refused leaves the file as it was.
  private void ends(ExitCode code, Object... args) throws IOException {
    String before = Files.readString(file);
    assertThat(terminal.run(TestRules.NOW, args)).as(() -> terminal.err()).isEqualTo(code.number());
    assertThat(file).hasContent(before);
  }

  private Object[] check() {
    return new Object[] {"rules", "check", file, "--custodian", folder.resolve("alice.pub"), "--custodian", folder.resolve("bob.pub")};
  }

  private void edit(java.util.function.Consumer<ObjectNode> change) throws IOException {
    var mapper = new ObjectMapper();
    var root = (ObjectNode) mapper.readTree(file.toFile());
    change.accept(root);
    Files.writeString(file, mapper.writeValueAsString(root));
  }

  @Test
  void twoCustodians_makeRulesThatAreTrusted() throws IOException {
    done("rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.out()).contains("Rules 3 of Harbor County", "digest " + rules.digest(), "epoch 1, 2026-01-01 to 2026-12-31, open today",
        "log tellonce/harbor-county, " + TestRules.LOG.fingerprint(), "1 member:",
        "child_welfare, Harbor Child Welfare: child-welfare, P3, MOU 2026-01-01 to 2026-12-31", "card " + rules.members().getFirst().card()
            .fingerprint(),
        "contact for screening: Intake desk, 555-0100", "purposes intake, return-from-missing", "legal bases consent, court-order",
        "verified 2026-02-01", "alice, " + custodian("alice").fingerprint(), "(1 of 2 needed)", "another custodian");
    done("rules", "sign", file, "--key", key("bob"));
    assertThat(terminal.out()).contains("signed by alice, bob (2 of 2 needed)",
        "Next: bring the file to the operator (tellonce server enrol); agencies fetch it in the next night.");
    done(check());

    SignedRules signed = SignedRules.parse(Files.readAllBytes(file)).orThrow();
    assertThat(signed.rules()).isEqualTo(rules);
    assertThat(signed.verify(List.of(custodian("alice"), custodian("bob")))).isInstanceOf(Verification.Trusted.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
  }

  /// Whoever alters one value of rules before the second custodian signs must not find it passed over.
  @Test
  void everyValueThatIsSigned_isShown_andWhatDiffersFromTheRulesBefore() throws IOException {
    Path held = Files.copy(file, folder.resolve("held.json"));
    done("rules", "check", file, "--from", held);
    assertThat(terminal.out()).contains("nothing differs from rules 3", "root, in words: ", "coordinator Harbor coordinator, 555-0190",
        "hotline 1-888-373-7888", "kept 24 months", "stale after 90 days", "200 openings and look-ups of one agency a day, 40 of one user",
        "within 90 minutes: an advocate is with the young person", "days begin and end in America/Los_Angeles", "region harbor");

    edit(root -> {
      ObjectNode changed = (ObjectNode) root.get("rules");
      ((ObjectNode) changed.get("limits")).put("retention_months", 72).put("max_gone_percent", 60);
      ((ObjectNode) changed.get("coordinator")).put("phone", "555-6666");
      ((ObjectNode) changed.at("/response_cards/harbor")).put("hotline", "555-7777");
      changed.put("contact_days", 365).put("time_zone", "America/New_York");
      ((ObjectNode) changed.at("/members/0")).put("show_status", false);
    });
    done("rules", "sign", file, "--key", key("alice"), "--from", held);
    assertThat(terminal.out()).contains("what differs from rules 3:", "  limits.retention_months: 24 → 72", "  limits.max_gone_percent: 5 → 60",
        "  coordinator.phone: 555-0190 → 555-6666", "  response_cards.harbor.hotline: 1-888-373-7888 → 555-7777", "  contact_days: 90 → 365",
        "  time_zone: America/Los_Angeles → America/New_York", "  members[child_welfare].show_status: true → false");
    assertThat(terminal.out().lines().filter(line -> line.contains(" → "))).hasSize(7);
  }

  @Test
  void oneCustodianTwice_isNotEnough() throws IOException {
    done("rules", "sign", file, "--key", key("alice"));
    done("rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.out()).contains("(1 of 2 needed)");

    ends(ExitCode.RULES, check());
    assertThat(terminal.err()).contains("1 good of 2");
  }

  @Test
  void oneKeyUnderTwoNames_isNotEnough() throws IOException {
    Custodian alice = custodian("alice");
    done("rules", "sign", file, "--key", key("alice"));
    edit(root -> root.withArray("signatures").addObject().put("custodian", "bob")
        .put("signature", root.at("/signatures/0/signature").asText()));

    ends(ExitCode.RULES, check());
    assertThat(SignedRules.parse(Files.readAllBytes(file)).orThrow().verify(List.of(alice, new Custodian("bob", alice.key()))))
        .isInstanceOf(Verification.Untrusted.class);
    ends(ExitCode.RULES, "rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.err()).contains("the signature of bob does not fit");
  }

  @Test
  void strangersKey_signsNothing() throws IOException {
    ends(ExitCode.RULES, "rules", "sign", file, "--key", key("mallory"));

    assertThat(terminal.err()).contains("mallory.key", "alice, bob", "nothing was signed");
  }

  @Test
  void changeAfterASignature_isFound_byTheNextCustodianAndByTheCheck() throws IOException {
    done("rules", "sign", file, "--key", key("alice"));
    edit(root -> ((ObjectNode) root.at("/rules/limits")).put("max_gone_percent", 100));

    ends(ExitCode.RULES, "rules", "sign", file, "--key", key("bob"));
    assertThat(terminal.err()).contains("the signature of alice does not fit");
    ends(ExitCode.RULES, check());

    done("rules", "sign", file, "--key", key("alice"));
    done("rules", "sign", file, "--key", key("bob"));
    done(check());
  }

  @Test
  void rulesThatAreBroken_areNotSigned_andEachProblemIsTold() throws IOException {
    edit(root -> {
      ((ObjectNode) root.get("rules")).put("surprise", 1).put("number", 0);
      ((ObjectNode) root.at("/rules/members/0/contacts/0")).put("office", "=HYPERLINK(\"x\")");
    });

    ends(ExitCode.DATA_REFUSED, "rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.err()).contains("rules.surprise", "rules.number", "rules.members[0].contacts[0].office", "3 problems").doesNotContain(
        "HYPERLINK");
  }

  @Test
  void tablesOfAnotherVersion_areNotSigned() throws IOException {
    edit(root -> ((ObjectNode) root.at("/rules/tables")).put("nicknames.csv", "0".repeat(64)));

    ends(ExitCode.DATA_REFUSED, "rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.err()).contains("rules.tables.nicknames.csv", "this program ships " + Digest.ofBytes(Suite.tableDigest("nicknames.csv")));
  }

  @Test
  void parametersOfAnotherVersion_areNotSigned_norChecked() throws IOException {
    edit(root -> ((ObjectNode) root.get("rules")).put("parameters", "041f".repeat(16)));

    ends(ExitCode.DATA_REFUSED, "rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.err()).contains("collaborative.json, rules.parameters: 041f041f041f…, this program ships " + rules.parameters());
    ends(ExitCode.DATA_REFUSED, check());
  }

  @Test
  void contactThatGoesStaleSoon_isToldBeforeSigning() {
    assertThat(terminal.run(TestRules.NOW.plus(Duration.ofDays(50)), "rules", "sign", file, "--key", key("alice"))).isZero();

    assertThat(terminal.out()).contains(
        "child_welfare: contact verified 2026-02-01, 78 days ago (90 allowed): from 2026-05-03 on no agency is shown");
  }

  @Test
  void checkWithoutCustodians_showsTheRules_andJudgesNoSignature() {
    done("rules", "check", file);

    assertThat(terminal.out()).contains("Rules 3 of Harbor County", "the signatures were not checked").doesNotContain("signed by");
  }

  @Test
  void folderInsteadOfRules_isSaid() throws IOException {
    ends(ExitCode.DATA_REFUSED, "rules", "sign", folder, "--key", key("alice"));
    assertThat(terminal.err()).contains(folder + ": is a folder, not a file").doesNotContain("incident");
    ends(ExitCode.DATA_REFUSED, "rules", "check", file, "--custodian", folder);
    assertThat(terminal.err()).contains("is a folder, not a file");
  }

  @Test
  void whatDoesNotHoldToday_isShownToTheCustodian() {
    Instant later = TestRules.NOW.plus(Duration.ofDays(330));

    assertThat(terminal.run(later, "rules", "sign", file, "--key", key("alice"))).isZero();

    assertThat(terminal.out()).contains("no epoch is open today", "(not current today)",
        "child_welfare: contact verified 2026-02-01, 358 days ago (90 allowed): no agency is shown its screenings");
  }

  @Test
  void keyThatOthersCanRead_orOfAnotherKind_isKey() throws IOException {
    Files.setPosixFilePermissions(key("alice"), PosixFilePermissions.fromString("rw-r--r--"));
    ends(ExitCode.KEY, "rules", "sign", file, "--key", key("alice"));
    assertThat(terminal.err()).contains("alice.key: open to its group or others");

    done("ca", "root", "--dir", folder, "--name", "Harbor County");
    ends(ExitCode.KEY, "rules", "sign", file, "--key", key("root"));
    assertThat(terminal.err()).contains("root.key: not one Ed25519 key");
    ends(ExitCode.KEY, "rules", "sign", file, "--key", key("nobody"));
  }

  @Test
  void missingRules_areDataRefused_andWordsAreUsage() throws IOException {
    ends(ExitCode.DATA_REFUSED, "rules", "sign", folder.resolve("none.json"), "--key", key("alice"));
    assertThat(terminal.err()).contains("none.json: no such file");
    ends(ExitCode.USAGE, "rules");
  }

  @Test
  void pubFileThatIsNone_isNamed() throws IOException {
    Files.writeString(folder.resolve("bob.pub"), "{}");

    ends(ExitCode.DATA_REFUSED, check());
    assertThat(terminal.err()).contains("bob.pub");
  }
}
