package org.tellonce.protocol.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.encoding.RecordToken;

class SubmissionVectorsTest {

  @TestFactory
  Stream<DynamicTest> lines() {
    return VectorFile.<SubmissionLine>tests("submission/lines.json", SubmissionLine::parse);
  }

  @TestFactory
  Stream<DynamicTest> parts() {
    VectorFile vectors = VectorFile.of("submission/parts.json");
    return Stream.concat(vectors.list("valid").stream().map(of -> DynamicTest.dynamicTest("valid: " + of.get("about").asText(), () -> {
      byte[] part = of.get("part").asText().getBytes(UTF_8);
      List<SubmissionLine> lines = SubmissionPart.parse(part).orThrow();
      assertThat(lines).hasSize(of.get("lines").asInt());
      assertThat(SubmissionPart.bytes(lines)).isEqualTo(part);
    })), vectors.list("refused").stream().map(of -> DynamicTest.dynamicTest("refused: " + of.get("about").asText(), () -> {
      List<String> places = new ArrayList<>();
      of.get("where").forEach(place -> places.add(place.asText()));
      assertThat(SubmissionPart.parse(of.get("part").asText().getBytes(UTF_8))).isInstanceOfSatisfying(Parsed.Rejected.class,
          rejected -> assertThat(((Parsed.Rejected<?>) rejected).problems()).extracting(Problem::where).containsExactlyElementsOf(places));
    })));
  }

  @TestFactory
  Stream<DynamicTest> manifests() {
    return VectorFile.tests("submission/manifests.json", Manifest::parse,
        (manifest, of) -> assertThat(manifest.id()).hasToString(of.get("id").asText()));
  }

  @TestFactory
  Stream<DynamicTest> receipts() {
    return VectorFile.tests("submission/receipts.json", Receipt::parse);
  }

  @TestFactory
  Stream<DynamicTest> statuses() {
    return VectorFile.tests("submission/statuses.json", SubmissionStatus::parse);
  }

  @TestFactory
  Stream<DynamicTest> withdrawals() {
    return VectorFile.tests("submission/withdrawals.json", Withdrawal::parse);
  }

  @TestFactory
  Stream<DynamicTest> withdrawalReceipts() {
    return VectorFile.tests("submission/withdrawal-receipts.json", WithdrawalReceipt::parse);
  }

  @TestFactory
  Stream<DynamicTest> deletionsAreBelieved_ifTheLogsKeySignedThem() {
    return VectorFile.tests("submission/deletions.json", DeletionCertificate::parse, (certificate, of) -> {
      assertThat(certificate.deletion().digest()).hasToString(of.get("digest").asText());
      assertThat(certificate.isOf(LogIdentity.JSON.parse(of.get("log")).orThrow())).isEqualTo(of.get("good").asBoolean());
    });
  }

  @TestFactory
  Stream<DynamicTest> tombstones() {
    return VectorFile.tests("submission/tombstones.json", Tombstones::parse);
  }

  @TestFactory
  Stream<DynamicTest> heldRecords() {
    return VectorFile.tests("submission/held-records.json", HeldRecords::parse);
  }

  @TestFactory
  Stream<DynamicTest> liveSets() {
    return VectorFile.of("submission/live-sets.json").list("cases").stream().map(of -> DynamicTest.dynamicTest(of.get("count").asText(), () -> {
      List<RecordToken> tokens = new ArrayList<>();
      for (JsonNode token : of.get("tokens")) {
        tokens.add(RecordToken.parse(token.asText()).orThrow());
      }
      LiveSet set = LiveSet.of(tokens);
      assertThat(set.count()).isEqualTo(of.get("count").asLong());
      assertThat(set.digest().hex()).isEqualTo(of.get("digest").asText());
      assertThat(LiveSet.ofAscending(tokens.stream().sorted().iterator())).isEqualTo(set);
    }));
  }
}
