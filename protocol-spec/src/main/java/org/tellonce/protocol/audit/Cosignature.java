package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tellonce.protocol.keys.Ed25519;

/// What a witness adds below a checkpoint: that at this time it was the largest it had seen of the log, and continued all it had seen before.
///
/// @see "audit.md, Cosignature"
final class Cosignature {
  /// The end of the year 9999: what lies behind it is no time.
  private static final long MAX_TIME = 253_402_300_799L;

  private final Instant time;
  private final byte[] signature;

  private Cosignature(Instant time, byte[] signature) {
    this.time = time;
    this.signature = signature;
  }

  /// The cosignature of a line, if it has the form of one.
  static Optional<Cosignature> of(NoteSignature line) {
    byte[] bytes = line.signature();
    if (bytes.length != Long.BYTES + Ed25519.SIGNATURE_BYTES) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(bytes).getLong();
    return seconds < 0 || seconds > MAX_TIME ? Optional.empty()
        : Optional.of(new Cosignature(Instant.ofEpochSecond(seconds), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
  }

  /// The line of a witness.
  static NoteSignature sign(String text, VerifierKey witness, Instant time, UnaryOperator<byte[]> signer) {
    long seconds = time.getEpochSecond();
    if (witness.kind() != VerifierKey.Kind.WITNESS || seconds < 0 || seconds > MAX_TIME) {
      throw new IllegalArgumentException("a witness cosigns, at a time from 1970 to 9999");
    }
    byte[] signature = signer.apply(message(time, text));
    return NoteSignature.of(witness, ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature).array());
  }

  /// What a witness signs: two lines, then the note's text.
  static byte[] message(Instant time, String text) {
    return ("cosignature/v1\ntime " + time.getEpochSecond() + "\n" + text).getBytes(UTF_8);
  }

  Instant time() {
    return time;
  }

  byte[] signature() {
    return signature.clone();
  }
}
