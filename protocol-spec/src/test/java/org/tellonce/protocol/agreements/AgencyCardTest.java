package org.tellonce.protocol.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.XWing;

class AgencyCardTest {
  private static final AgencyId SCHOOL = new AgencyId("school");

  private static byte[] key(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic().getEncoded();
  }

  private static AgencyCard card(byte[] spki, int wrap, int witness) {
    byte[] wrapKey = new byte[XWing.PUBLIC_KEY_BYTES];
    wrapKey[XWing.PUBLIC_KEY_BYTES - 1] = (byte) wrap;
    byte[] witnessKey = new byte[AgencyCard.WITNESS_KEY_BYTES];
    witnessKey[0] = (byte) witness;
    return AgencyCard.of(SCHOOL, spki, wrapKey, witnessKey);
  }

  @Test
  void keysOfTheJdk_areTakenAndGivenBack() throws GeneralSecurityException {
    byte[] spki = key("secp256r1");
    AgencyCard card = card(spki, 1, 1);
    assertThat(card.spki()).isEqualTo(spki);
    assertThat(card.wrapKeyBytes()).hasSize(1216).endsWith((byte) 1);
    assertThat(card.witnessKeyBytes()).hasSize(32).startsWith((byte) 1);
    assertThat(AgencyCard.parse(card.toBytes()).orThrow()).isEqualTo(card);
  }

  @Test
  void otherCurves_areRefused() throws GeneralSecurityException {
    byte[] spki = key("secp384r1");
    assertThatIllegalArgumentException().isThrownBy(() -> card(spki, 1, 1));
  }

  @Test
  void swappedCard_hasOtherWords_whicheverKeyWasSwapped() throws GeneralSecurityException {
    byte[] spki = key("secp256r1");
    Fingerprint words = card(spki, 1, 1).fingerprint();
    assertThat(List.of(card(key("secp256r1"), 1, 1), card(spki, 2, 1), card(spki, 1, 2))).noneMatch(card -> card.fingerprint().equals(words));
  }

  @Test
  void signatureOfAnotherKey_makesNoSignedCard() throws GeneralSecurityException {
    KeyPair own = P256.newPair(new SecureRandom());
    AgencyCard card = card(own.getPublic().getEncoded(), 1, 1);

    assertThat(SignedCard.parse(SignedCard.sign(card, own.getPrivate()).toBytes()).orThrow().card()).isEqualTo(card);
    assertThatIllegalArgumentException().isThrownBy(() -> SignedCard.sign(card, P256.newPair(new SecureRandom()).getPrivate()));
  }

  @Test
  void wordList_has256WordsThatNobodyMistakes() {
    assertThat(Fingerprint.wordList()).hasSize(256).allMatch(word -> word.matches("[a-z]{3,8}")).isSorted();
    // Whoever hears the first four letters knows the word.
    assertThat(Fingerprint.wordList().stream().map(word -> word.substring(0, Math.min(4, word.length())))).doesNotHaveDuplicates();
  }
}
