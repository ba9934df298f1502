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

  private static final int NIBBLES = 32;

  private final Cipher aes;

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
    byte[] pseudorandom = encrypt(blocks.joined());
    byte[] body = new byte[Body.BYTES];
    int from = 0;
    for (Segment segment : Segment.values()) {
      List<byte[]> of = blocks.of(segment);
      long bits = segment.isName() ? nameBits(of, pseudorandom, from) : factBits(of.getFirst(), pseudorandom, from);
      for (int i = 0; i < segment.lengthBits() / Byte.SIZE; i++) {
        body[segment.offset() + i] = (byte) (bits >>> Byte.SIZE * i);
      }
      from += of.size() * BodyBlocks.BLOCK_BYTES;
    }
    return Body.of(body, 0);
  }

  /// Nibbles of the block, then of the block with counter 1, 2, …
  private long factBits(byte[] block, byte[] pseudorandom, int from) {
    long bits = 0;
    byte[] positions = pseudorandom;
    int at = from;
    for (int counter = 0;;) {
      for (int n = 0; n < NIBBLES; n++) {
        int pair = positions[at + n / 2];
        bits |= 1L << ((n & 1) == 0 ? pair >> 4 & 15 : pair & 15);
        if (Long.bitCount(bits) == Segment.GIVEN_NAME.weight()) {
          return bits;
        }
      }
      positions = encrypt(withCounter(block, ++counter));
      at = 0;
    }
  }

  /// Byte 0 of every bigram's block, then byte 1 of every one, …, then the same with counter 1, 2, …
  private long nameBits(List<byte[]> bigrams, byte[] pseudorandom, int from) {
    long bits = 0;
    byte[] positions = pseudorandom;
    int start = from;
    for (int counter = 0;;) {
      for (int j = 0; j < BodyBlocks.BLOCK_BYTES; j++) {
        for (int bigram = 0; bigram < bigrams.size(); bigram++) {
          bits |= 1L << (positions[start + bigram * BodyBlocks.BLOCK_BYTES + j] & 63);
          if (Long.bitCount(bits) == Segment.GIVEN_BIGRAMS.weight()) {
            return bits;
          }
        }
      }
      counter++;
      positions = new byte[bigrams.size() * BodyBlocks.BLOCK_BYTES];
      for (int bigram = 0; bigram < bigrams.size(); bigram++) {
        System.arraycopy(withCounter(bigrams.get(bigram), counter), 0, positions, bigram * BodyBlocks.BLOCK_BYTES, BodyBlocks.BLOCK_BYTES);
      }
      positions = encrypt(positions);
      start = 0;
    }
  }

  private static byte[] withCounter(byte[] block, int counter) {
    byte[] copy = block.clone();
    copy[BodyBlocks.COUNTER_AT] = (byte) counter;
    return copy;
  }

  private void useKey(byte[] bodyKey) {
    try {
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(bodyKey, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a body key has 32 bytes", e);
    }
  }

  private byte[] encrypt(byte[] blocks) {
    try {
      return aes.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks can always be encrypted", e);
    }
  }
}
