package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.keys.Ed25519;

/// The public key by which a signature below a note is checked, with the name it signs under.
///
/// @param name of the log, its origin; or of the witness
/// @param kind what its signatures are over
/// @param key the 32 bytes of an Ed25519 public key as base64url, 43 characters, as rules and cards have them
/// @see "audit.md, Checkpoint"
public record VerifierKey(String name, Kind kind, String key) {
  private static final int MAX_NAME = 256;
  private static final int MAX_TEXT = 1_000;

  /// @throws IllegalArgumentException if the name is none or the key has not 32 bytes
  public VerifierKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("a key's name has 1 to " + MAX_NAME + " characters, no space, no '+', no control character");
    }
    if (raw(key).isEmpty()) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
  }

  /// What a key's signatures are over.
  public enum Kind {
    /// The note's text: signatures of a log.
    LOG(1),
    /// A time and the note's text: cosignatures of a witness.
    WITNESS(4);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }
  }

  /// The key with which a log signs its checkpoints.
  ///
  /// @throws IllegalArgumentException as the constructor does
  public static VerifierKey log(String origin, String key) {
    return new VerifierKey(origin, Kind.LOG, key);
  }

  /// The key with which a witness cosigns them.
  ///
  /// @throws IllegalArgumentException as the constructor does
  public static VerifierKey witness(String name, String key) {
    return new VerifierKey(name, Kind.WITNESS, key);
  }

  /// The key that a text like `example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k` is.
  public static Parsed<VerifierKey> parse(String text) {
    String[] parts = text.length() > MAX_TEXT ? new String[0] : text.split("\\+", 3);
    if (parts.length == 3) {
      Optional<byte[]> typed = Base64Text.read(parts[2]).filter(bytes -> bytes.length == 1 + Ed25519.KEY_BYTES);
      for (Kind kind : Kind.values()) {
        if (typed.isPresent() && typed.get()[0] == kind.type && isName(parts[0])) {
          var key = new VerifierKey(parts[0], kind, JsonKind.base64(Arrays.copyOfRange(typed.get(), 1, typed.get().length)));
          // The id, too, must be the right one.
          return key.toString().equals(text) ? new Parsed.Valid<>(key) : rejected();
        }
      }
    }
    return rejected();
  }

  private static Parsed<VerifierKey> rejected() {
    return new Parsed.Rejected<>(List.of(new Problem("", "not the verifier key of a log or witness")));
  }

  /// Whether a key can have this name.
  static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= MAX_NAME && name.codePoints().noneMatch(c -> c == '+' || Character.isSpaceChar(c) || Character
        .isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private static Optional<byte[]> raw(String key) {
    return switch (JsonKind.bytes(Ed25519.KEY_BYTES).parse(TextNode.valueOf(key))) {
      case Parsed.Valid<byte[]>(byte[] bytes) when Ed25519.publicKey(bytes).isPresent() -> Optional.of(bytes);
      case Parsed.Valid<byte[]> _,Parsed.Rejected<byte[]> _ -> Optional.empty();
    };
  }

  /// By which signatures name the key: the first four bytes of SHA-256 of `name ‖ 0a ‖ type ‖ key`. Short, and so no proof.
  public int id() {
    byte[] text = name.getBytes(UTF_8);
    return ByteBuffer.wrap(Digest.of(ByteBuffer.allocate(text.length + 1 + 1 + Ed25519.KEY_BYTES).put(text).put((byte) '\n').put(typed()).array())
        .toBytes()).getInt();
  }

  private byte[] typed() {
    return ByteBuffer.allocate(1 + Ed25519.KEY_BYTES).put(kind.type).put(raw(key).orElseThrow()).array();
  }

  /// Whether a signature below a note's text is by this key.
  boolean verifies(String text, NoteSignature line) {
    if (!line.names(this)) {
      return false;
    }
    byte[] bytes = raw(key).orElseThrow();
    return switch (kind) {
      case LOG -> Ed25519.verifies(bytes, text.getBytes(UTF_8), line.signature());
      case WITNESS -> Cosignature.of(line).filter(cosignature -> Ed25519.verifies(bytes, Cosignature.message(cosignature.time(), text), cosignature
          .signature())).isPresent();
    };
  }

  /// `name+id+base64(type ‖ key)`.
  @Override
  public String toString() {
    return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Base64Text.of(typed());
  }
}
