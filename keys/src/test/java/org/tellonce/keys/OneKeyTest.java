package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.Principal;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.keys.P256;

class OneKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String[] EC = {"EC"};

  private final KeyPair pair = P256.newPair(RANDOM);
  private final X509Certificate certificate = Authority.root("Harbor County", InstantSource.system(), RANDOM).issuing().certificate();
  private final OneKey key = new OneKey(pair.getPrivate(), List.of(certificate));

  @Test
  void key_isShownToWhomTakesItsKindAndItsIssuer() {
    for (Principal[] issuers : new Principal[][] {null, {}, {certificate.getIssuerX500Principal()}}) {
      String name = key.chooseEngineClientAlias(EC, issuers, null);
      assertThat(name).isNotNull().isEqualTo(key.chooseClientAlias(EC, issuers, null));
      assertThat(key.getPrivateKey(name)).isSameAs(pair.getPrivate());
      assertThat(key.getCertificateChain(name)).containsExactly(certificate);
    }
  }

  @Test
  void key_isNotShownToOthers_andIsNoServers() {
    Principal[] others = {Authority.root("Elsewhere", InstantSource.system(), RANDOM).certificate().getSubjectX500Principal()};
    assertThat(key.chooseEngineClientAlias(EC, others, null)).isNull();
    assertThat(key.chooseEngineClientAlias(new String[] {"RSA"}, null, null)).isNull();
    assertThat(key.chooseServerAlias("EC", null, null)).isNull();
    assertThat(key.chooseEngineServerAlias("EC", null, null)).isNull();
  }
}
