package org.tellonce.keys;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.CeremonyId;
import org.tellonce.protocol.keys.Epoch;

/// Shamir's sharing of 32 bytes, each by itself, over GF(2⁸) with AES's polynomial; share *i* is the value at *i*.
///
/// @see "keys.md, Shares; Shamir 1979, CACM 22:612"
final class Splitting {
  private static final ShamirSecretSplitter.Algorithm FIELD = ShamirSecretSplitter.Algorithm.AES;

  private Splitting() {}

  /// A new linkage secret, already in shares.
  ///
  /// @param shares for custodian 1, 2, …
  record Made(Ceremony ceremony, List<Share> shares) {}

  /// Makes the linkage secret of an epoch, which leaves this method only in shares.
  static Made make(Epoch epoch, int needed, List<String> custodians, LocalDate date, SecureRandom random) {
    return make(Secret.random(random), CeremonyId.random(random), epoch, needed, custodians, date, random);
  }

  static Made make(Secret secret, CeremonyId id, Epoch epoch, int needed, List<String> custodians, LocalDate date, SecureRandom random) {
    List<Secret> values = split(secret, needed, custodians.size(), random);
    List<Digest> digests = IntStream.range(0, values.size()).mapToObj(i -> Share.digest(id, i + 1, values.get(i))).toList();
    var ceremony = new Ceremony(id, date, epoch, needed, custodians, digests, commitment(secret, id, epoch, needed, custodians.size()));
    return new Made(ceremony, IntStream.range(0, values.size()).mapToObj(i -> new Share(Share.Header.of(ceremony, i + 1), values.get(i))).toList());
  }

  /// What a secret is known by without being known.
  static Digest commitment(Secret secret, CeremonyId id, Epoch epoch, int needed, int of) {
    return Digest.ofBytes(HmacSha256.under(secret).of(Ceremony.committed(id, epoch, needed, of)));
  }

  static List<Secret> split(Secret secret, int needed, int of, SecureRandom random) {
    try {
      List<Secret> values = new ArrayList<>();
      for (ShamirSplitSecretShare share : ShamirSecretSplitter.getInstance(FIELD, Secret.BYTES, random).resplit(secret.bytes(), needed, of)
          .getSecretShares()) {
        values.add(Secret.of(share.getEncoded()));
      }
      return values;
    } catch (IOException e) {
      throw new IllegalStateException("shares in memory cannot fail", e);
    }
  }

  /// What shares give together: the secret if they are enough of one split, rubbish if not; the caller checks the commitment.
  static Secret combine(List<Share> shares) {
    try {
      var points = shares.stream().map(share -> new ShamirSplitSecretShare(share.value().bytes(), share.header().number())).toArray(
          ShamirSplitSecretShare[]::new);
      return Secret.of(ShamirSplitSecret.getInstance(FIELD, points).getSecret());
    } catch (IOException e) {
      throw new IllegalStateException("shares in memory cannot fail", e);
    }
  }
}
