package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tellonce.protocol.Parsed;

/// A checkpoint with the signatures of log and witnesses below it. Whether they are good is told by [#isSignedBy] and [#cosigned] alone.
///
/// @see "audit.md, Checkpoint, Cosignature"
public record SignedCheckpoint(Checkpoint checkpoint, List<NoteSignature> signatures) {

  /// @throws IllegalArgumentException if there are not 1 to 100 signatures
  public SignedCheckpoint {
    signatures = new SignedNote(checkpoint.text(), signatures).signatures();
  }

  /// The signed checkpoint that bytes from outside are.
  public static Parsed<SignedCheckpoint> parse(byte[] bytes) {
    return SignedNote.parse(bytes).flatMap(note -> Checkpoint.parse(note.text()).map(checkpoint -> new SignedCheckpoint(checkpoint, note
        .signatures())));
  }

  /// The checkpoint, signed by its log.
  ///
  /// @param signer makes the Ed25519 signature over a message
  /// @throws IllegalArgumentException if the key is not the log's by kind and name, or the signer has another one
  public static SignedCheckpoint sign(Checkpoint checkpoint, VerifierKey log, UnaryOperator<byte[]> signer) {
    if (log.kind() != VerifierKey.Kind.LOG) {
      throw new IllegalArgumentException("a log signs its checkpoints");
    }
    var signed = new SignedCheckpoint(checkpoint, List.of(NoteSignature.of(log, signer.apply(checkpoint.text().getBytes(UTF_8)))));
    return signed.checked(log, signed.isSignedBy(log));
  }

  /// The same with a witness's cosignature, in place of an earlier one. A witness MUST NOT cosign before it has seen that the checkpoint is the log's own and
  /// continues all that it has cosigned.
  ///
  /// @param signer makes the Ed25519 signature over a message
  /// @throws IllegalArgumentException if the key is not a witness's, or the signer has another one
  public SignedCheckpoint cosign(VerifierKey witness, Instant time, UnaryOperator<byte[]> signer) {
    return with(Cosignature.sign(checkpoint.text(), witness, time, signer)).map(cosigned -> cosigned.checked(witness, cosigned.cosigned(witness)
        .isPresent())).orElseThrow(() -> new IllegalArgumentException("too many signatures"));
  }

  private SignedCheckpoint checked(VerifierKey key, boolean isGood) {
    if (!isGood) {
      throw new IllegalArgumentException("not the signature of " + key.name());
    }
    return this;
  }

  /// The same with one more signature, in place of an earlier one by the same key; empty if there would be too many.
  public Optional<SignedCheckpoint> with(NoteSignature signature) {
    List<NoteSignature> more = Stream.concat(signatures.stream().filter(line -> !line.name().equals(signature.name()) || line.keyId() != signature
        .keyId()), Stream.of(signature)).toList();
    return more.size() > SignedNote.MAX_SIGNATURES ? Optional.empty() : Optional.of(new SignedCheckpoint(checkpoint, more));
  }

  /// Whether it is its log's own word: the key has the origin's name and has signed, and no signature that names it is bad.
  public boolean isSignedBy(VerifierKey log) {
    return log.kind() == VerifierKey.Kind.LOG && log.name().equals(checkpoint.origin()) && note().isSignedBy(log);
  }

  /// When a witness cosigned it, the latest time if it did so more than once; empty if it did not, or one that names it is bad.
  public Optional<Instant> cosigned(VerifierKey witness) {
    if (witness.kind() != VerifierKey.Kind.WITNESS || !note().isSignedBy(witness)) {
      return Optional.empty();
    }
    return signatures.stream().filter(line -> line.names(witness)).flatMap(line -> Cosignature.of(line).stream()).map(Cosignature::time).max(
        Comparator.naturalOrder());
  }

  /// The cosignature of a witness as a line of its own, to be sent to the log.
  public Optional<NoteSignature> signatureOf(VerifierKey key) {
    return signatures.stream().filter(line -> line.names(key)).findFirst();
  }

  private SignedNote note() {
    return new SignedNote(checkpoint.text(), signatures);
  }

  /// The checkpoint as it is stored and sent.
  public byte[] toBytes() {
    return note().toBytes();
  }
}
