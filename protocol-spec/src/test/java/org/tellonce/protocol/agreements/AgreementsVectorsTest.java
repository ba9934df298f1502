package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.agreements.Eligibility.Serving;
import org.tellonce.protocol.agreements.SignedRules.Verification;

class AgreementsVectorsTest {

  @TestFactory
  Stream<DynamicTest> rules() {
    return VectorFile.tests("agreements/rules.json", Rules::parse, (rules, of) -> assertThat(rules.digest().hex()).isEqualTo(of.get("digest")
        .asText()));
  }

  @TestFactory
  Stream<DynamicTest> signedRules() {
    return VectorFile.tests("agreements/signed-rules.json", SignedRules::parse);
  }

  @TestFactory
  Stream<DynamicTest> cards() {
    return VectorFile.tests("agreements/cards.json", AgencyCard::parse,
        (card, of) -> assertThat(card.fingerprint().words()).containsExactlyElementsOf(texts(of.get("words"))));
  }

  @TestFactory
  Stream<DynamicTest> signedCards() {
    return VectorFile.tests("agreements/signed-cards.json", SignedCard::parse);
  }

  @TestFactory
  Stream<DynamicTest> directories() {
    return VectorFile.tests("agreements/directories.json", Directory::parse);
  }

  @TestFactory
  Stream<DynamicTest> signatures() {
    JsonNode base = VectorFile.of("agreements/rules.json").json().get("base");
    return VectorFile.of("agreements/signatures.json").list("cases").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      ObjectNode file = new ObjectMapper().createObjectNode();
      file.set("rules", ((ObjectNode) base.deepCopy()).put("number", of.get("rules_number").asLong()));
      file.set("signatures", of.get("signatures"));
      List<Custodian> pinned = new ArrayList<>();
      of.get("pinned").forEach(custodian -> pinned.add(Custodian.JSON.parse(custodian).orThrow()));
      Verification verification = SignedRules.parse(bytes(file)).orThrow().verify(pinned);
      if (of.get("signers").isNull()) {
        assertThat(verification).isInstanceOf(Verification.Untrusted.class);
      } else {
        assertThat(verification).isInstanceOfSatisfying(Verification.Trusted.class, trusted -> {
          assertThat(trusted.signers()).containsExactlyElementsOf(texts(of.get("signers")));
          assertThat(trusted.rules().number()).isEqualTo(of.get("rules_number").asLong());
        });
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> eligibility() {
    VectorFile vectors = VectorFile.of("agreements/eligibility.json");
    return vectors.list("cases").stream().map(of -> DynamicTest.dynamicTest(of.get("about").asText(), () -> {
      var eligibility = new Eligibility(Rules.JSON.parse(vectors.changed(of)).orThrow(), LocalDate.parse(of.get("day").asText()));
      var agency = new AgencyId(of.get("agency").asText());
      assertThat(word(eligibility.mayUpload(agency))).isEqualTo(of.get("upload").asText());
      assertThat(word(eligibility.mayMatch(agency))).isEqualTo(of.get("match").asText());
      assertThat(word(eligibility.mayReceiveFlags(agency))).isEqualTo(of.get("flags").asText());
      assertThat(word(eligibility.mayAsk(agency))).isEqualTo(of.get("flags").asText());
      assertThat(word(eligibility.mayLookUp(agency))).isEqualTo(of.get("lookup").asText());
      assertThat(word(eligibility.serving(agency))).isEqualTo(of.get("serving").asText());
      assertThat(eligibility.mayWithdraw(agency).isGiven()).isEqualTo(eligibility.rules().member(agency).isPresent());
    }));
  }

  private static String word(Leave leave) {
    return switch (leave) {
      case Leave.Given _ -> "given";
      case Leave.Refused(Refusal reason) -> word(reason);
    };
  }

  private static String word(Serving serving) {
    return switch (serving) {
      case Serving.Named _ -> "named";
      case Serving.Hidden _ -> "hidden";
      case Serving.Silent(Refusal reason) -> word(reason);
    };
  }

  private static String word(Refusal reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return new ObjectMapper().writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
