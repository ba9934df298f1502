package org.tellonce.protocol.audit;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.tellonce.protocol.Digest;

/// SHA-256 over leaves and nodes, from array to array: millions of hashes make no objects. Not for two threads at once.
///
/// @see "audit.md, Tree; RFC 9162, 2.1.1"
final class TreeHasher {
  /// How many bytes a hash has.
  static final int BYTES = Digest.BYTES;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256 = Digest.sha256();

  /// SHA-256 of `00 ‖ entry`.
  void leaf(byte[] entries, int at, int length, byte[] to, int toAt) {
    hash(LEAF, entries, at, length, to, toAt);
  }

  /// SHA-256 of `01 ‖ left ‖ right`; the two lie side by side, and the result may overwrite them.
  void node(byte[] pairs, int at, byte[] to, int toAt) {
    hash(NODE, pairs, at, 2 * BYTES, to, toAt);
  }

  /// The root over hashes that lie side by side.
  ///
  /// @param count how many, a power of two
  byte[] fold(byte[] hashes, int at, int count) {
    byte[] row = new byte[count * BYTES];
    System.arraycopy(hashes, at, row, 0, row.length);
    for (int left = count; left > 1; left /= 2) {
      for (int i = 0; i < left / 2; i++) {
        node(row, 2 * i * BYTES, row, i * BYTES);
      }
    }
    return Arrays.copyOf(row, BYTES);
  }

  private void hash(byte kind, byte[] from, int at, int length, byte[] to, int toAt) {
    sha256.update(kind);
    sha256.update(from, at, length);
    try {
      sha256.digest(to, toAt, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash", e);
    }
  }
}
