package org.tellonce.protocol.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.protocol.Parsed;

class CustodianKeyTest {
  private static final byte[] MESSAGE = "the rules".getBytes(UTF_8);

  private static byte[] sign(KeyPair pair) throws GeneralSecurityException {
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(MESSAGE);
    return signature.sign();
  }

  @Test
  void pubFile_isReadAsWritten() throws GeneralSecurityException {
    var key = CustodianKey.of("alice", KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());

    assertThat(key.pub()).startsWith("tellonce-custodian alice ").endsWith("\n");
    assertThat(CustodianKey.parse(key.pub())).isEqualTo(new Parsed.Valid<>(key));
  }

  /// RFC 8032, 7.1, test 2.
  @Test
  void publishedSignature_verifies_andNoOther() {
    byte[] raw = HexFormat.of().parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    var key = new CustodianKey("test", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    byte[] signature = HexFormat.of().parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    assertThat(key.verifies(new byte[] {0x72}, signature)).isTrue();
    assertThat(key.verifies(new byte[] {0x73}, signature)).isFalse();
    signature[5] ^= 1;
    assertThat(key.verifies(new byte[] {0x72}, signature)).isFalse();
    assertThat(key.verifies(new byte[] {0x72}, new byte[3])).isFalse();
  }

  @Test
  void signatureOfAnother_isNotTheirs() throws GeneralSecurityException {
    KeyPair alice = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair bob = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    assertThat(CustodianKey.of("alice", alice.getPublic()).verifies(MESSAGE, sign(alice))).isTrue();
    assertThat(CustodianKey.of("alice", alice.getPublic()).verifies(MESSAGE, sign(bob))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", "tellonce-custodian alice", "tellonce-custodian  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "tellonce-custodian ../a AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "tellonce-custodian alice AAAA",
      "ssh-ed25519 alice AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "tellonce-custodian alice AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
      "tellonce-custodian alice PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw more"})
  void anotherText_isRefused(String pub) {
    assertThat(CustodianKey.parse(pub)).isInstanceOf(Parsed.Rejected.class);
  }

  @Test
  void keyOfAnotherKind_isRefused() throws GeneralSecurityException {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();

    assertThatIllegalArgumentException().isThrownBy(() -> CustodianKey.of("alice", rsa));
  }
}
