package org.tellonce.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HMAC-SHA-256 under one key (RFC 2104), as the spec's `HMAC` and, over one block, its `Expand` (RFC 5869). For any thread.
///
/// An HMAC is `SHA(outer ‖ SHA(inner ‖ message))`, where *inner* and *outer* are the key, filled up to the 64 bytes of one step of SHA-256 and combined with a
/// constant. So all messages under a key begin with the same two steps. They are done once, and each message goes on from a copy of the two states: a short
/// message then costs two steps instead of four, and a new key little more than two.
public final class HmacSha256 {

  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;
  /// The state before the first byte: never fed, only copied.
  private static final MessageDigest FRESH = fresh();

  private final MessageDigest inner;
  private final MessageDigest outer;

  private HmacSha256(byte[] key) {
    if (key.length == 0) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
    byte[] block = Arrays.copyOf(key.length > BLOCK ? copy(FRESH).digest(key) : key, BLOCK);
    inner = after(block, INNER);
    outer = after(block, OUTER);
  }

  /// The function under a secret.
  public static HmacSha256 under(Secret secret) {
    return new HmacSha256(secret.bytes());
  }

  /// The function under the 32 bytes that an earlier step gave.
  ///
  /// @throws IllegalArgumentException if there is no byte
  public static HmacSha256 under(byte[] key) {
    return new HmacSha256(key);
  }

  /// The 32 bytes of a message.
  public byte[] of(byte[] message) {
    return of(message, message.length);
  }

  /// The 32 bytes of the message that an array begins with.
  public byte[] of(byte[] array, int length) {
    MessageDigest digest = copy(inner);
    digest.update(array, 0, length);
    return finished(digest);
  }

  /// The first and only block of HKDF-Expand, 32 bytes.
  public byte[] expand(byte[] info) {
    MessageDigest digest = copy(inner);
    digest.update(info);
    digest.update((byte) 1);
    return finished(digest);
  }

  private byte[] finished(MessageDigest digest) {
    return copy(outer).digest(digest.digest());
  }

  private static MessageDigest after(byte[] key, byte constant) {
    byte[] block = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      block[i] = (byte) (key[i] ^ constant);
    }
    MessageDigest digest = copy(FRESH);
    digest.update(block);
    return digest;
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a state of SHA-256 can be copied", e);
    }
  }
}
