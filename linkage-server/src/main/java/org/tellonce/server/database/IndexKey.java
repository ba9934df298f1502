package org.tellonce.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The operator's key `K_S`, kept outside the database: without it a stolen file tells counts, agencies and months. Prints as `[redacted]`; gives up derived
/// keys only.
///
/// Its file is two lines: `tellonce/index-key`, then 43 characters of base64url and, after a space, the first 16 hexadecimal digits of
/// `HMAC-SHA-256(K_S, "tellonce/check" ‖ 00 ‖ "tellonce/index-key")`, which find a damaged file and tell nothing of the key.
///
/// @see "keys.md"
public final class IndexKey {
  private static final int BYTES = 32;
  private static final String TYPE = "tellonce/index-key";
  private static final Pattern FILE = Pattern.compile(TYPE + "\n([A-Za-z0-9_-]{43}) ([0-9a-f]{16})\n?");
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private final byte[] bytes;

  private IndexKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A new key.
  public static IndexKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new IndexKey(bytes);
  }

  /// Writes a new file of mode 0600, whole or not at all, and waits until it is on the disk.
  ///
  /// @throws UncheckedIOException also if there is a file: an index key is never overwritten, for its database would be lost
  public void save(Path file) {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Path beside = file.resolveSibling("." + file.getFileName() + ".new");
      Files.deleteIfExists(beside);
      try (var channel = Files.newByteChannel(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        String text = TYPE + "\n" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + " " + check() + "\n";
        channel.write(java.nio.ByteBuffer.wrap(text.getBytes(UTF_8)));
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The key in a file.
  public static Parsed<IndexKey> load(Path file) {
    List<Problem> problems = new ArrayList<>();
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        problems.add(new Problem(file.toString(), "its group or others can read it", "chmod 600"));
      }
      Matcher match = FILE.matcher(Files.readString(file));
      if (!match.matches()) {
        problems.add(new Problem(file.toString(), "not an index key", "restore it from your copy; a database without its key is lost"));
        return new Parsed.Rejected<>(problems);
      }
      var key = new IndexKey(Base64.getUrlDecoder().decode(match.group(1)));
      if (!MessageDigest.isEqual(key.check().getBytes(UTF_8), match.group(2).getBytes(UTF_8))) {
        problems.add(new Problem(file.toString(), "its check does not fit: the file is damaged", "restore it from your copy"));
      }
      return Parsed.of(problems, () -> key);
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), "cannot be read (" + e.getClass().getSimpleName() + ")",
          "restore it from your copy; a database without its key is lost"));
      return new Parsed.Rejected<>(problems);
    }
  }

  /// The 32 bytes of a key for one use: `HMAC-SHA-256(K_S, "tellonce/server" ‖ 00 ‖ use)`.
  public byte[] derive(String use) {
    return hmac("tellonce/server\0" + use);
  }

  private String check() {
    return java.util.HexFormat.of().formatHex(hmac("tellonce/check\0" + TYPE), 0, 8);
  }

  private byte[] hmac(String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
