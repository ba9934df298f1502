package org.tellonce.server.database;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC-SHA-512 under one key (RFC 2104). For any thread.
///
/// All messages under a key begin with the same two steps of SHA-512, over the key filled up to a block and combined with a constant. They are done once, and each
/// message goes on from a copy of the two states: a short message then costs two steps instead of four.
public final class HmacSha512 {
  private static final int BLOCK = 128;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest inner;
  private final MessageDigest outer;

  /// @param key 1 to 128 bytes
  /// @throws IllegalArgumentException if it has another length
  public HmacSha512(byte[] key) {
    if (key.length == 0 || key.length > BLOCK) {
      throw new IllegalArgumentException("a key of 1 to " + BLOCK + " bytes");
    }
    inner = after(key, INNER);
    outer = after(key, OUTER);
  }

  /// The 64 bytes of a message.
  public byte[] of(byte[] message) {
    return copy(outer).digest(copy(inner).digest(message));
  }

  private static MessageDigest after(byte[] key, byte constant) {
    byte[] block = Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= constant;
    }
    try {
      MessageDigest state = MessageDigest.getInstance("SHA-512");
      state.update(block);
      return state;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-512", e);
    }
  }

  /// Reads only: several threads may copy one state at once.
  private static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-512 of every Java runtime can be copied", e);
    }
  }
}
