package org.tellonce.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.P256;

class TransportTest {

  @Test
  void textsOfAProblemDocument_areHarmlessAndShort() {
    String rule = "red \u001b[31m, \u202eback, \n line, \u2028 line " + "x".repeat(3_000_000);
    byte[] sent = new ProblemDocument(ProblemCode.MALFORMED, "0123456789ab", List.of(new Problem("w\u0007", rule, "r"))).toBytes();

    Problem read = ProblemDocument.parse(sent).orThrow().problems().getFirst();

    assertThat(read.where()).isEqualTo("w ");
    assertThat(read.rule()).startsWith("red  [31m,  back,   line,   line xxx").hasSize(300);
  }

  private static final Nonce NONCE = new Nonce("AAECAwQFBgcICQoLDA0ODw");
  private static final SignatureInput INPUT = SignatureInput.of(new AgencyId("school"), Instant.parse("2026-01-01T00:00:00.9Z"), NONCE);

  @Test
  void signatureInput_isFreshForTwoMinutesOnBothSides() {
    Instant created = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(INPUT.created()).isEqualTo(created);
    assertThat(INPUT.isFreshAt(created.plusSeconds(120))).isTrue();
    assertThat(INPUT.isFreshAt(created.minusSeconds(120))).isTrue();
    assertThat(INPUT.isFreshAt(created.plusSeconds(121))).isFalse();
    assertThat(INPUT.isFreshAt(created.minusSeconds(121))).isFalse();
    assertThat(INPUT.isFreshAt(Instant.MAX)).isFalse();
  }

  @Test
  void signatureInput_isReadBack() {
    assertThat(SignatureInput.parse(INPUT.header())).isEqualTo(new Parsed.Valid<>(INPUT));
  }

  @Test
  void signatureInput_tellsAllProblemsAtOnce() {
    var rejected = (Parsed.Rejected<SignatureInput>) SignatureInput.parse("tellonce=(\"@path\");created=?1;nonce=\"x\";keyid=\"?\";alg=\"none\"");

    assertThat(rejected.problems()).hasSize(5).allSatisfy(p -> assertThat(p.where()).startsWith("Signature-Input"));
  }

  @Test
  void missingHeader_isUnsigned() throws NoSuchAlgorithmException {
    var key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
    byte[] body = new byte[0];
    String digest = ContentDigest.of(body).header();

    for (var check : List.of(RequestSignature.verify("GET", "https://x/", body, null, INPUT.header(), "tellonce=::", key),
        RequestSignature.verify("GET", "https://x/", body, digest, null, "tellonce=::", key),
        RequestSignature.verify("GET", "https://x/", body, digest, INPUT.header(), null, key))) {
      assertThat(check).isEqualTo(new SignatureCheck.Unsigned());
    }
  }

  @Test
  void keyOfAnotherCurve_neitherSignsNorVerifies() throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    var pair = generator.generateKeyPair();

    assertThat(P256.holds(pair.getPublic())).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> RequestSignature.sign("GET", "https://x/", new byte[0], INPUT, pair.getPrivate()));
    assertThat(RequestSignature.verify("base", new byte[64], pair.getPublic())).isFalse();
  }

  @Test
  void targetUri_isTheSameHoweverTheClientWroteTheHost() {
    assertThat(RequestSignature.targetUri("Localhost:8443", "/v1/flags?after=1")).isEqualTo("https://localhost:8443/v1/flags?after=1");
    assertThat(RequestSignature.targetUri("tellonce.example:443", "/")).isEqualTo("https://tellonce.example/");
    assertThat(RequestSignature.targetUri("tellonce.example", "/")).isEqualTo("https://tellonce.example/");
  }

  @Test
  void contentDigest_isOfTheBytes() {
    byte[] hello = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);

    // The example of RFC 9530, appendix D, without its new line.
    assertThat(ContentDigest.of(hello).header()).isEqualTo("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    assertThat(ContentDigest.parse("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:").orThrow().matches(hello)).isTrue();
    assertThat(ContentDigest.parse("sha-256=:X48E:")).isInstanceOf(Parsed.Rejected.class);
    assertThat(ContentDigest.parse("sha-256")).isInstanceOf(Parsed.Rejected.class);
    assertThat(ContentDigest.parse("")).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void structuredFields_keepTheirFormThroughReadingAndWriting() {
    for (String text : List.of("\"a \\\"b\\\\ c\"", "tok/en*:x", "?0", "-12", ":AAA=:", "(\"a\";req \"b\");c=1;d", "()", "1;a;b=?0")) {
      assertThat(StructuredFields.dictionary("k=" + text).orThrow().get("k").serialise()).isEqualTo(text);
    }
    assertThat(StructuredFields.dictionary(" a ,\tb=1 ").orThrow().keySet()).containsExactly("a", "b");
    assertThat(StructuredFields.dictionary("").orThrow()).isEmpty();
  }

  @Test
  void structuredFields_refuseWhatTheRfcRefuses() {
    for (String text : List.of("A=1", "a=", "a=1,", "a=1 b=2", "a=(1", "a=(1,2)", "a=(1\"x\")", "a=1.5", "a=1234567890123456", "a=-", "a=\"\u00e9\"",
        "a=\"\\x\"",
        "a=\"x", "a=:AA", "a=:*:", "a=?2", "a=1;B=2", "a=1, a=2", "a=1;b;b", "a=\u00e9", "=1", ",")) {
      assertThat(StructuredFields.dictionary(text)).as(text).isInstanceOf(Parsed.Rejected.class);
    }
  }

  @Test
  void route_fillsItsPlaces_withPlainValuesOnly() {
    assertThat(Route.PART.path("ab12", 3)).isEqualTo("/v1/submissions/ab12/parts/3");
    assertThat(Route.FLAGS.path()).isEqualTo("/v1/flags");
    assertThatIllegalArgumentException().isThrownBy(() -> Route.PART.path("ab12"));
    assertThatIllegalArgumentException().isThrownBy(() -> Route.FLAGS.path("x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Route.SUBMISSION.path("../x"));
  }

  @Test
  void problemDocument_isReadBack() {
    var document = new ProblemDocument(ProblemCode.MALFORMED, "0123456789ab", List.of(new Problem("line 3", "not JSON", "send it again")));

    assertThat(ProblemDocument.parse(document.toBytes())).isEqualTo(new Parsed.Valid<>(document));
    assertThat(new String(document.toBytes(), StandardCharsets.UTF_8)).contains("\"status\":400", "\"code\":\"malformed\"");
  }

  @Test
  void problemDocument_toleratesMoreMembers_butNeedsCodeAndIncident() {
    assertThat(ProblemDocument.parse(bytes("{\"code\":\"stale\",\"incident\":\"0123456789ab\",\"more\":[1]}"))).isInstanceOf(Parsed.Valid.class);
    for (String text : List.of("", "[]", "{", "{\"code\":\"stale\"}", "{\"code\":\"other\",\"incident\":\"0123456789ab\"}",
        "{\"code\":\"stale\",\"incident\":\"<b>\"}")) {
      assertThat(ProblemDocument.parse(bytes(text))).as(text).isInstanceOf(Parsed.Rejected.class);
    }
    assertThatThrownBy(() -> new ProblemDocument(ProblemCode.STALE, "x", List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void problemDocument_tellsAHundredProblemsAtMost() {
    var many = Collections.nCopies(1000, new Problem("line 3", "not JSON"));

    assertThat(new ProblemDocument(ProblemCode.MALFORMED, "0123456789ab", many).problems()).hasSize(ProblemDocument.MAX_PROBLEMS);
  }

  @Test
  void spec_tablesNameEveryRouteAndCode() throws IOException {
    String spec = Files.readString(Path.of("spec/transport.md"));

    for (Route route : Route.values()) {
      assertThat(spec).contains("| `" + route.method() + " " + route.template() + "` | " + route.maxBodyBytes() + " | " + route
          .maxAnswerBytes() + " |");
    }
    assertThat(spec).contains("more than " + ProblemDocument.MAX_BYTES + " bytes of a problem document");
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(spec).contains("| `" + code.word() + "` | " + code.status() + " | " + code.title() + " |");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
