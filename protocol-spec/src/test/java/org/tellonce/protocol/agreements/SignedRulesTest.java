package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.SignedRules.Verification;
import org.tellonce.protocol.encoding.Suite;

class SignedRulesTest {
  private static final JsonNode BASE = VectorFile.of("agreements/rules.json").json().get("base");
  private static final Rules RULES = rules(BASE);

  private static Rules rules(JsonNode json) {
    return Rules.JSON.parse(json).orThrow();
  }

  private static Rules numbered(long number) {
    return rules(((ObjectNode) BASE.deepCopy()).put("number", number));
  }

  private static KeyPair pair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  @Test
  void signaturesOfTwoCustodians_areTrusted_alsoAfterTheFile() throws GeneralSecurityException {
    KeyPair alma = pair();
    KeyPair bruno = pair();
    List<Custodian> pinned = List.of(Custodian.of("alma", alma.getPublic()), Custodian.of("bruno", bruno.getPublic()));
    SignedRules one = SignedRules.unsigned(RULES).signedBy("alma", alma.getPrivate());

    SignedRules two = one.signedBy("bruno", bruno.getPrivate());

    assertThat(one.verify(pinned)).isInstanceOf(Verification.Untrusted.class);
    assertThat(two.verify(pinned)).isEqualTo(new Verification.Trusted(RULES, List.of("alma", "bruno")));
    assertThat(SignedRules.parse(two.toBytes()).orThrow()).isEqualTo(two);
    assertThat(SignedRules.parse(two.toText().getBytes(StandardCharsets.UTF_8)).orThrow().verify(pinned)).isInstanceOf(Verification.Trusted.class);
  }

  @Test
  void secondSignatureOfOneCustodian_replacesTheFirst() throws GeneralSecurityException {
    KeyPair alma = pair();
    SignedRules signed = SignedRules.unsigned(RULES).withSignature("alma", new byte[64]).signedBy("alma", alma.getPrivate());

    assertThat(signed.signatures()).hasSize(1);
    assertThat(Custodian.of("alma", alma.getPublic()).signed(SignedRules.message(RULES),
        java.util.Base64.getUrlDecoder().decode(signed.signatures().get("alma")))).isTrue();
  }

  @Test
  void otherKeys_areRefused() throws GeneralSecurityException {
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThatIllegalArgumentException().isThrownBy(() -> SignedRules.unsigned(RULES).signedBy("alma", ec.getPrivate()));
    assertThatIllegalArgumentException().isThrownBy(() -> Custodian.of("alma", ec.getPublic()));
    assertThatIllegalArgumentException().isThrownBy(() -> SignedRules.unsigned(RULES).withSignature("alma", new byte[63]));
  }

  @Test
  void succession_followsNumberAndDigest() {
    assertThat(Succession.of(RULES, numbered(4))).isEqualTo(new Succession.Newer());
    assertThat(Succession.of(RULES, numbered(3))).isEqualTo(new Succession.Same());
    assertThat(Succession.of(RULES, numbered(2))).isEqualTo(new Succession.Older(3, 2));
    assertThat(Succession.of(RULES, rules(((ObjectNode) BASE.deepCopy()).put("contact_days", 366)))).isEqualTo(new Succession.Contradicts(3));
  }

  @Test
  void rules_answerWhatOthersAskThem() {
    Member school = RULES.member(new AgencyId("child_welfare")).orElseThrow();
    assertThat(RULES.responseCard(school).clocks()).extracting(ResponseCard.Clock::minutes).containsExactly(90);
    assertThat(school.contact(Contact.Topic.AFTER_HOURS)).map(Contact::office).contains("County night line");
    assertThat(school.contact(Contact.Topic.CONSENT)).isEmpty();
    assertThat(RULES.openEpochs(LocalDate.of(2026, 12, 31))).extracting(EpochTerm::number).containsExactly(1L);
    assertThat(RULES.openEpochs(LocalDate.of(2027, 1, 1))).isEmpty();
    assertThat(RULES.isCurrent(school.agency(), LocalDate.of(2026, 12, 31))).isTrue();
    assertThat(RULES.isCurrent(school.agency(), LocalDate.of(2027, 1, 1))).isFalse();
    assertThat(RULES.contactIsFresh(school.agency(), LocalDate.of(2026, 12, 14))).isTrue();
    assertThat(RULES.contactIsFresh(school.agency(), LocalDate.of(2026, 12, 15))).isFalse();
    assertThat(RULES.authorityCertificate().getBasicConstraints()).isEqualTo(1);
  }

  @Test
  void overlap_hasTwoOpenEpochs_theOlderFirst() {
    ObjectNode json = BASE.deepCopy();
    json.withArray("epochs").add(new EpochTerm(2, LocalDate.of(2026, 12, 18), LocalDate.of(2027, 12, 31)).toJson());
    Rules rules = rules(json);

    assertThat(rules.openEpochs(LocalDate.of(2026, 12, 17))).extracting(EpochTerm::number).containsExactly(1L);
    assertThat(rules.openEpochs(LocalDate.of(2026, 12, 18))).extracting(EpochTerm::number).containsExactly(1L, 2L);
    assertThat(rules.openEpochs(LocalDate.of(2027, 1, 1))).extracting(EpochTerm::number).containsExactly(2L);
  }

  @Test
  void rulesOfAnotherVersion_areNamed_withWhatTheProgramShips() {
    Digest other = Digest.of(new byte[] {1});
    ObjectNode json = BASE.deepCopy();
    Suite.TABLES.forEach(table -> ((ObjectNode) json.get("tables")).put(table, Digest.ofBytes(Suite.tableDigest(table)).hex()));
    Rules ours = rules(json);

    assertThat(ours.misfits(ours.parameters())).isEmpty();
    assertThat(ours.misfits(other)).extracting(Problem::toString).singleElement().asString()
        .startsWith("rules.parameters: " + ours.parameters().hex().substring(0, 12) + "…, this program ships " + other + " (tellonce");
    ((ObjectNode) json.get("tables")).put("surnames.csv", other.hex());
    assertThat(rules(json).misfits(other)).extracting(Problem::where).containsExactly("rules.tables.surnames.csv", "rules.parameters");
  }

  @Test
  void contactThatIsStale_orSoonWillBe_isTold_ifScreeningsHangOnIt() {
    ObjectNode json = BASE.deepCopy();
    ObjectNode member = (ObjectNode) json.get("members").get(0);
    ((ObjectNode) member.get("contacts").get(0)).put("verified_on", "2026-07-01");
    Rules stale = rules(json);
    String agency = member.get("agency").asText() + ": contact verified 2026-07-01, ";

    assertThat(new Eligibility(stale, LocalDate.of(2026, 9, 15)).contactNotices()).noneMatch(line -> line.startsWith(agency));
    assertThat(new Eligibility(stale, LocalDate.of(2026, 9, 16)).contactNotices())
        .contains(agency + "77 days ago (90 allowed): from 2026-09-30 on no agency is shown its screenings");
    assertThat(new Eligibility(stale, LocalDate.of(2026, 9, 29)).contactNotices()).anyMatch(line -> line.contains("from 2026-09-30 on"));
    assertThat(new Eligibility(stale, LocalDate.of(2026, 11, 24)).contactNotices())
        .contains(agency + "146 days ago (90 allowed): no agency is shown its screenings");
    member.put("profile", "P1");
    assertThat(new Eligibility(rules(json), LocalDate.of(2026, 11, 24)).contactNotices()).noneMatch(line -> line.startsWith(agency));
  }
}
