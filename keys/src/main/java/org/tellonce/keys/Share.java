package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.CeremonyId;
import org.tellonce.protocol.keys.Epoch;

/// One custodian's part of a linkage secret: with too few others it tells nothing of it.
///
/// @param header what it is a share of
/// @param value 32 bytes
/// @see "keys.md, Shares"
record Share(Header header, Secret value) {

  /// What every share says of itself, so that one that does not belong is named and never combined.
  ///
  /// @param needed how many rebuild the secret
  /// @param of how many there are
  /// @param number from 1
  /// @param commitment of the secret
  record Header(CeremonyId ceremony, Epoch epoch, int needed, int of, int number, Digest commitment) {
    Header {
      if (needed < Ceremony.FEWEST || needed > of || of > Ceremony.MOST || number < 1 || number > of) {
        throw new IllegalArgumentException("not a share of a split");
      }
    }

    static Header of(Ceremony ceremony, int number) {
      return new Header(ceremony.id(), ceremony.epoch(), ceremony.needed(), ceremony.custodians().size(), number, ceremony.commitment());
    }

    /// Whether both are of one split.
    boolean isBeside(Header other) {
      return equals(new Header(other.ceremony, other.epoch, other.needed, other.of, number, other.commitment));
    }
  }

  /// `SHA("tellonce/share" ‖ 00 ‖ ceremony ‖ u8 number ‖ value)`.
  Digest digest() {
    return digest(header.ceremony(), header.number(), value);
  }

  static Digest digest(CeremonyId ceremony, int number, Secret value) {
    byte[] use = "tellonce/share\0".getBytes(UTF_8);
    return Digest.of(ByteBuffer.allocate(use.length + CeremonyId.BYTES + 1 + Secret.BYTES).put(use).put(ceremony.toBytes()).put((byte) number)
        .put(value.bytes()).array());
  }
}
