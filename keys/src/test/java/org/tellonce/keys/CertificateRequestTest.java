package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;

class CertificateRequestTest {
  private final SecureRandom random = new SecureRandom();
  private final KeyPair pair = P256.newPair(random);

  /// A request that someone else's program made.
  private static String foreign(KeyPair pair, KeyPair signer, GeneralName... names) throws Exception {
    var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=x"), pair.getPublic());
    if (names.length > 0) {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }
    var signature = signer.getPublic().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    return Pem.block("CERTIFICATE REQUEST", builder.build(new JcaContentSignerBuilder(signature).build(signer.getPrivate())).getEncoded());
  }

  private static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  private static void refused(String pem, String words) {
    assertThat(CertificateRequest.parse(pem)).isInstanceOf(Parsed.Rejected.class);
    assertThat(CertificateRequest.parse(pem).toString()).contains(words);
  }

  @Test
  void ownRequests_areRead() {
    for (Holder holder : List.of(TestPki.AGENCY, TestPki.LOCALHOST)) {
      CertificateRequest read = CertificateRequest.parse(CertificateRequest.create(holder, pair, random)).orThrow();

      assertThat(read).isEqualTo(new CertificateRequest(holder, pair.getPublic()));
    }
  }

  @Test
  void signatureOfAnotherKey_isRefused() throws Exception {
    refused(foreign(pair, P256.newPair(random), uri("tellonce:agency:school")), "signature");
  }

  @Test
  void anyFlippedBit_isRefused() {
    byte[] der = Base64.getMimeDecoder().decode(CertificateRequest.create(TestPki.AGENCY, pair, random).replaceAll("-----.*-----", ""));
    int readAlike = 0;
    for (int i = 0; i < der.length; i++) {
      byte[] flipped = der.clone();
      flipped[i] ^= 1;
      // A parameter or tag that the signature does not cover may be read alike; the names and the key then are the signed ones.
      if (CertificateRequest.parse(Pem.block("CERTIFICATE REQUEST", flipped)) instanceof Parsed.Valid<CertificateRequest>(var read)) {
        assertThat(read).as("byte %d", i).isEqualTo(new CertificateRequest(TestPki.AGENCY, pair.getPublic()));
        readAlike++;
      }
    }
    assertThat(readAlike).isLessThan(3);
  }

  @Test
  void otherCurveOrKind_isRefused() throws Exception {
    var p384 = KeyPairGenerator.getInstance("EC");
    p384.initialize(new ECGenParameterSpec("secp384r1"));
    var other = p384.generateKeyPair();
    refused(foreign(other, other, uri("tellonce:agency:school")), "P-256");

    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    refused(foreign(rsa, rsa, uri("tellonce:agency:school")), "P-256");
  }

  @Test
  void noName_twoAgencies_orAgencyAndServerAtOnce_isRefused() throws Exception {
    refused(foreign(pair, pair), "subject alternative name");
    refused(foreign(pair, pair, uri("tellonce:agency:school"), uri("tellonce:agency:court")), "neither one agency");
    refused(foreign(pair, pair, uri("tellonce:agency:school"), new GeneralName(GeneralName.dNSName, "localhost")), "neither one agency");
    refused(foreign(pair, pair, new GeneralName(GeneralName.rfc822Name, "a@b.example")), "neither an agency's URI");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tellonce:agency:", "tellonce:agency:School", "tellonce:agency:a b", "https://harbor.example/", "tellonce:agency:a/../b"})
  void uriThatIsNoAgency_isRefused(String uri) throws Exception {
    assertThat(CertificateRequest.parse(foreign(pair, pair, uri(uri)))).isInstanceOf(Parsed.Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.harbor.example", "Harbor.example", "harbor..example", "-harbor.example", " localhost"})
  void hostThatIsNoPlainName_isRefused(String host) throws Exception {
    refused(foreign(pair, pair, new GeneralName(GeneralName.dNSName, host)), "not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
      "-----BEGIN CERTIFICATE REQUEST-----\n!!\n", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"})
  void whatIsNoRequest_isRefused(String text) {
    refused(text, "not a certificate request");
  }
}
