package org.tellonce.protocol.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// One line below a note: who signed with which key, and the signature.
///
/// @param name the key's name
/// @param base64 four bytes of the key's id, then the signature, as base64 with padding
/// @see "audit.md, Checkpoint"
public record NoteSignature(String name, String base64) {
  private static final String START = "\u2014 ";
  private static final int ID_BYTES = 4;
  private static final int MAX_LINE = 16_384;

  /// @throws IllegalArgumentException if a note cannot have such a line
  public NoteSignature {
    if (!VerifierKey.isName(name) || Base64Text.read(base64).filter(bytes -> bytes.length > ID_BYTES).isEmpty()) {
      throw new IllegalArgumentException("not the signature of a note");
    }
  }

  /// The line of a key for a signature it has made.
  static NoteSignature of(VerifierKey key, byte[] signature) {
    return new NoteSignature(key.name(), Base64Text.of(ByteBuffer.allocate(ID_BYTES + signature.length).putInt(key.id()).put(signature).array()));
  }

  /// The signature that a line from outside is, its end left out.
  public static Parsed<NoteSignature> parse(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(START) || space < START.length() || line.length() > MAX_LINE) {
      return rejected();
    }
    try {
      return new Parsed.Valid<>(new NoteSignature(line.substring(START.length(), space), line.substring(space + 1)));
    } catch (IllegalArgumentException e) {
      return rejected();
    }
  }

  private static Parsed<NoteSignature> rejected() {
    return new Parsed.Rejected<>(List.of(new Problem("", "not the line of a signature below a note")));
  }

  /// The id of the key.
  public int keyId() {
    return ByteBuffer.wrap(Base64Text.read(base64).orElseThrow()).getInt();
  }

  /// The signature alone, without the key's id.
  public byte[] signature() {
    byte[] bytes = Base64Text.read(base64).orElseThrow();
    return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
  }

  /// Whether the line says it is of a key. That tells nothing of the signature.
  public boolean names(VerifierKey key) {
    return name.equals(key.name()) && keyId() == key.id();
  }

  /// The line, without its end.
  @Override
  public String toString() {
    return START + name + " " + base64;
  }
}
