package org.tellonce.server.database;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC under one key (RFC 2104), with SHA-256 or SHA-512. For any thread.
///
/// All messages under a key begin with the same two steps of the hash, over the key filled up to a block and combined with a constant. They are done once, and each
/// message goes on from a copy of the two states: a short message then costs two steps instead of four.
public final class Hmac {
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest inner;
  private final MessageDigest outer;

  private Hmac(String hash, int blockBytes, byte[] key) {
    if (key.length == 0 || key.length > blockBytes) {
      throw new IllegalArgumentException("a key of 1 to " + blockBytes + " bytes");
    }
    inner = after(hash, Arrays.copyOf(key, blockBytes), INNER);
    outer = after(hash, Arrays.copyOf(key, blockBytes), OUTER);
  }

  /// HMAC-SHA-256.
  ///
  /// @param key 1 to 64 bytes
  /// @throws IllegalArgumentException if it has another length
  public static Hmac sha256(byte[] key) {
    return new Hmac("SHA-256", 64, key);
  }

  /// HMAC-SHA-512.
  ///
  /// @param key 1 to 128 bytes
  /// @throws IllegalArgumentException if it has another length
  public static Hmac sha512(byte[] key) {
    return new Hmac("SHA-512", 128, key);
  }

  /// The 32 or 64 bytes of a message.
  public byte[] of(byte[] message) {
    return copy(outer).digest(copy(inner).digest(message));
  }

  /// @param block taken over
  private static MessageDigest after(String hash, byte[] block, byte constant) {
    for (int i = 0; i < block.length; i++) {
      block[i] ^= constant;
    }
    try {
      MessageDigest state = MessageDigest.getInstance(hash);
      state.update(block);
      return state;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256 and SHA-512", e);
    }
  }

  /// Reads only: several threads may copy one state at once.
  private static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the hashes of every Java runtime can be copied", e);
    }
  }
}
