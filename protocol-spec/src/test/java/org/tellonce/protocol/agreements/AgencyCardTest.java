package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class AgencyCardTest {
  private static final AgencyId SCHOOL = new AgencyId("school");

  private static byte[] key(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic().getEncoded();
  }

  @Test
  void keyOfTheJdk_isTakenAndGivenBack() throws GeneralSecurityException {
    byte[] spki = key("secp256r1");
    assertThat(AgencyCard.of(SCHOOL, spki).spki()).isEqualTo(spki);
    assertThat(AgencyCard.parse(AgencyCard.of(SCHOOL, spki).toBytes()).orThrow()).isEqualTo(AgencyCard.of(SCHOOL, spki));
  }

  @Test
  void otherCurves_areRefused() throws GeneralSecurityException {
    byte[] spki = key("secp384r1");
    assertThatIllegalArgumentException().isThrownBy(() -> AgencyCard.of(SCHOOL, spki));
  }

  @Test
  void wordList_has256WordsThatNobodyMistakes() {
    assertThat(Fingerprint.wordList()).hasSize(256).allMatch(word -> word.matches("[a-z]{3,8}")).isSorted();
    // Whoever hears the first four letters knows the word.
    assertThat(Fingerprint.wordList().stream().map(word -> word.substring(0, Math.min(4, word.length())))).doesNotHaveDuplicates();
  }
}
