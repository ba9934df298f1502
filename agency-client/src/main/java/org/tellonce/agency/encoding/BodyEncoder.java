package org.tellonce.agency.encoding;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.Segment;

/// Makes the bodies of rows. One AES call over all blocks of a row gives the positions; bits are set in the spec's order until each segment has its weight.
/// Not for several threads at once: it holds a cipher.
///
/// @see "encoding.md, Body"
final class BodyEncoder {

  private static final List<Segment> SEGMENTS = List.of(Segment.values());
  private static final int FACT_WEIGHT = Segment.GIVEN_NAME.weight();
  private static final int NAME_WEIGHT = Segment.GIVEN_BIGRAMS.weight();
  private static final int NIBBLES = 32;

  private final Cipher aes;
  /// What the cipher makes of a row's blocks; longer if a name was long.
  private byte[] pseudorandom = new byte[64 * BodyBlocks.BLOCK_BYTES];

  BodyEncoder() {
    try {
      aes = Cipher.getInstance("AES/ECB/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES", e);
    }
  }

  /// The body of a person's (or padding's) blocks under a body key of 32 bytes.
  Body encode(BodyBlocks blocks, byte[] bodyKey) {
    useKey(bodyKey);
    encrypt(blocks);
    byte[] body = new byte[Body.BYTES];
    for (Segment segment : SEGMENTS) {
      long bits = segment.isName() ? nameBits(segment, blocks) : factBits(segment, blocks);
      for (int i = 0; i < segment.lengthBits() / Byte.SIZE; i++) {
        body[segment.offset() + i] = (byte) (bits >>> Byte.SIZE * i);
      }
    }
    return Body.of(body, 0);
  }

  /// Nibbles of the block, then of the block with counter 1, 2, … The first four can only be too few, so they are not counted one by one.
  private long factBits(Segment segment, BodyBlocks blocks) {
    byte[] positions = pseudorandom;
    int at = blocks.start(segment);
    long bits = 0;
    for (int n = 0; n < FACT_WEIGHT; n++) {
      bits |= 1L << nibble(positions, at, n);
    }
    for (int counter = 0, n = FACT_WEIGHT; Long.bitCount(bits) < FACT_WEIGHT; n++) {
      if (n == NIBBLES) {
        positions = encrypted(blocks.withCounter(segment, ++counter));
        at = 0;
        n = 0;
      }
      bits |= 1L << nibble(positions, at, n);
    }
    return bits;
  }

  /// Of each byte the high nibble first.
  private static int nibble(byte[] bytes, int at, int n) {
    return bytes[at + n / 2] >> ((n & 1) == 0 ? 4 : 0) & 15;
  }

  /// Byte 0 of every bigram's block, then byte 1 of every one, …, then the same with counter 1, 2, …
  private long nameBits(Segment segment, BodyBlocks blocks) {
    long bits = 0;
    byte[] positions = pseudorandom;
    int start = blocks.start(segment);
    int length = blocks.end(segment) - start;
    for (int counter = 0;;) {
      for (int j = 0; j < BodyBlocks.BLOCK_BYTES; j++) {
        for (int at = start + j; at < start + length; at += BodyBlocks.BLOCK_BYTES) {
          bits |= 1L << (positions[at] & 63);
          if (Long.bitCount(bits) == NAME_WEIGHT) {
            return bits;
          }
        }
      }
      positions = encrypted(blocks.withCounter(segment, ++counter));
      start = 0;
    }
  }

  private void useKey(byte[] bodyKey) {
    try {
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bodyKey, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a body key has 32 bytes", e);
    }
  }

  private void encrypt(BodyBlocks blocks) {
    int length = blocks.length();
    if (length > pseudorandom.length) {
      pseudorandom = new byte[length];
    }
    try {
      aes.doFinal(blocks.bytes(), 0, length, pseudorandom, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks can always be encrypted", e);
    }
  }

  private byte[] encrypted(byte[] blocks) {
    try {
      return aes.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks can always be encrypted", e);
    }
  }
}
