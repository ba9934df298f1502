package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyWordsTest {

  /// The examples of the proposal: 127.0.0.1, 63.84.220.193, 147.67.119.2, 212.58.253.68.
  @Test
  void examplesOfTheProposal_areMet() {
    byte[] digest = Arrays.copyOf(HexFormat.of().parseHex("7f0000013f54dcc193437702d43afd44"), 32);

    assertThat(KeyWords.ofDigest(digest)).isEqualTo("lusab-babad-gutih-tugad-natag-lisaf-tibup-zujah");
  }

  @Test
  void twoKeys_haveOtherWords_oneKeyTheSame() {
    var random = new SecureRandom();
    var key = P256.newPair(random).getPublic();

    assertThat(KeyWords.of(key)).isEqualTo(KeyWords.of(P256.publicKey(key.getEncoded()).orElseThrow()))
        .isNotEqualTo(KeyWords.of(P256.newPair(random).getPublic()));
  }
}
