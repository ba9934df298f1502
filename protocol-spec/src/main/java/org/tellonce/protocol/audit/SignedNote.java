package org.tellonce.protocol.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A text with signatures below it. The text is worth nothing before a signature of a known key was verified.
///
/// @param text lines, the last one ended too
/// @see "audit.md, Checkpoint"
public record SignedNote(String text, List<NoteSignature> signatures) {

  /// How long a note may be, signatures included.
  public static final int MAX_BYTES = 262_144;

  /// How many signatures may stand below one.
  public static final int MAX_SIGNATURES = 100;

  /// @throws IllegalArgumentException if the text is not whole lines without control characters, or there are not 1 to 100 signatures
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || hasControl(text)) {
      throw new IllegalArgumentException("a note's text is whole lines without control characters");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a note has 1 to " + MAX_SIGNATURES + " signatures");
    }
  }

  /// The note that bytes from outside are.
  public static Parsed<SignedNote> parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return rejected("longer than " + MAX_BYTES + " bytes");
    }
    String all;
    try {
      all = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(
          bytes)).toString();
    } catch (CharacterCodingException e) {
      return rejected("not UTF-8");
    }
    int end = all.lastIndexOf("\n\n");
    if (end < 0 || !all.endsWith("\n") || hasControl(all)) {
      return rejected("not lines of text, an empty line, then lines of signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    // At the last line's end nothing more stands; split leaves an empty text there.
    for (String line : all.substring(end + 2).split("\n", MAX_SIGNATURES + 2)) {
      if (line.isEmpty()) {
        continue;
      }
      switch (NoteSignature.parse(line)) {
        case Parsed.Valid<NoteSignature>(NoteSignature signature) -> signatures.add(signature);
        case Parsed.Rejected<NoteSignature> _ -> {
          return rejected("below the empty line stands what is no signature");
        }
      }
    }
    return signatures.isEmpty() || signatures.size() > MAX_SIGNATURES ? rejected("not 1 to " + MAX_SIGNATURES + " signatures")
        : new Parsed.Valid<>(new SignedNote(all.substring(0, end + 1), signatures));
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> c < ' ' && c != '\n');
  }

  private static Parsed<SignedNote> rejected(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }

  /// Whether a key has signed. One signature that names the key and is not its own spoils the note, for it shows that somebody altered it; those of other keys
  /// are passed over.
  public boolean isSignedBy(VerifierKey key) {
    List<NoteSignature> named = signatures.stream().filter(line -> line.names(key)).toList();
    return !named.isEmpty() && named.stream().allMatch(line -> key.verifies(text, line));
  }

  /// The note as it is stored and sent.
  public byte[] toBytes() {
    return (text + "\n" + signatures.stream().map(line -> line + "\n").collect(joining())).getBytes(UTF_8);
  }
}
