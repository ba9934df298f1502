package org.tellonce.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.agreements.AgencyId;

class RequestSignatureVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode vectors(String file) throws IOException {
    return JSON.readTree(Path.of("vectors/transport", file).toFile());
  }

  private static PublicKey publicKey(JsonNode vectors) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(vectors.get("public_key").asText())));
  }

  private static PrivateKey privateKey(JsonNode vectors) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(vectors.get("private_key").asText())));
  }

  private static SignatureCheck check(JsonNode c, PublicKey key) {
    return RequestSignature.verify(c.get("method").asText(), c.get("target_uri").asText(), c.get("body").asText().getBytes(StandardCharsets.UTF_8),
        c.get("content_digest").asText(), c.get("signature_input").asText(), c.get("signature").asText(), key);
  }

  @Test
  void exampleOfTheRfc_isVerified() throws IOException, GeneralSecurityException {
    JsonNode rfc = vectors("rfc9421-b24.json");
    var components = new LinkedHashMap<String, String>();
    rfc.get("components").forEach(c -> components.put(c.get(0).asText(), c.get(1).asText()));
    String label = rfc.get("label").asText();
    var member = StructuredFields.dictionary(rfc.get("signature_input").asText()).orThrow().get(label);

    String base = RequestSignature.base(components, member.serialise());
    byte[] signature = RequestSignature.parseSignature(rfc.get("signature").asText(), label).orThrow();

    assertThat(label + "=" + member.serialise()).isEqualTo(rfc.get("signature_input").asText());
    assertThat(RequestSignature.verify(base, signature, publicKey(rfc))).isTrue();
    assertThat(RequestSignature.verify(base + " ", signature, publicKey(rfc))).isFalse();
  }

  @TestFactory
  List<DynamicTest> requests_areAnsweredAsTheVectorsSay() throws IOException, GeneralSecurityException {
    JsonNode vectors = vectors("requests.json");
    PublicKey key = publicKey(vectors);
    var tests = new ArrayList<DynamicTest>();
    for (JsonNode c : vectors.get("cases")) {
      tests.add(DynamicTest.dynamicTest(c.get("case").asText(), () -> {
        SignatureCheck check = check(c, key);
        switch (c.get("outcome").asText()) {
          case "signed" -> {
            assertThat(check).isInstanceOf(SignatureCheck.Signed.class);
            assertThat(((SignatureCheck.Signed) check).request().base()).isEqualTo(c.get("base").asText());
            assertThat(((SignatureCheck.Signed) check).request().isBy(key)).isTrue();
            assertThat(((SignatureCheck.Signed) check).input().agency()).isEqualTo(new AgencyId("child_welfare"));
          }
          case "wrong_digest" -> assertThat(check).isInstanceOf(SignatureCheck.WrongDigest.class);
          case "wrong_signature" -> assertThat(check).isInstanceOf(SignatureCheck.WrongSignature.class);
          case "malformed" -> assertThat(check).isInstanceOf(SignatureCheck.Malformed.class);
          default -> throw new AssertionError(c);
        }
      }));
    }
    assertThat(tests).hasSizeGreaterThan(15);
    return tests;
  }

  @Test
  void signingHere_givesTheBaseOfTheVectors_andIsVerified() throws IOException, GeneralSecurityException {
    JsonNode vectors = vectors("requests.json");
    JsonNode c = vectors.get("cases").get(0);
    var input = SignatureInput.of(new AgencyId(vectors.get("agency").asText()), Instant.ofEpochSecond(vectors.get("created").asLong()),
        new Nonce(vectors.get("nonce").asText()));
    byte[] body = c.get("body").asText().getBytes(StandardCharsets.UTF_8);

    var signed = RequestSignature.sign(c.get("method").asText(), c.get("target_uri").asText(), body, input, privateKey(vectors));

    assertThat(signed.contentDigest()).isEqualTo(c.get("content_digest").asText());
    assertThat(signed.signatureInput()).isEqualTo(c.get("signature_input").asText());
    var check = RequestSignature.verify(c.get("method").asText(), c.get("target_uri").asText(), body, signed.contentDigest(), signed.signatureInput(),
        signed.signature(), publicKey(vectors));
    SignedRequest request = signed.request(c.get("method").asText(), c.get("target_uri").asText(), input);
    assertThat(check).isEqualTo(new SignatureCheck.Signed(input, request));
    assertThat(request.base()).isEqualTo(c.get("base").asText());
  }

  @Test
  void workedExampleOfTheSpec_isTheFirstVector() throws IOException {
    String spec = Files.readString(Path.of("spec/transport.md"));
    JsonNode c = vectors("requests.json").get("cases").get(0);

    assertThat(spec).contains(c.get("base").asText(), "Content-Digest: " + c.get("content_digest").asText(),
        "Signature-Input: " + c.get("signature_input").asText(), "Signature: " + c.get("signature").asText(), c.get("body").asText());
  }
}
