package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A small text file that only its owner may read: a key file, a private key in PEM. Its text never stands in a problem.
///
/// @see "keys.md, Files"
public record SecretFile(Path path) {
  private static final long MAX_BYTES = 1 << 16;
  private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

  /// The text, or why the file is refused: missing, not a file, open to its group or others, larger than 64 KiB, not UTF-8.
  public Parsed<String> read() {
    try {
      if (!Files.exists(path)) {
        return refused("no such file", "");
      }
      if (!Files.isRegularFile(path)) {
        return refused("not a file", "");
      }
      if (isOpenToOthers(path)) {
        return refused("open to its group or others", "take their rights away with chmod 600, and ask yourself who may have read it");
      }
      if (Files.size(path) > MAX_BYTES) {
        return refused("larger than 64 KiB", "this is not a key file");
      }
      return new Parsed.Valid<>(UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(path))).toString());
    } catch (CharacterCodingException e) {
      return refused("not UTF-8 text", "");
    } catch (AccessDeniedException e) {
      return refused("not readable", "run this as the owner of the file");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the file, mode 0600 from its first moment, whole or not at all.
  ///
  /// @throws UncheckedIOException also if it is there already
  public void create(String text) {
    AtomicFile.SECRET.create(path, text.getBytes(UTF_8));
  }

  /// Whether anyone but the owner has any right on a file or folder.
  static boolean isOpenToOthers(Path path) throws IOException {
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(Files.getPosixFilePermissions(path));
    return mode.removeAll(OF_OTHERS);
  }

  private Parsed<String> refused(String rule, String remedy) {
    return new Parsed.Rejected<>(List.of(new Problem(path.toString(), rule, remedy)));
  }
}
