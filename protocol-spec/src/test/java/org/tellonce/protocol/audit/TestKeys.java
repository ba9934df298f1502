package org.tellonce.protocol.audit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.keys.Ed25519;

/// An Ed25519 pair that is the same each time: its private key is 32 times one byte.
record TestKeys(PrivateKey privateKey, String publicKey) {
  private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

  static TestKeys of(int fill) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) fill);
    try {
      PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(ByteBuffer.allocate(48).put(PKCS8_PREFIX).put(seed)
          .array()));
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      // The generator takes the private key's 32 bytes from chance: that is how the JDK is made to tell the public key of a known one.
      generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
        private static final long serialVersionUID = 1;

        @Override
        public void nextBytes(byte[] bytes) {
          System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
      });
      return new TestKeys(key, JsonKind.base64(Ed25519.raw(generator.generateKeyPair().getPublic())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  UnaryOperator<byte[]> signer() {
    return message -> Ed25519.sign(privateKey, message);
  }
}
