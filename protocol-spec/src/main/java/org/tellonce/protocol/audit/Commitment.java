package org.tellonce.protocol.audit;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tellonce.protocol.Digest;

/// An entry of the log: the commitment to an event, which tells nothing of it to whoever has not the salt.
///
/// @param digest `HMAC-SHA-256(salt, canonical JSON of the event)`
/// @see "audit.md, Commitment"
public record Commitment(Digest digest) {

  /// How many bytes an entry has.
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /// The commitment to an event.
  ///
  /// @param canonicalJson the event's one form, [org.tellonce.protocol.json.JsonValue#toBytes]
  public static Commitment to(byte[] canonicalJson, Salt salt) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt.reveal(), ALGORITHM));
      return ofBytes(mac.doFinal(canonicalJson));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /// The commitment of 32 bytes that are one already.
  ///
  /// @throws IllegalArgumentException if there are not 32
  public static Commitment ofBytes(byte[] bytes) {
    return new Commitment(Digest.ofBytes(bytes));
  }

  /// Whether this event with this salt is the one that was committed to.
  public boolean isTo(byte[] canonicalJson, Salt salt) {
    return to(canonicalJson, salt).equals(this);
  }

  /// How the entry stands in the tree.
  public Digest leafHash() {
    return MerkleTree.leafHash(toBytes());
  }

  /// The 32 bytes, new each time.
  public byte[] toBytes() {
    return digest.toBytes();
  }
}
