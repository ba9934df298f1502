package org.tellonce.keys;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// What it costs to try one passphrase: the parameters of Argon2id, version 1.3 (RFC 9106).
///
/// @param memoryKib in KiB
/// @param passes over the memory
/// @param lanes in parallel
/// @see "keys.md, Shares"
public record PassphraseCost(int memoryKib, int passes, int lanes) {
  /// What new shares get: about a second.
  public static final PassphraseCost DEFAULT = new PassphraseCost(128 * 1024, 3, 4);
  /// The least that a file may say; RFC 9106 recommends it where memory is short.
  public static final PassphraseCost FLOOR = new PassphraseCost(64 * 1024, 3, 1);
  /// The most that a file may say: a hostile one must not take the machine's memory.
  public static final PassphraseCost CEILING = new PassphraseCost(1024 * 1024, 16, 16);

  /// How many bytes the salt has.
  static final int SALT_BYTES = 16;

  private static final int LEAST_KIB_A_LANE = 8;

  /// @throws IllegalArgumentException if Argon2 cannot be run so, or not within the ceiling's reach
  public PassphraseCost {
    if (passes < 1 || lanes < 1 || memoryKib < LEAST_KIB_A_LANE * lanes) {
      throw new IllegalArgumentException("not parameters of Argon2id");
    }
  }

  /// Whether this is no less in any of the three.
  boolean isAtLeast(PassphraseCost floor) {
    return memoryKib >= floor.memoryKib && passes >= floor.passes && lanes >= floor.lanes;
  }

  /// The 32 bytes that a passphrase gives.
  byte[] key(Passphrase passphrase, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(memoryKib)
        .withIterations(passes).withParallelism(lanes).withSalt(salt).build());
    byte[] key = new byte[Secret.BYTES];
    generator.generateBytes(passphrase.bytes(), key);
    return key;
  }
}
